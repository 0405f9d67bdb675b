import { setTimeout as delay } from 'node:timers/promises'
import type { RunView } from '#api/contract/runs.ts'
import type { Client } from './client.ts'
import { progressOn, type Progress } from './progress.ts'
import { Unreachable } from './request.ts'
import type { Terminal } from './terminal.ts'

/** Small runs are over at once; of long ones nobody needs to hear more often than this. */
const firstPauseMs = 100
const longestPauseMs = 1000
/** How long a server that went away may take to come back, for example to be started again. */
const patienceMs = 60_000

/**
 * Follows a run until it does not go on by itself, and shows how far it is. Interrupted, it gives the run as last seen: what
 * ends is the watching, never the run.
 */
export async function follow(client: Client, run: RunView, terminal: Terminal): Promise<RunView> {
  const progress = progressOn(terminal)
  let seen = run
  let pauseMs = firstPauseMs
  try {
    while (goesOn(seen)) {
      await progress.show(seen)
      await delay(pauseMs, undefined, { signal: terminal.interrupted })
      pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)
      seen = await patiently(() => client.showRun(run.id, terminal.interrupted), progress, terminal.interrupted)
    }
  } catch (error) {
    if (!terminal.interrupted.aborted) throw error
  } finally {
    await progress.clear()
  }
  return seen
}

/** Whether a run goes on without a person. */
export function goesOn(run: RunView): boolean {
  if (run.state === 'waiting') return run.waiting === undefined || !needsPerson.has(run.waiting.code)
  return !restful.has(run.state)
}

const needsPerson: ReadonlySet<NonNullable<RunView['waiting']>['code']> = new Set([
  'sign-in-needed',
  'no-space',
  'approval-needed',
])

const restful: ReadonlySet<RunView['state']> = new Set([
  'paused',
  'cancelled',
  'completed',
  'completed-with-flags',
  'failed',
])

async function patiently<Result>(
  attempt: () => Promise<Result>,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result> {
  const until = Date.now() + patienceMs
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Unreachable) || Date.now() > until) throw error
      if (isFirst) await progress.say(`${error.message} The run is kept; trying again for a minute.`)
      await delay(longestPauseMs, undefined, { signal })
    }
  }
}
