// A Gantry in a process of its own, on a free port and a data folder that goes with it; and its commands.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
}

export interface Gantry extends AsyncDisposable {
  readonly data: string
  readonly url: string
  /** The process that serves; another one after `start`. */
  readonly processId: number
  /** What it has logged so far, since it was first started. */
  readonly log: string
  /** A command of this Gantry. */
  run(args: readonly string[], options?: RunOptions): Promise<Said>
  /** A command that must succeed, with the JSON it prints. */
  json<Answer>(args: readonly string[], options?: RunOptions): Promise<Answer>
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>
  /** Asks it to stop; gives its exit code. */
  stop(): Promise<number>
  /** Serves again on the same data folder and port. */
  start(): Promise<void>
}

export interface GantryOptions {
  readonly data?: string
  readonly flags?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

export async function startGantry({ data, flags = [], environment = {} }: GantryOptions = {}): Promise<Gantry> {
  const scratch = await mkdtemp(join(tmpdir(), 'gantry-house-'))
  // As root the database runs as another account, which must get through.
  await chmod(scratch, 0o711)
  const folder = data ?? join(scratch, 'data')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    GANTRY_DATA: folder,
    GANTRY_SERVER: url,
    // The sandbox is on this machine.
    GANTRY_ALLOWED_NETWORKS: 'loopback',
    NO_COLOR: '1',
    ...environment,
  }
  let server: ChildProcess | undefined
  let log = ''

  const start = async () => {
    const child = spawn(process.execPath, [main, 'serve', '--port', String(port), '--log-format', 'json', ...flags], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
    server = child
    await ready(url, child, () => log)
  }
  const end = async (signal: NodeJS.Signals): Promise<number> => {
    const child = server
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? 0
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    return child.exitCode ?? -1
  }
  const run: Gantry['run'] = (args, { input, environment: more } = {}) =>
    say(spawn(process.execPath, [main, ...args], { env: { ...env, ...more }, stdio: 'pipe' }), input)

  await start()
  return {
    data: folder,
    url,
    get processId() {
      return server?.pid ?? 0
    },
    get log() {
      return log
    },
    run,
    async json<Answer>(args: readonly string[], options?: RunOptions) {
      const { code, stdout, stderr } = await run([...args, '--json'], options)
      if (code !== 0 && code !== 3) throw new Error(`gantry ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`)
      return JSON.parse(stdout) as Answer
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    start,
    async [Symbol.asyncDispose]() {
      await end('SIGTERM')
      await rm(scratch, { recursive: true, force: true })
    },
  }
}

async function say(child: ChildProcess, input = ''): Promise<Said> {
  child.stdin?.end(input)
  const { stdout, stderr } = child
  if (!stdout || !stderr) throw new Error('The command has no output.')
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'exit')])
  return { code: child.exitCode ?? -1, stdout: out, stderr: err }
}

async function ready(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Gantry ended with ${child.exitCode} before it was ready:\n${log()}`)
    const answer = await fetch(`${url}/api/v1/health`).catch(() => undefined)
    if (answer?.ok) return
    await wait(50)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
