import { findJob } from '#jobs/rows.ts'
import type { Storage } from '#platform'
import { attend } from './attend.ts'
import { dropUnstarted, hasOpenBatches, openBatches } from './batches.ts'
import type { Calls } from './calls.ts'
import type { SendBatch } from './backlog.ts'
import { lead } from './children/lead.ts'
import { isOfMapping } from './children/rows.ts'
import { finish } from './finish.ts'
import { followMoves } from './follow-moves.ts'
import { forgetListings } from './listed.ts'
import { carryOutClearing, settleClearing } from './clear.ts'
import { carryOutLocks, tellLocks } from './locks.ts'
import { carryOutMetadata } from './metadata.ts'
import { carryOutRemovals } from './removals.ts'
import { carryOutRights } from './rights.ts'
import { beginScan, endScan, findRun, isScanning, moveTo } from './rows.ts'
import { scan } from './scan.ts'
import { MovesOfRun } from './scan-both.ts'
import type { Scene } from './scene.ts'
import type { RunTasks, Stage } from './stage.ts'
import { movingStates, type RunState } from './states.ts'
import { Stopped } from './stops.ts'
import { clearTallies } from './tallies.ts'
import { throttled } from './throttle.ts'
import { takeTurn } from './take-turn.ts'
import { transfer } from './transfer.ts'
import { Turns } from './turns.ts'
import { waitForHours } from './wait-for-hours.ts'

/**
 * One handler for each kind of task. A task may come again at any time after the process that had it died, or while that one
 * still believes to have it: whoever began last is right, and what the other one still tries to write is refused.
 */
export function runHandlers(stage: Stage) {
  const turns = new Turns()
  return {
    'scan-run': ({ run }: RunTasks['scan-run'], signal: AbortSignal) =>
      turns.take(`scan ${run}`, signal, async () =>
        (await isOfMapping(stage.db, run))
          ? lead(stage, run, signal)
          : conduct(stage, run, signal, ['queued', 'waiting', ...movingStates], scanRun),
      ),
    'transfer-batch': ({ run, seq }: RunTasks['transfer-batch'], signal: AbortSignal) =>
      turns.take(`batch ${run}/${seq}`, signal, () =>
        conduct(stage, run, signal, movingStates, async (scene) => {
          await transfer(scene, seq)
          await finishWhenDone(stage, run)
        }),
      ),
    'finish-run': ({ run }: RunTasks['finish-run'], signal: AbortSignal) =>
      turns.take(`finish ${run}`, signal, () => conduct(stage, run, signal, [...movingStates, 'verifying'], finishRun)),
  }
}

type Work = (scene: Scene, stage: Stage) => Promise<void>

/** Opens both sides, and works while the run is in one of `states`. */
function conduct(
  stage: Stage,
  id: string,
  signal: AbortSignal,
  states: readonly RunState[],
  work: Work,
): Promise<void> {
  return attend(stage, id, signal, async (calls, stopped) => {
    const opened = await openScene(stage, id, calls, stopped, states)
    if (!opened) return
    try {
      await work(opened.scene, stage)
    } finally {
      opened.leave()
    }
  })
}

async function openScene(
  stage: Stage,
  id: string,
  calls: Calls,
  signal: AbortSignal,
  states: readonly RunState[],
): Promise<{ readonly scene: Scene; readonly leave: () => void } | undefined> {
  const { db, transaction, clock, log } = stage
  const run = await findRun(db, id)
  if (!run || !states.includes(run.state)) return undefined
  const job = await findJob(db, run.job)
  if (!job) throw new Error(`Run ${id} belongs to job ${run.job}, which is not there any more.`)
  // The source first: as long as it cannot be opened no folder is made for what would come from it.
  const source = await stage.open(job.source, 'reading')
  const destination = await stage.open(job.destination, run.kind)
  const sides = { source: source.storage, destination: destination.storage }
  const { leave, ...paced } = throttled(id, job, sides, clock)
  const scene = {
    db,
    transaction,
    run,
    job,
    ...paced,
    places: { source: source.at, destination: destination.at },
    titles: { source: source.title, destination: destination.title },
    calls,
    signal,
    clock,
    log,
  }
  return { scene, leave }
}

/**
 * Begins or begins again. What an earlier attempt had begun is settled first; then both sides are looked at anew, which
 * costs few calls, and what that attempt finished shows itself as already done.
 */
