import { findChildren } from '#jobs/mapping/find-children.ts'
import { settleChildren } from '#jobs/mapping/settle-children.ts'
import type { Job } from '#jobs/job.ts'
import { findJob } from '#jobs/rows.ts'
import { attend } from '../attend.ts'
import {
  beginScan,
  endScan,
  findRun,
  holdJob,
  insertRunBelow,
  isScanning,
  moveTo,
  unfinishedRunOf,
  type Run,
} from '../rows.ts'
import type { Send, Stage } from '../stage.ts'
import { isFinished, movingStates } from '../states.ts'
import { Stopped } from '../stops.ts'
import { endOf } from './end.ts'
import { runBelowOf, runsBelow } from './rows.ts'

// How late the end of the last run that it started is seen; less often the longer it takes, as some wait for a person.
const leastLookMs = 500
const mostLookMs = 15_000
const looksOfAge = 50

/**
 * One look of the run of a mapping job. The first finds the places, makes the jobs that are missing and starts a run of each;
 * the later ones see how far these are, and the last ends it. A run that is resumed looks for places again, and goes on with
 * what has failed or was stopped.
 */
export function lead(stage: Stage, id: string, signal: AbortSignal): Promise<void> {
  return attend(stage, id, signal, async (_, stopped) => {
    const { db } = stage
    const run = await findRun(db, id)
    const job = run && (await findJob(db, run.job))
    if (!run || !job || !['queued', 'waiting', ...movingStates].includes(run.state)) return
    if (run.state === 'waiting' && !(run.waiting?.until && (await moveTo(db, id, 'queued')))) return
    if (!run.isScanned && !(await begin(stage, run, job, stopped))) return
    await endWhenAllHave(stage, run)
  })
}

/** What it starts and that it has started it are written together: a process that dies leaves all of it or nothing. */
async function begin(stage: Stage, run: Run, job: Job, signal: AbortSignal): Promise<boolean> {
  const { db, transaction, clock, send, groundOf } = stage
  const { mapping } = job
  const scan = mapping && (await beginScan(db, run.id))
  if (!scan) return false
  const look = (location: Job['source']) => stage.open(location, 'simulation')
  const found = await findChildren({ ...job, mapping }, { look, groundOf, signal })
  await transaction(async (inside) => {
    await holdJob(inside, job.id)
    if (!(await isScanning(inside, run.id, scan))) throw new Stopped(`Run ${run.id} is to stop.`)
    const there = await settleChildren(inside, (await findJob(inside, job.id)) ?? job, found, new Date(clock.now()))
    for (const child of there) await startBelow({ db: inside, send }, run, child.id)
    await endScan(inside, run.id, scan)
  })
  return true
}

/** A job that has a run of its own still is left to it. */
async function startBelow(
  { db, send }: Pick<Stage, 'db'> & { readonly send: Send },
  run: Run,
  job: string,
): Promise<void> {
  await holdJob(db, job)
  const before = await runBelowOf(db, run.id, job)
  const unfinished = run.kind === 'run' ? await unfinishedRunOf(db, job) : undefined
  if (unfinished && unfinished.id !== before?.id) return
  const again = before && (await moveTo(db, before.id, 'queued', { from: ['paused', 'cancelled', 'failed'] }))
  if (before && !again) return
  const { id } = before ?? (await insertRunBelow(db, job, run))
  await send('scan-run', { run: id }, { transaction: db })
}

async function endWhenAllHave(stage: Stage, { id, kind, createdAt }: Run): Promise<void> {
  const { db, transaction, send, log, clock } = stage
  const below = (await runsBelow(db, [id])).get(id) ?? []
  if (!below.every(({ state }) => isFinished(state))) {
    const age = clock.now() - createdAt.getTime()
    const startAfterMs = Math.min(mostLookMs, Math.max(leastLookMs, age / looksOfAge))
    return send('scan-run', { run: id }, { startAfterMs })
  }
  const { state, failure } = await endOf(db, below, kind)
  await transaction(async (inside) => {
    if (state === 'failed') await moveTo(inside, id, state, failure === undefined ? {} : { failure })
    else if (await moveTo(inside, id, 'verifying')) await moveTo(inside, id, state)
  })
  log.info({ run: id, state, runs: below.length }, 'run-finished')
}
