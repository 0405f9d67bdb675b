// A Gantry in a process of its own, on a free port and a data folder that goes with it; and its commands.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { apiRoot, localTokenFile } from '#api/contract/routes.ts'
import { findEmbedded } from '#database/embedded.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { trace } from '#toolkit/testing/traces.ts'
import { traceHouse } from '../../src/main/testing/trace-house.ts'

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

/** A command on its way. */
export interface Begun {
  /** What it has said so far on the error output, where progress and addresses are. */
  readonly stderr: string
  readonly ended: Promise<Said>
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
  /** The same, without waiting for its end. */
  begin(args: readonly string[], options?: RunOptions): Begun
  /** A command that must succeed, with the JSON it prints. */
  json<Answer>(args: readonly string[], options?: RunOptions): Promise<Answer>
  /** What its API answers, without the time that a command takes to start; with a body it is asked by POST. */
  ask<Answer>(path: string, body?: object): Promise<Answer>
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
  /** The number of the account that it runs as, where this is not to be that of the tests. */
  readonly account?: number
}

export async function startGantry({
  data,
  flags = [],
  environment = {},
  account,
}: GantryOptions = {}): Promise<Gantry> {
  const scratch = await mkdtemp(join(tmpdir(), 'gantry-house-'))
  // As root the database runs as another account, which must get through.
  await chmod(scratch, 0o711)
  if (account !== undefined) await chown(scratch, account, account)
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
      ...(account !== undefined && { uid: account, gid: account }),
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
  const begin: Gantry['begin'] = (args, { input, environment: more } = {}) =>
    begun(spawn(process.execPath, [main, ...args], { env: { ...env, ...more }, stdio: 'pipe' }), args, input)
  const run: Gantry['run'] = (args, options) => begin(args, options).ended

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
    begin,
    run,
    async json<Answer>(args: readonly string[], options?: RunOptions) {
      const { code, stdout, stderr } = await run([...args, '--json'], options)
      if (code !== 0 && code !== 3) throw new Error(`gantry ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`)
      return JSON.parse(stdout) as Answer
    },
    async ask<Answer>(path: string, body?: object) {
      const token = (await readFile(join(folder, localTokenFile), 'utf8')).trim()
      const answer = await fetch(`${url}${apiRoot}${path}`, {
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      })
      if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as Answer
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    start,
    async [Symbol.asyncDispose]() {
      // What a demonstration prints are the sandbox's own credentials.
      if (!flags.includes('--demo')) await keepTraces(folder, log)
      await end('SIGTERM')
      await rm(scratch, { recursive: true, force: true })
    },
  }
}

/** For the search for secrets: what it logged and stored. */
async function keepTraces(folder: string, log: string): Promise<void> {
  trace('log', `the log of the server at ${folder}`, log)
  const embedded = await findEmbedded(join(folder, 'database'), silentLog)
  if (embedded) await traceHouse({ settings: embedded.settings, data: folder })
}

function begun(child: ChildProcess, args: readonly string[], input = ''): Begun {
  child.stdin?.end(input)
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => (said[name] += chunk))
  }
  // Closed once it has ended and all it said has come.
  const ended = once(child, 'close').then(() => {
    trace('command', `gantry ${args.join(' ')}`, `${said.stdout}\n${said.stderr}`)
    return { code: child.exitCode ?? -1, ...said }
  })
  return {
    get stderr() {
      return said.stderr
    },
    ended,
  }
}

async function ready(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    const end = child.exitCode ?? child.signalCode
    if (end !== null) throw new Error(`Gantry ended with ${end} before it was ready:\n${log()}`)
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