async function scanRun(scene: Scene, stage: Stage): Promise<void> {
  const { db, run } = scene
  if (run.state === 'waiting') {
    // A run that waits for a person is resumed by one; the task that wakes the others comes when it is time.
    if (!run.waiting?.until || !(await moveTo(db, run.id, 'queued'))) return
  } else if (run.isScanned) {
    // The process died between the last step of the scan and the end of its task.
    return finishWhenDone(stage, run.id)
  }
  if (await waitForHours(scene, stage.send)) return
  const number = await scanUntilQuiet(scene, stage)
  if (number !== undefined && (await endScan(db, run.id, number))) await finishWhenDone(stage, run.id)
}

/** So often what was renamed or moved is followed before it is taken for deleted and new. */
const mostRounds = 10

/** Scans, and again as long as the other side follows what was renamed or moved on one; gives the number of the last scan. */
async function scanUntilQuiet(scene: Scene, stage: Stage): Promise<number | undefined> {
  const { db, run } = scene
  const moves = new MovesOfRun()
  for (let round = 1; ; round++) {
    const number = round === 1 ? await takeTurn(scene, stage) : await beginScan(db, run.id)
    if (number === undefined) return undefined
    await forgetListings(db)
    if (scene.job.options.direction === 'move') await settleClearing(scene)
    await dropUnstarted(db, run.id)
    await settleOpenBatches(scene, stage, number)
    await scene.transaction(async (transaction) => {
      if (!(await isScanning(transaction, run.id, number))) throw new Stopped(`Run ${run.id} is to stop.`)
      await clearTallies(transaction, run)
    })
    const send: SendBatch = (transaction, seq) => stage.send('transfer-batch', { run: run.id, seq }, { transaction })
    const found = await scan(scene, number, send, moves)
    await scene.calls.flush()
    if (found.length === 0) return number
    if (round >= mostRounds) for (const move of found) moves.refuse(move)
    else {
      await settleOpenBatches(scene, stage, number)
      await followMoves(scene, number, found, moves)
    }
  }
}

const settlePollMs = 250

async function settleOpenBatches(scene: Scene, stage: Stage, number: number): Promise<void> {
  const { db, run, signal, clock } = scene
  if (run.kind === 'simulation') return
  const open = await openBatches(db, run.id)
  // While a platform is away no batch is begun again: its attempts would be counted as the items' failures.
  if (open.length > 0) await Promise.all([answers(scene.source, signal), answers(scene.destination, signal)])
  for (const seq of open) await stage.send('transfer-batch', { run: run.id, seq }, { isUrgent: true })
  while (await hasOpenBatches(db, run.id)) {
    await clock.sleep(settlePollMs, signal)
    const now = await findRun(db, run.id)
    if (now?.state !== 'scanning' || now.scans !== number) throw new Stopped(`Run ${run.id} is to stop.`)
  }
}

/** Throws when a platform does not answer. */
async function answers(storage: Storage, signal: AbortSignal): Promise<void> {
  for await (const page of storage.spaces({ signal })) if (page) return
}

/** The last batch, or the scan when it comes after the last batch, sends the task that ends the run. */
async function finishWhenDone(stage: Stage, id: string): Promise<void> {
  if (await isDone(stage, id)) await stage.send('finish-run', { run: id })
}

async function isDone({ db }: Stage, id: string): Promise<boolean> {
  const run = await findRun(db, id)
  if (!run?.isScanned) return false
  return run.kind === 'simulation' || !(await hasOpenBatches(db, id))
}

/** A task from before the run was paused or failed, and resumed, finds a run that is not done. */
async function finishRun(scene: Scene, stage: Stage): Promise<void> {
  const { db, run } = scene
  if (!(await isDone(stage, run.id))) return
  if (run.state !== 'verifying') {
    await carryOutRights(scene)
    await carryOutMetadata(scene)
    await carryOutLocks(scene)
    await tellLocks(scene)
  }
  if (run.kind === 'run' && run.state !== 'verifying' && !(await carryOutDeletions(scene))) return
  if (run.state === 'verifying' || (await moveTo(db, run.id, 'verifying'))) await finish(scene, stage)
}

/** At the side where the job deletes; false: the run waits for a person. */
function carryOutDeletions(scene: Scene): Promise<boolean> {
  return scene.job.options.direction === 'move' ? carryOutClearing(scene) : carryOutRemovals(scene)
}
