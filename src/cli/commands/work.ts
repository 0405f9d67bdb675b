import type { Command } from 'commander'
import type { SettingName } from '#config'
import { exitCodes } from '../exit-codes.ts'
import { addExamples, addSettings, newCommand } from '../new-command.ts'
import { settingsOf, type Flags, type Session } from '../session.ts'
import { tell } from '../terminal.ts'
import { untilStopped } from '../until-stopped.ts'

const workSettings: readonly SettingName[] = [
  'data',
  'databaseUrl',
  'masterKeyFile',
  'workers',
  'allowedNetworks',
  'allowedFolders',
  'procoreTrackingWord',
  'logLevel',
  'logFormat',
]

export function workCommand(session: Session): Command {
  const command = newCommand(session, 'work')
    .summary('start only the work, beside a server')
    .description('Takes work from the database that a server writes to; as many as are wanted, on as many machines.')
    .action(session.act((flags: Flags) => work(session, flags)))
  addExamples(command, { 'gantry work --database-url postgres://db.example.org/gantry': 'On another machine' })
  return addSettings(command, workSettings)
}

async function work(session: Session, flags: Flags) {
  const { settings } = settingsOf(session, flags, workSettings)
  const running = await session.local.work(settings)
  await tell(session.terminal, `Gantry works with ${settings.workers} batches at a time. Stop it with Ctrl-C.`)
  await untilStopped(running, session.terminal)
  return exitCodes.done
}
