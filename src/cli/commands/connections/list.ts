import type { Command } from 'commander'
import { healths, type ConnectionView } from '#api/contract/connections.ts'
import { choice } from '../../choice.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand, textFlag } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, tell } from '../../terminal.ts'

interface ListFlags extends Flags {
  readonly text?: string
  readonly platform?: string
  readonly state?: ConnectionView['health']
  readonly owner?: string
}

export function listConnectionsCommand(session: Session): Command {
  const command = newCommand(session, 'list')
    .summary('list the connections')
    .description('Lists the connections and how healthy each was when it was last tested or used.')
    .option(...textFlag('name'))
    .option('--platform <platform>', 'only those of one platform, by its id (default: all)')
    .addOption(choice('--state <state>', `only those in one state: ${healths.join(', ')} (default: all)`, healths))
    .option('--owner <person>', 'only those that somebody added, by the id in `gantry people list` (default: all)')
    .option(...jsonFlag)
    .action(session.act((flags: ListFlags) => listConnections(session, flags)))
  addExamples(command, {
    'gantry connections list': 'All of them',
    'gantry connections list --state sign-in-needed': 'Those that somebody has to sign in',
  })
  return addSettings(command)
}

async function listConnections(session: Session, flags: ListFlags) {
  const { terminal } = session
  const { text, platform, state: health, owner } = flags
  const filter = { text, platform, health, owner }
  const list = await clientOf(session, flags).listConnections(filter)
  if (flags.json) await printJson(terminal, list)
  else if (list.connections.length > 0) {
    const rows = list.connections.map((one) => [
      one.name,
      one.platform.title,
      one.account ?? '',
      one.health,
      showTime(one.testedAt),
      one.healthReason ?? '',
    ])
    await print(terminal, tableOf(terminal, columns, rows))
  } else if (Object.values(filter).some((one) => one !== undefined)) await tell(terminal, 'No connection is like that.')
  else await tell(terminal, 'There are no connections. Add one with: gantry connections add PLATFORM')
  return exitCodes.done
}

const columns = [
  { title: 'Name' },
  { title: 'Platform' },
  { title: 'Account' },
  { title: 'Health' },
  { title: 'Tested' },
  { title: 'Why', wraps: true },
] as const
