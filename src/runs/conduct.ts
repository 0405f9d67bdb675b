import { findJob } from '#jobs/rows.ts'
import { dropUnstarted, openBatches } from './batches.ts'
import { haltRun } from './halted.ts'
import { finish } from './finish.ts'
import { findRun, markScanned, moveTo } from './rows.ts'
import { scan } from './scan.ts'
import type { Scene } from './scene.ts'
import type { RunTasks, Stage } from './stage.ts'
import { movingStates, type RunState } from './states.ts'
import { Stopped } from './stops.ts'
import { clearTallies } from './tallies.ts'
import { transfer } from './transfer.ts'

/** One handler for each kind of task. A task may come again at any time after the process that had it died. */
export function runHandlers(stage: Stage) {
  return {
    'scan-run': ({ run }: RunTasks['scan-run'], signal: AbortSignal) =>
      conduct(stage, run, signal, ['queued', 'waiting', 'scanning', 'transferring'], scanRun),
    'transfer-batch': ({ run, seq }: RunTasks['transfer-batch'], signal: AbortSignal) =>
      conduct(stage, run, signal, movingStates, async (scene) => {
        await transfer(scene, seq)
        await finishWhenDone(stage, run)
      }),
    'finish-run': ({ run }: RunTasks['finish-run'], signal: AbortSignal) =>
      conduct(stage, run, signal, ['scanning', 'transferring', 'verifying'], finishRun),
  }
}

type Work = (scene: Scene, stage: Stage) => Promise<void>

/** Opens both sides, works while the run is in one of `states`, and turns what stops it into the run's own state. */
async function conduct(
  stage: Stage,
  id: string,
  signal: AbortSignal,
  states: readonly RunState[],
  work: Work,
): Promise<void> {
  const entered = stage.stops.enter(id, signal)
  try {
    const scene = await openScene(stage, id, entered.signal, states)
    if (scene) await work(scene, stage)
  } catch (error) {
    const isStopped = entered.signal.reason instanceof Stopped
    // A stopping process leaves the task to the next one: the queue hears of it by the throw.
    if (!isStopped && (signal.aborted || !(await haltRun(stage, id, error)))) throw error
  } finally {
    entered.leave()
    await comeToRest(stage, id)
  }
}

async function openScene(
  stage: Stage,
  id: string,
  signal: AbortSignal,
  states: readonly RunState[],
): Promise<Scene | undefined> {
  const { db, transaction, clock, log } = stage
  const run = await findRun(db, id)
  if (!run || !states.includes(run.state)) return undefined
  const job = await findJob(db, run.job)
  if (!job) throw new Error(`Run ${id} belongs to job ${run.job}, which is not there any more.`)
  const [source, destination] = await Promise.all([
    stage.open(job.source, run.kind),
    stage.open(job.destination, run.kind),
  ])
  return {
    db,
    transaction,
    run,
    job,
    source: source.storage,
    destination: destination.storage,
    places: { source: source.at, destination: destination.at },
    titles: { source: source.title, destination: destination.title },
    signal,
    clock,
    log,
  }
}

/**
 * Begins or begins again. What an earlier attempt had begun is settled first; then both sides are looked at anew, which
 * costs few calls, and what that attempt finished shows itself as already done.
 */
async function scanRun(scene: Scene, stage: Stage): Promise<void> {
  const { db, run, signal } = scene
  if (run.state === 'waiting') await moveTo(db, run.id, 'queued')
  await moveTo(db, run.id, 'scanning')
  await markScanned(db, run.id, false)
  await dropUnstarted(db, run.id)
  await settleOpenBatches(scene, stage)
  await clearTallies(db, run.id)
  await scan(scene, (transaction, seq) => stage.send('transfer-batch', { run: run.id, seq }, { transaction }))
  signal.throwIfAborted()
  await markScanned(db, run.id, true)
  await moveTo(db, run.id, run.kind === 'simulation' ? 'verifying' : 'transferring')
  await finishWhenDone(stage, run.id)
}

async function settleOpenBatches({ db, run, signal, clock }: Scene, stage: Stage): Promise<void> {
  const open = await openBatches(db, run.id)
  if (run.kind === 'simulation' || open.length === 0) return
  for (const seq of open) await stage.send('transfer-batch', { run: run.id, seq })
  while ((await openBatches(db, run.id)).length > 0) await clock.sleep(250, signal)
}

/** The last batch, or the scan when it comes after the last batch, sends the task that ends the run. */
async function finishWhenDone(stage: Stage, id: string): Promise<void> {
  const run = await findRun(stage.db, id)
  if (!run?.isScanned) return
  if (run.kind === 'run' && (await openBatches(stage.db, id)).length > 0) return
  await stage.send('finish-run', { run: id })
}

async function finishRun(scene: Scene, stage: Stage): Promise<void> {
  await moveTo(scene.db, scene.run.id, 'verifying')
  await finish(scene, stage)
}

/** A pause or a cancel is done when the last task of the run has ended. */
async function comeToRest(stage: Stage, id: string): Promise<void> {
  if (!stage.stops.isIdle(id)) return
  const run = await findRun(stage.db, id)
  if (run?.state === 'pausing') await moveTo(stage.db, id, 'paused')
  if (run?.state === 'cancelling') await moveTo(stage.db, id, 'cancelled')
}
