import type { Kysely } from 'kysely'
import { findJobs } from '#jobs/rows.ts'
import type { Run } from '../rows.ts'
import type { RunState } from '../states.ts'

interface End {
  readonly state: Extract<RunState, 'completed' | 'completed-with-flags' | 'failed'>
  readonly failure?: string
}

const mostTold = 3

/** What the run of a mapping job comes to when all that it has started have ended. */
export async function endOf(db: Kysely<unknown>, below: readonly Run[], kind: Run['kind']): Promise<End> {
  const failed = below.filter(({ state }) => state === 'failed')
  if (failed.length > 0) return { state: 'failed', failure: await sentenceOf(db, failed, below.length) }
  const isWhole = below.every(({ state }) => state === 'completed')
  return { state: isWhole || kind === 'simulation' ? 'completed' : 'completed-with-flags' }
}

async function sentenceOf(db: Kysely<unknown>, failed: readonly Run[], all: number): Promise<string> {
  const told = failed.slice(0, mostTold)
  const jobs = await findJobs(
    db,
    told.map(({ job }) => job),
  )
  const rest = failed.length - told.length
  return [
    `${failed.length} of ${all === 1 ? '1 job' : `${all} jobs`} failed.`,
    ...told.map(({ job, failure = '' }) => `“${jobs.get(job)?.child?.name ?? job}”: ${failure}`),
    ...(rest > 0 ? [`And ${rest} more.`] : []),
    'Resume the run to try them again; what the others have done stays done.',
  ].join(' ')
}
