import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addJobWish, jobWishOf, type WishFlags } from '../../job-wish.ts'
import { addMappingFlags, newMappingOf } from '../../mapping-flags.ts'
import { previewJob } from '../../preview-job.ts'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { addScheduleFlags, scheduleOf } from '../../schedule-flags.ts'
import { nextRunOf } from '../../schedule-words.ts'
import { clientOf, type Session } from '../../session.ts'
import { harmless, print, printJson } from '../../terminal.ts'

interface AddJobFlags extends WishFlags {
  readonly reuse?: boolean
  readonly preview?: boolean
}

export function addJobCommand(session: Session): Command {
  const command = newCommand(session, 'add')
    .summary('add a job without running it')
    .description('Adds a job that copies what the source holds to the destination.')
    .option(
      '--reuse',
      'take the job that has this source and destination, where there is one, and set the choices, filters and pace that are given',
    )
    .option('--preview', 'only show the job, or the jobs that a mapping would make, and add nothing')
    .action(
      session.act((source: string, destination: string, flags: AddJobFlags) =>
        addJob(session, source, destination, flags),
      ),
    )
  addMappingFlags(addScheduleFlags(addJobWish(command)), { isNew: true })
  addExamples(command, {
    'gantry jobs add /srv/drawings "Procore:Harbour Tower/Drawings" --name Drawings': 'A folder into a project',
    'gantry jobs add "Procore:Harbour Tower" /srv/archive --on-conflict prefer-source': 'With a choice',
    'gantry jobs add "Procore:Harbour Tower" /srv/archive --daily 02:00 --time-zone Europe/Amsterdam': 'Every night',
    'gantry jobs add /srv/projects Procore: --each folder --to Documents --preview':
      'Each folder into the project of its name; see first which',
    'gantry jobs add "Procore:Template/Folders" Procore: --each project --active-only --content folders':
      'One folder structure into every active project',
  })
  return addSettings(command)
}

async function addJob(session: Session, source: string, destination: string, flags: AddJobFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const wish = jobWishOf({ source, destination }, flags, { server: client.server, folder: terminal.folder })
  const schedule = scheduleOf(flags)
  const mapping = await newMappingOf(flags, terminal)
  const described = { ...wish, ...(schedule && { schedule }), ...(mapping && { mapping }) }
  if (flags.preview) return previewJob(client, described, flags, terminal)
  const job = await client.addJob({ ...described, reuse: Boolean(flags.reuse) })
  if (flags.json) await printJson(terminal, job)
  else {
    const next = job.timing === undefined ? [] : nextRunOf(job)
    await print(terminal, [harmless(job.summary), ...next, `Run it with: gantry jobs run ${job.id}`].join('\n'))
  }
  return exitCodes.done
}
