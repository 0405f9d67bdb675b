import type { JobSchedule } from '#api/contract/schedule.ts'

/** What became of the runs since the schedule was last changed. */
export interface History {
  /** How many the schedule started. */
  readonly runs: number
  /** The last ones that came to an end, the newest first, whoever started them. */
  readonly last: readonly { readonly hasFailed: boolean; readonly changedItems: number }[]
}

/** Why the schedule is to start no more runs; undefined while it goes on. Its last day is told by its times. */
export function whyEnded(schedule: JobSchedule, { runs, last }: History): string | undefined {
  const { stopAfterRuns, stopAfterFailures, stopAfterUnchanged } = schedule
  if (stopAfterRuns !== undefined && runs >= stopAfterRuns) {
    return `It was to end after ${counted(stopAfterRuns)}, and has started as many.`
  }
  if (isWhole(last, stopAfterFailures, (run) => run.hasFailed)) {
    return `It was to end after ${counted(stopAfterFailures)} in a row that failed. See why, and change the schedule to begin anew.`
  }
  if (isWhole(last, stopAfterUnchanged, (run) => !run.hasFailed && run.changedItems === 0)) {
    return `It was to end after ${counted(stopAfterUnchanged)} in a row that changed nothing.`
  }
  return undefined
}

function isWhole(
  last: History['last'],
  count: number | undefined,
  is: (run: History['last'][number]) => boolean,
): boolean {
  return count !== undefined && last.length >= count && last.slice(0, count).every(is)
}

function counted(runs: number | undefined): string {
  return runs === 1 ? '1 run' : `${runs ?? 0} runs`
}
