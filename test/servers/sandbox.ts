// A Procore sandbox in a process of its own, on free ports and a data folder that goes with it.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { flagOf, type OptionName } from '../../sandbox/procore/options.ts'
import type { Sandbox as Door } from '../../sandbox/procore/sandbox.ts'

const main = fileURLToPath(new URL('../../sandbox/procore/main.ts', import.meta.url))

export interface Sandbox extends Pick<Door, 'addresses' | 'credentials'>, AsyncDisposable {
  /** What it has written to the error output. */
  readonly errors: string
  /** A request to its admin address; gives what it answers. */
  admin(method: string, path: string, body?: object): Promise<unknown>
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>
  /** Starts it again with the same data, on the same ports. */
  start(): Promise<void>
}

/** Those of the sandbox's options that differ from its defaults, as text. Without a word about them calls are not limited. */
export type SandboxFlags = { readonly [Name in OptionName]?: string | number }

export async function startSandbox(flags: SandboxFlags = {}): Promise<Sandbox> {
  const data = await mkdtemp(join(tmpdir(), 'gantry-sandbox-'))
  let errors = ''
  let child: ChildProcess | undefined
  const start = async (ports: SandboxFlags) => {
    const all = { rateLimit: 'none', ...flags, ...ports }
    const args = Object.entries(all).flatMap(([name, value]) => [`--${flagOf(name)}`, String(value)])
    const started = spawn(process.execPath, [main, '--data', data, '--json', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child = started
    return readiness(started, () => errors)
  }
  const free = { loginPort: 0, apiPort: 0, storagePort: 0, adminPort: 0 }
  const { addresses, credentials } = await start({ ...free, ...flags })
  return {
    addresses,
    credentials,
    get errors() {
      return errors
    },
    async admin(method, path, body) {
      const answer = await fetch(`${addresses.admin}${path}`, {
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${method} ${path}: ${text}`)
      return text === '' ? undefined : JSON.parse(text)
    },
    kill: () => end(child, 'SIGKILL'),
    start: async () => void (await start(portsOf(addresses))),
    async [Symbol.asyncDispose]() {
      await end(child, 'SIGTERM')
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** Its first line, printed once all four servers listen. */
async function readiness(child: ChildProcess, errors: () => string): Promise<Pick<Door, 'addresses' | 'credentials'>> {
  if (!child.stdout) throw new Error('The sandbox has no output.')
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) return JSON.parse(line)
  throw new Error(`The sandbox ended before it was ready: ${errors()}`)
}

function portsOf({ login, api, storage, admin }: Door['addresses']): SandboxFlags {
  const port = (address: string) => new URL(address).port
  return { loginPort: port(login), apiPort: port(api), storagePort: port(storage), adminPort: port(admin) }
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
