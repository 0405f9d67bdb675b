// Starts the sandbox by hand: node sandbox/procore/main.ts --data FOLDER
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { help } from './help.ts'
import { developmentPorts, flagOf, OptionError, optionNames } from './options.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'

const flags = Object.fromEntries([
  ['data', { type: 'string' }],
  ...['json', 'verbose', 'help'].map((name) => [name, { type: 'boolean' }]),
  ...optionNames.map((name) => [flagOf(name), { type: 'string' }]),
]) as Record<string, { type: 'string' | 'boolean' }>

try {
  const { values } = parseArgs({ options: flags })
  if (values.help) console.log(help())
  else await run(values)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = error instanceof OptionError ? 2 : 1
}

async function run(values: Readonly<Record<string, unknown>>): Promise<void> {
  const given = optionNames.map((name) => [name, values[flagOf(name)]]).filter(([, value]) => value !== undefined)
  const sandbox = await startSandbox({
    data:
      typeof values.data === 'string' ? values.data : join(homedir(), '.local', 'share', 'gantry', 'procore-sandbox'),
    ...developmentPorts,
    // Checked at the door, where text counts as a number when it is one.
    ...(Object.fromEntries(given) as Partial<SandboxOptions>),
    ...(values.verbose === true && { log: (line: string) => console.log(line) }),
  })
  const { addresses, credentials } = sandbox
  console.log(values.json === true ? JSON.stringify({ addresses, credentials }) : described(sandbox))
  const stop = () => void sandbox.close()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

function described({ addresses, credentials: { app, serviceAccounts, users } }: Sandbox): string {
  return [
    'The Procore sandbox is ready.',
    ...Object.entries(addresses).map(([name, address]) => `  ${name.padEnd(8)} ${address}`),
    `App            ${app.clientId}  ${app.clientSecret}`,
    ...serviceAccounts.map((one) => `Service account ${one.clientId}  ${one.clientSecret}  (${one.name})`),
    ...users.map((one) => `User           ${one.email}  ${one.password}  (${one.may})`),
    'It stops on Ctrl+C.',
  ].join('\n')
}
