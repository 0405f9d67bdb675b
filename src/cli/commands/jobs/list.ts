import type { Command } from 'commander'
import type { JobView } from '#api/contract/jobs.ts'
import { counted } from '#toolkit/words.ts'
import { exitCodes } from '../../exit-codes.ts'
import { printList } from '../../json-list.ts'
import { addExamples, addSettings, jsonFlag, newCommand, textFlag } from '../../new-command.ts'
import { nextRunCell } from '../../schedule-words.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { print } from '../../terminal.ts'

interface ListFlags extends Flags {
  readonly archived?: boolean
  readonly category?: string
  readonly children?: boolean
  readonly parent?: string
  readonly text?: string
}

export function listJobsCommand(session: Session): Command {
  const command = newCommand(session, 'list')
    .summary('list the jobs')
    .description('Lists the jobs and how the last run of each ended, and when the next one begins by itself.')
    .option('--archived', 'only those that are archived (default: only those that are not)')
    .option('--category <category>', 'only those of one category (default: of all)')
    .option('--children', 'also those that mapping jobs have made (default: without them)')
    .option('--parent <job>', 'only those that this mapping job has made (default: of all)')
    .option(...textFlag('name, source or destination'))
    .option(...jsonFlag)
    .action(session.act((flags: ListFlags) => listJobs(session, flags)))
  addExamples(command, { 'gantry jobs list': 'All of them' })
  return addSettings(command)
}

async function listJobs(session: Session, { archived, category, children, parent, text, ...flags }: ListFlags) {
  const { terminal } = session
  const pages = clientOf(session, flags).listJobs({
    ...(archived && { show: 'archived' }),
    ...(!children && parent === undefined && { children: 'hide' }),
    category,
    parent,
    text,
  })
  if (flags.json) await printList(terminal, 'jobs', pages, (page) => page.jobs)
  else
    for await (const { jobs } of pages)
      if (jobs.length > 0) await print(terminal, tableOf(terminal, columns, jobs.map(rowOf)))
  return exitCodes.done
}

const columns = [
  { title: 'Job' },
  { title: 'Name', wraps: true },
  { title: 'Source', wraps: true },
  { title: 'Destination', wraps: true },
  { title: 'Last run' },
  { title: 'Next run' },
] as const

function rowOf(job: JobView): string[] {
  const { id, source, destination, lastRun, children } = job
  const name = children === undefined ? job.name : `${job.name} (${counted(children, 'job')})`
  return [id, name, source, destination, lastRun ? `${lastRun.id} ${lastRun.state}` : '–', nextRunCell(job)]
}
