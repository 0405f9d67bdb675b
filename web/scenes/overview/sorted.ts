import type { RunView } from '#api/contract/runs.ts'
import { hasEnded } from '../../parts/run-state.tsx'

const mostFinished = 5

interface Sorted {
  readonly needing: readonly RunView[]
  readonly running: readonly RunView[]
  readonly finished: readonly RunView[]
}

/** Runs, newest first, by what they ask of people. What a later run of the same job has overtaken needs nobody any more. */
export function sorted(runs: readonly RunView[]): Sorted {
  const needing = runs.filter((run) => needsPerson(run) && isLastOfItsJob(run, runs))
  return {
    needing,
    running: runs.filter((run) => !hasEnded(run.state) && !needing.includes(run)),
    finished: runs.filter((run) => hasEnded(run.state) && !needing.includes(run)).slice(0, mostFinished),
  }
}

function needsPerson({ state, waiting }: RunView): boolean {
  if (state === 'waiting') return waiting?.until === undefined
  return state === 'completed-with-flags' || state === 'failed' || state === 'paused'
}

function isLastOfItsJob({ id, job, kind }: RunView, runs: readonly RunView[]): boolean {
  return runs.find((one) => one.job.id === job.id && one.kind === kind)?.id === id
}
