import type { Command } from 'commander'
import { finish, type FinishFlags } from '../finish.ts'
import { addJobFlags, jobOptionsOf } from '../job-flags.ts'
import { locationFor } from '../locations.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../new-command.ts'
import { clientOf, type Flags, type Session } from '../session.ts'

interface CopyFlags extends Flags, FinishFlags {
  readonly simulate?: boolean
  readonly name?: string
}

export function copyCommand(session: Session): Command {
  const command = newCommand(session, 'copy')
    .summary('copy a folder from one location to another')
    .description(
      'Copies what a folder holds into another folder. Makes a job of it, or takes the one that already has this source and ' +
        'destination, and starts a run: only what is new or has changed moves, and nothing is deleted.',
    )
    .argument('<source>', 'connection:Space/folder, or a path on the server’s disk')
    .argument('<destination>', 'the same')
    .option('--simulate', 'only plan, and report what a run would do')
    .option('--wait', 'show the progress and wait for the end')
    .option('--name <name>', 'the name of the job, where one is made (default “source → destination”)')
    .option(...jsonFlag)
    .action(
      session.act((source: string, destination: string, flags: CopyFlags) => copy(session, source, destination, flags)),
    )
  addExamples(command, {
    'gantry copy ./handover "Procore:Harbour Tower/Handover" --simulate --wait': 'See first what would happen',
    'gantry copy ./handover "Procore:Harbour Tower/Handover" --wait': 'Copy, and wait for the end',
    'gantry copy "Procore:Harbour Tower" /srv/archive --unsupported-names encode': 'The other way, with a choice',
  })
  return addSettings(addJobFlags(command))
}

async function copy(session: Session, source: string, destination: string, flags: CopyFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const job = await client.addJob({
    source: locationFor(client.server, source, terminal.folder),
    destination: locationFor(client.server, destination, terminal.folder),
    options: jobOptionsOf(flags),
    reuse: true,
    ...(flags.name !== undefined && { name: flags.name }),
  })
  const run = await client.startRun(job.id, Boolean(flags.simulate))
  return finish(client, run, flags, terminal)
}
