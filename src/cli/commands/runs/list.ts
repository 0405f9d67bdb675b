import { InvalidArgumentError, type Command } from 'commander'
import { runQuery, type RunView } from '#api/contract/runs.ts'
import { showBytes, showCount } from '#toolkit/words.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand, textFlag } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, tell } from '../../terminal.ts'

interface ListFlags extends Flags {
  readonly job?: string
  readonly children?: boolean
  readonly parent?: string
  readonly text?: string
  readonly limit: number
}

export function listRunsCommand(session: Session): Command {
  const command = newCommand(session, 'list')
    .summary('list the latest runs')
    .description('Lists runs and simulations, the latest first.')
    .option('--job <job>', 'only those of one job (default: of all)')
    .option('--children', 'also those that runs of mapping jobs have started (default: without them)')
    .option('--parent <run>', 'only those that this run of a mapping job has started (default: of all)')
    .option(...textFlag('job’s name, source or destination'))
    .option('--limit <number>', 'how many at most, up to 500', limitOf, 50)
    .option(...jsonFlag)
    .action(session.act((flags: ListFlags) => listRuns(session, flags)))
  addExamples(command, { 'gantry runs list --job 3 --limit 10': 'The last ten of a job' })
  return addSettings(command)
}

function limitOf(typed: string): number {
  const result = runQuery.shape.limit.safeParse(typed)
  if (result.success) return result.data
  throw new InvalidArgumentError('It must be a whole number from 1 to 500.')
}

async function listRuns(session: Session, flags: ListFlags) {
  const { terminal } = session
  const { job, parent, text, limit } = flags
  const isTop = !flags.children && job === undefined && parent === undefined
  const page = await clientOf(session, flags).listRuns({
    job,
    parent,
    text,
    limit,
    ...(isTop && { children: 'hide' }),
  })
  if (flags.json) await printJson(terminal, page)
  else if (page.runs.length > 0) await print(terminal, tableOf(terminal, columns, page.runs.map(rowOf)))
  else if ((job ?? parent ?? text) !== undefined) await tell(terminal, 'No run is like that.')
  else await tell(terminal, 'Nothing has run yet. Begin with: gantry copy SOURCE DESTINATION')
  return exitCodes.done
}

const columns = [
  { title: 'Run' },
  { title: 'Job', wraps: true },
  { title: 'Kind' },
  { title: 'State' },
  { title: 'Items', align: 'right' },
  { title: 'Moved', align: 'right' },
  { title: 'Flagged', align: 'right' },
  { title: 'Begun' },
] as const

function rowOf(run: RunView): string[] {
  const [items, flagged] = [showCount(run.seen.items), showCount(run.states.flagged?.items ?? 0)]
  return [
    run.id,
    run.job.name,
    run.kind,
    run.state,
    items,
    showBytes(run.moved.bytes),
    flagged,
    showTime(run.createdAt),
  ]
}
