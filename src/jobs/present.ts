import type { Kysely } from 'kysely'
import type { JobView } from '#api/contract/jobs.ts'
import { lastRuns, type Run } from '#runs/rows.ts'
import { summaryOf, type Job } from './job.ts'
import { childCounts } from './mapping/child-rows.ts'
import { findJobs } from './rows.ts'
import { scheduleWords } from './schedule-words.ts'

/** A job as people and programs see it. */
export async function presentJob(db: Kysely<unknown>, job: Job): Promise<JobView> {
  const [view] = await presentJobs(db, [job])
  if (!view) throw new Error('One job was to be presented, and none was.')
  return view
}

/** Jobs, each with its last run, the job that has made it and the number of those that it has made. */
export async function presentJobs(db: Kysely<unknown>, jobs: readonly Job[]): Promise<JobView[]> {
  const ids = jobs.map(({ id }) => id)
  const [runs, parents, children] = await Promise.all([
    lastRuns(db, ids),
    findJobs(
      db,
      jobs.flatMap(({ child }) => child?.parent ?? []),
    ),
    childCounts(db, ids),
  ])
  return jobs.map((job) => {
    const parent = job.child && parents.get(job.child.parent)
    return {
      ...present(job, runs.get(job.id)),
      ...(job.mapping && { children: children.get(job.id) ?? 0 }),
      ...(parent && { parent: { id: parent.id, name: parent.name } }),
    }
  })
}

function present(job: Job, lastRun: Run | undefined): JobView {
  const timing = scheduleWords(job.schedule)
  const { mapping, lastLook, child } = job
  return {
    id: job.id,
    name: job.name,
    source: job.source.shown,
    destination: job.destination.shown,
    ...(job.category !== undefined && { category: job.category }),
    ...(job.archivedAt && { archivedAt: job.archivedAt.toISOString() }),
    options: job.options,
    filters: job.filters,
    schedule: job.schedule,
    pace: job.pace,
    ...(mapping && { mapping }),
    ...(lastLook && { lastLook }),
    ...(child?.left && { left: { at: child.left.at.toISOString(), why: child.left.why } }),
    ...(timing !== undefined && { timing }),
    ...(job.nextRunAt && { nextRun: job.nextRunAt.toISOString() }),
    ...(job.scheduleNote && { scheduleNote: job.scheduleNote }),
    summary: summaryOf(job),
    ...(lastRun && {
      lastRun: {
        id: lastRun.id,
        state: lastRun.state,
        ...(lastRun.finishedAt && { finishedAt: lastRun.finishedAt.toISOString() }),
      },
    }),
    createdAt: job.createdAt.toISOString(),
  }
}
