import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, tell } from '../../terminal.ts'

export function listConnectionsCommand(session: Session): Command {
  const command = newCommand(session, 'list')
    .summary('list the connections')
    .description('Lists the connections and how healthy each was when it was last tested or used.')
    .option(...jsonFlag)
    .action(session.act((flags: Flags) => listConnections(session, flags)))
  addExamples(command, { 'gantry connections list': 'All of them' })
  return addSettings(command)
}

async function listConnections(session: Session, flags: Flags) {
  const { terminal } = session
  const list = await clientOf(session, flags).listConnections()
  if (flags.json) await printJson(terminal, list)
  else if (list.connections.length > 0) {
    const rows = list.connections.map((one) => [
      one.name,
      one.platform.title,
      one.health,
      showTime(one.testedAt),
      one.healthReason ?? '',
    ])
    await print(terminal, tableOf(terminal, columns, rows))
  } else await tell(terminal, 'There are no connections. Add one with: gantry connections add PLATFORM')
  return exitCodes.done
}

const columns = [
  { title: 'Name' },
  { title: 'Platform' },
  { title: 'Health' },
  { title: 'Tested' },
  { title: 'Why', wraps: true },
] as const
