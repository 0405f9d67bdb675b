import type { Command } from 'commander'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { removeAndTell, type RemoveFlags } from '../../remove.ts'
import { clientOf, type Session } from '../../session.ts'

export function removeJobCommand(session: Session): Command {
  const command = newCommand(session, 'remove')
    .summary('remove a job')
    .description('Removes a job and what it remembers of its items. Files on both sides stay as they are.')
    .argument('<job>', 'its id')
    .option('--yes', 'do not ask')
    .action(session.act((id: string, flags: RemoveFlags) => removeJob(session, id, flags)))
  addExamples(command, { 'gantry jobs remove 3 --yes': 'Without a question, from a script' })
  return addSettings(command)
}

async function removeJob(session: Session, id: string, flags: RemoveFlags) {
  const client = clientOf(session, flags)
  const job = await client.showJob(id)
  return removeAndTell(`job ${job.id}, “${job.name}”`, () => client.removeJob(job.id), flags, session.terminal)
}
