import { heedCalls } from '#connections/heed-calls.ts'
import { countCalls, type Calls } from './calls.ts'
import { hasMovingBelow } from './children/rows.ts'
import { haltRun } from './halted.ts'
import { rest } from './rest.ts'
import { findRun, moveTo } from './rows.ts'
import type { Stage } from './stage.ts'
import { Stopped } from './stops.ts'

// A run that has started others rests when they do.
const lookAgainMs = 500

/** Does the work of one task of a run, and turns what stops it into the run's own state. */
export async function attend(
  stage: Stage,
  id: string,
  signal: AbortSignal,
  work: (calls: Calls, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const entered = stage.stops.enter(id, signal)
  const calls = countCalls(stage.db, id, stage.log)
  try {
    await heedCalls(calls.count, () => work(calls, entered.signal))
  } catch (error) {
    const isStopped = error instanceof Stopped || entered.signal.reason instanceof Stopped
    // A stopping process leaves the task to the next one: the queue hears of it by the throw.
    if (!isStopped && (signal.aborted || !(await haltRun(stage, id, error)))) throw error
  } finally {
    await calls.flush()
    entered.leave()
    await comeToRest(stage, id)
  }
}

/** A pause or a cancel is done when the last task of the run has ended. */
async function comeToRest(stage: Stage, id: string): Promise<void> {
  const { db, stops } = stage
  if (!stops.isIdle(id)) return
  const run = await findRun(db, id)
  if (run?.state !== 'pausing' && run?.state !== 'cancelling') return
  if (await hasMovingBelow(db, id)) return stage.send('scan-run', { run: id }, { startAfterMs: lookAgainMs })
  if (run.state === 'pausing') await rest(stage, run, stage.clock.now())
  else await moveTo(db, id, 'cancelled')
}
