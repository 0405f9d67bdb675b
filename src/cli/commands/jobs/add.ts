import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addJobFlags, jobOptionsOf } from '../../job-flags.ts'
import { locationFor } from '../../locations.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { harmless, print, printJson } from '../../terminal.ts'

interface AddJobFlags extends Flags {
  readonly name?: string
  readonly reuse?: boolean
}

export function addJobCommand(session: Session): Command {
  const command = newCommand(session, 'add')
    .summary('add a job without running it')
    .description('Adds a job that copies what the source holds to the destination.')
    .argument('<source>', 'connection:Space/folder, or a path on the server’s disk')
    .argument('<destination>', 'the same')
    .option('--name <name>', 'its name (default “source → destination”)')
    .option('--reuse', 'take the job that has this source and destination, where there is one, and set its choices')
    .option(...jsonFlag)
    .action(
      session.act((source: string, destination: string, flags: AddJobFlags) =>
        addJob(session, source, destination, flags),
      ),
    )
  addExamples(command, {
    'gantry jobs add /srv/drawings "Procore:Harbour Tower/Drawings" --name Drawings': 'A folder into a project',
    'gantry jobs add "Procore:Harbour Tower" /srv/archive --on-conflict prefer-source': 'With a choice',
  })
  return addSettings(addJobFlags(command))
}

async function addJob(session: Session, source: string, destination: string, flags: AddJobFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const job = await client.addJob({
    source: locationFor(client.server, source, terminal.folder),
    destination: locationFor(client.server, destination, terminal.folder),
    options: jobOptionsOf(flags),
    reuse: Boolean(flags.reuse),
    ...(flags.name !== undefined && { name: flags.name }),
  })
  if (flags.json) await printJson(terminal, job)
  else await print(terminal, `${harmless(job.summary)}\nRun it with: gantry jobs run ${job.id}`)
  return exitCodes.done
}
