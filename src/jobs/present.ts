import type { JobView } from '#api/contract/jobs.ts'
import type { Run } from '#runs/rows.ts'
import { summaryOf, type Job } from './job.ts'
import { scheduleWords } from './schedule-words.ts'

/** A job as people and programs see it. */
export function presentJob(job: Job, lastRun: Run | undefined): JobView {
  const timing = scheduleWords(job.schedule)
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
