// The one place where things are introduced to each other. What only some commands need is loaded when they run.
import { optionTable, developmentPorts } from '../sandbox/procore/options.ts'
import { runCli } from './cli/cli.ts'
import type { LocalCommands } from './cli/local-commands.ts'

const options = Object.entries(optionTable).map(([name, option]) => [name, option] as const)

const local: LocalCommands = {
  serve: async (settings) => (await import('./main/serve.ts')).serve(settings),
  work: async (settings) => (await import('./main/work.ts')).work(settings),
  async sandbox({ data, log, ...given }) {
    const [{ startSandbox }, { readOptions }] = await Promise.all([
      import('../sandbox/procore/sandbox.ts'),
      import('../sandbox/procore/options.ts'),
    ])
    return startSandbox({ ...readOptions({ ...developmentPorts, ...given }), data, ...(log && { log }) })
  },
  sandboxOptions: { ...Object.fromEntries(options), ...portsByHand() },
  verifyProof: async (file, publicKey) => (await import('./main/verify.ts')).verifyProof(file, publicKey),
  changeMasterKey: async (settings, newFile) =>
    (await import('./main/change-master-key.ts')).changeMasterKeyOf(settings, newFile),
  verifyAuditExport: async (file, publicKey) => (await import('./main/verify.ts')).verifyAuditExport(file, publicKey),
  async *checkAgainstFolder(...terms) {
    yield* (await import('./main/verify.ts')).checkAgainstFolder(...terms)
  },
}

/** A sandbox that is started by hand listens where people can guess it. */
function portsByHand() {
  return Object.fromEntries(
    Object.entries(developmentPorts).map(([name, port]) => [
      name,
      { ...optionTable[name as keyof typeof developmentPorts], default: port },
    ]),
  )
}

process.exitCode = await runCli(process.argv.slice(2), local)
