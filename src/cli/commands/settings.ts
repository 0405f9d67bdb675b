import type { Command } from 'commander'
import { settingNames, shown } from '#config'
import { exitCodes } from '../exit-codes.ts'
import { addExamples, addSettings, newCommand } from '../new-command.ts'
import { settingsOf, type Flags, type Session } from '../session.ts'
import { tableOf } from '../table.ts'
import { print, printJson } from '../terminal.ts'

export function settingsCommand(session: Session): Command {
  const command = newCommand(session, 'settings')
    .summary('show every setting and its origin')
    .description('Shows the settings as a command with these flags would find them. Passwords are covered.')
    .option('--json', 'print them as one JSON document')
    .action(session.act((flags: Flags) => showSettings(session, flags)))
  addExamples(command, {
    'gantry settings': 'As they stand',
    'gantry settings --settings /etc/gantry.yaml': 'With another settings file',
  })
  return addSettings(command, settingNames)
}

async function showSettings(session: Session, flags: Flags) {
  const { terminal } = session
  const { settings, origins } = settingsOf(session, flags, settingNames)
  const rows = settingNames.map((name) => [name, shown(name, settings[name]), origins[name]] as const)
  if (flags.json) {
    const entries = rows.map(([name, value, origin]) => [name, { value, origin }])
    await printJson(terminal, Object.fromEntries(entries))
  } else {
    const columns = [{ title: 'Setting' }, { title: 'Value', wraps: true }, { title: 'From', wraps: true }] as const
    await print(terminal, tableOf(terminal, columns, rows))
  }
  return exitCodes.done
}
