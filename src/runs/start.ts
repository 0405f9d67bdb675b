import type { Kysely } from 'kysely'
import { findJob } from '#jobs/rows.ts'
import { findRun, holdJob, insertRun, moveTo, unfinishedRunOf, type Run } from './rows.ts'
import type { Send } from './stage.ts'
import { isFinished, mayBecome, restingStates } from './states.ts'

/** A wish that cannot be granted as things are; the sentence says why and what to do. */
export class RunRefused extends Error {
  override readonly name = 'RunRefused'
  readonly code: 'not-found' | 'conflict'

  constructor(code: 'not-found' | 'conflict', message: string) {
    super(message)
    this.code = code
  }
}

export interface Means {
  readonly db: Kysely<unknown>
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly send: Send
  /** Tells every process that the tasks of this run are to stop. */
  readonly tellToStop: (run: string) => Promise<void>
}

/** Puts a run of the job into the queue. A job has one run at a time; simulations may stand beside it. */
export async function startRun({ db, transaction, send }: Means, jobId: string, kind: Run['kind']): Promise<Run> {
  const job = await findJob(db, jobId)
  if (!job) throw new RunRefused('not-found', `There is no job ${jobId}.`)
  return transaction(async (inside) => {
    await holdJob(inside, jobId)
    const unfinished = kind === 'run' ? await unfinishedRunOf(inside, jobId) : undefined
    if (unfinished) throw new RunRefused('conflict', stillThere(job.name, unfinished))
    const run = await insertRun(inside, jobId, kind)
    await send('scan-run', { run: run.id }, { transaction: inside })
    return run
  })
}

function stillThere(job: string, run: Run): string {
  const resting = run.state === 'paused' || run.state === 'waiting'
  const what = resting
    ? `Resume it: gantry runs resume ${run.id}`
    : `Wait for it, or cancel it: gantry runs cancel ${run.id}`
  return `“${job}” has a run that is not finished (run ${run.id} is ${run.state}). ${what}`
}

/** Goes on with a run that was paused, cancelled, waits or has failed: what is done stays done. */
export async function resumeRun({ db, transaction, send }: Means, id: string): Promise<Run> {
  const run = await mustFind(db, id)
  if (!mayBecome(run.state, 'queued')) {
    const why = isFinished(run.state) ? 'it is complete; start a new run of the job instead' : `it is ${run.state}`
    throw new RunRefused('conflict', `Run ${id} cannot be resumed: ${why}.`)
  }
  await transaction(async (inside) => {
    await holdJob(inside, run.job)
    const other = run.kind === 'run' ? await unfinishedRunOf(inside, run.job) : undefined
    if (other && other.id !== id) {
      const message = `Run ${id} cannot be resumed while run ${other.id} of the same job is ${other.state}.`
      throw new RunRefused('conflict', message)
    }
    if (await moveTo(inside, id, 'queued')) await send('scan-run', { run: id }, { transaction: inside })
  })
  return mustFind(db, id)
}

export async function cancelRun(means: Means, id: string): Promise<Run> {
  return stop(means, id, 'cancelled', 'cancelling')
}

export async function pauseRun(means: Means, id: string): Promise<Run> {
  return stop(means, id, 'paused', 'pausing')
}

/** Rests at once when nothing of it is on its way, else as soon as its tasks have heard of it. */
async function stop(
  { db, tellToStop }: Means,
  id: string,
  rest: 'cancelled' | 'paused',
  underWay: 'cancelling' | 'pausing',
): Promise<Run> {
  const hasMoved = (await moveTo(db, id, rest, { from: restingStates })) || (await moveTo(db, id, underWay))
  if (!hasMoved) {
    const { state } = await mustFind(db, id)
    throw new RunRefused('conflict', `Run ${id} is ${state} and cannot become ${rest}.`)
  }
  await tellToStop(id)
  return mustFind(db, id)
}

async function mustFind(db: Kysely<unknown>, id: string): Promise<Run> {
  const run = await findRun(db, id)
  if (!run) throw new RunRefused('not-found', `There is no run ${id}.`)
  return run
}
