import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { summaryOf } from '../../run-summary.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { print, printJson } from '../../terminal.ts'

export function showRunCommand(session: Session): Command {
  const command = newCommand(session, 'show')
    .summary('show how a run stands, and why')
    .description('Shows the state of a run, its items by state and reason, and where report and proof are.')
    .argument('<run>', 'its id')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: Flags) => showRun(session, id, flags)))
  addExamples(command, { 'gantry runs show 12': 'The run of that id' })
  return addSettings(command)
}

async function showRun(session: Session, id: string, flags: Flags) {
  const { terminal } = session
  const run = await clientOf(session, flags).showRun(id)
  await (flags.json ? printJson(terminal, run) : print(terminal, summaryOf(run, terminal)))
  return exitCodes.done
}
