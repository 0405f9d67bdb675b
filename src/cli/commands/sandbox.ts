import { join } from 'node:path'
import { Option, type Command } from 'commander'
import { flagOf } from '#config'
import { exitCodes } from '../exit-codes.ts'
import { absolute } from '../locations.ts'
import type { RunningSandbox } from '../local-commands.ts'
import { addExamples, newCommand } from '../new-command.ts'
import { settingsOf, type Flags, type Session } from '../session.ts'
import { tableOf } from '../table.ts'
import { print, tell, type Terminal } from '../terminal.ts'
import { aborted } from '../until-stopped.ts'

const groups: Readonly<Record<string, string>> = {
  place: 'Where:',
  limits: 'Limits:',
  unknown: 'What nobody outside Procore knows for sure:',
}

export function sandboxCommand(session: Session): Command {
  const command = newCommand(session, 'sandbox')
    .summary('start a stand-in for Procore, to try Gantry with')
    .description('Starts a local stand-in for Procore’s sign-in and API, filled with a construction firm’s projects.')
    .option('--data <folder>', 'what it keeps (default: sandbox in Gantry’s data folder)')
  for (const [name, option] of Object.entries(session.local.sandboxOptions)) {
    const sentence = `${option.sentence} (default ${String(option.default)})`
    const heading = groups[option.group] ?? 'Options:'
    command.addOption(new Option(`--${flagOf(name)} <${option.placeholder}>`, sentence).helpGroup(heading))
  }
  command.action(session.act((flags: Flags) => sandbox(session, flags)))
  return addExamples(command, {
    'gantry sandbox': 'With the limits of the real one',
    'gantry sandbox --rate-limit none': 'Without limits, for many files',
  })
}

async function sandbox(session: Session, { data, ...options }: Flags) {
  const { terminal, local } = session
  const folder =
    typeof data === 'string' ? absolute(data, terminal.folder) : join(settingsOf(session, {}).settings.data, 'sandbox')
  const running = await local.sandbox({ ...options, data: folder })
  try {
    await print(terminal, accessTo(running, terminal))
    await aborted(terminal.interrupted)
    await tell(terminal, 'Stopping.')
  } finally {
    await running.close()
  }
  return exitCodes.done
}

function accessTo({ addresses, credentials }: RunningSandbox, terminal: Terminal): string {
  const rows = [
    ['Procore API (Domain)', addresses.api],
    ['Sign-in', addresses.login],
    ['Storage', addresses.storage],
    ['Admin', addresses.admin],
    ['App', `${credentials.app.clientId} / ${credentials.app.clientSecret}`],
    ...credentials.serviceAccounts.map((one) => [
      `Service account`,
      `${one.clientId} / ${one.clientSecret} (${one.name})`,
    ]),
    ...credentials.users.map((user) => ['Person', `${user.email} / ${user.password} (${user.may})`]),
  ]
  const table = tableOf(terminal, [{ title: 'The sandbox runs' }, { title: '', wraps: true }], rows)
  return `${table}What it accepts is no secret. Stop it with Ctrl-C.`
}
