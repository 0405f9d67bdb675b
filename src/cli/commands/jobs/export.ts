import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { write } from '../../terminal.ts'

export function exportJobsCommand(session: Session): Command {
  const command = newCommand(session, 'export')
    .summary('print jobs as a job file')
    .description('Prints jobs as a job file in YAML, which “gantry jobs apply” puts in place here or elsewhere.')
    .argument('<jobs...>', 'their ids')
    .action(session.act((ids: readonly string[], flags: Flags) => exportJobs(session, ids, flags)))
  addExamples(command, { 'gantry jobs export 3 4 > jobs.yaml': 'Two jobs into a file' })
  return addSettings(command)
}

async function exportJobs(session: Session, ids: readonly string[], flags: Flags) {
  const file = await clientOf(session, flags).exportJobs(ids)
  await write(session.terminal.output, await file.text())
  return exitCodes.done
}
