import type { Command } from 'commander'
import type { SideView } from '#api/contract/comparison.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { print, printJson } from '../../terminal.ts'

export function listPlatformsCommand(session: Session): Command {
  const command = newCommand(session, 'list')
    .summary('list all platforms that can be compared')
    .description('Lists the platforms: those that Gantry connects to, and those that it only knows the limits of.')
    .option(...jsonFlag)
    .action(session.act((flags: Flags) => listPlatforms(session, flags)))
  addExamples(command, { 'gantry platforms list': 'All of them' })
  return addSettings(command)
}

async function listPlatforms(session: Session, flags: Flags) {
  const { terminal } = session
  const list = await clientOf(session, flags).listSides()
  const columns = [{ title: 'Platform' }, { title: 'Title', wraps: true }, { title: 'Can be' }] as const
  await (flags.json ? printJson(terminal, list) : print(terminal, tableOf(terminal, columns, list.sides.map(rowOf))))
  return exitCodes.done
}

function rowOf({ platform, title, hasConnector }: SideView): string[] {
  return [platform, title, hasConnector ? 'connected and compared' : 'compared (no connector yet)']
}
