import type { Kysely } from 'kysely'
import type { Actor, Facts } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { refusePaused } from '#connections/connection.ts'
import { findConnection } from '#connections/rows.ts'
import type { Job } from '#jobs/job.ts'
import { findJob, findJobs } from '#jobs/rows.ts'
import { removalsOf } from './batches.ts'
import { runsBelow } from './children/rows.ts'
import {
  decideRemovals,
  findRun,
  holdJob,
  insertRun,
  moveTo,
  unfinishedRunOf,
  type RemovalDecision,
  type Run,
} from './rows.ts'
import type { Send } from './stage.ts'
import { isFinished, mayBecome, restingStates } from './states.ts'

/** A wish that cannot be granted as things are; the sentence says why and what to do. */
export class RunRefused extends Error {
  override readonly name = 'RunRefused'
  readonly code: 'not-found' | 'conflict' | 'invalid'

  constructor(code: RunRefused['code'], message: string) {
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
export async function startRun(
  { db, transaction, send }: Means,
  by: Actor,
  jobId: string,
  kind: Run['kind'],
): Promise<Run> {
  const job = await findJob(db, jobId)
  if (!job) throw new RunRefused('not-found', `There is no job ${jobId}.`)
  return transaction(async (inside) => {
    await holdJob(inside, jobId)
    return queueRun({ db: inside, send }, by, job, kind)
  })
}

/** The same inside a transaction that holds the job. What refuses it has written nothing. */
export async function queueRun(
  { db, send }: Pick<Means, 'db' | 'send'>,
  by: Actor,
  job: Job,
  kind: Run['kind'],
): Promise<Run> {
  if (job.archivedAt) {
    const message = `The job “${job.name}” is archived and does not run. Bring it back first: gantry jobs restore ${job.id}`
    throw new RunRefused('conflict', message)
  }
  if (job.child?.left) {
    const message = `The job “${job.name}” does not run: ${job.child.left.why} Run job ${job.child.parent}, which has made it: it runs again when its place is found.`
    throw new RunRefused('conflict', message)
  }
  await refusePausedConnections(db, job)
  const unfinished = kind === 'run' ? await unfinishedRunOf(db, job.id) : undefined
  if (unfinished) throw new RunRefused('conflict', stillThere(job.name, unfinished))
  const run = await insertRun(db, job.id, kind, by)
  await send('scan-run', { run: run.id }, { transaction: db })
  await record(db, { ...told(by, job, run), act: kind === 'run' ? 'run.started' : 'simulation.started' })
  return run
}

function stillThere(job: string, run: Run): string {
  const resting = run.state === 'paused' || run.state === 'waiting'
  const what = resting
    ? `Resume it: gantry runs resume ${run.id}`
    : `Wait for it, or cancel it: gantry runs cancel ${run.id}`
  return `“${job}” has a run that is not finished (run ${run.id} is ${run.state}). ${what}`
}

/** Goes on with a run that was paused, cancelled, waits or has failed: what is done stays done. */
export async function resumeRun({ db, transaction, send }: Means, by: Actor, id: string): Promise<Run> {
  const run = await mustFind(db, id)
  const job = await jobOf(db, run)
  if (!mayBecome(run.state, 'queued')) {
    const why = isFinished(run.state) ? 'it is complete; start a new run of the job instead' : `it is ${run.state}`
    throw new RunRefused('conflict', `Run ${id} cannot be resumed: ${why}.`)
  }
  await transaction(async (inside) => {
    await holdJob(inside, run.job)
    await refusePausedConnections(inside, job)
    const other = run.kind === 'run' ? await unfinishedRunOf(inside, run.job) : undefined
    if (other && other.id !== id) {
      const message = `Run ${id} cannot be resumed while run ${other.id} of the same job is ${other.state}.`
      throw new RunRefused('conflict', message)
    }
    if (!(await moveTo(inside, id, 'queued'))) return
    await send('scan-run', { run: id }, { transaction: inside })
    await record(inside, { ...told(by, job, run), act: 'run.resumed' })
  })
  return mustFind(db, id)
}

export async function cancelRun(means: Means, by: Actor, id: string): Promise<Run> {
  return stop(means, by, id, 'cancelled', 'cancelling')
}

export async function pauseRun(means: Means, by: Actor, id: string): Promise<Run> {
  return stop(means, by, id, 'paused', 'pausing')
}

/** Lets a run delete what it waits to delete, so many items at most, or lets it end without. */
export async function decideAboutRemovals(
  { db, transaction, send }: Means,
  by: Actor,
  id: string,
  decision: RemovalDecision,
): Promise<Run> {
  const run = await mustFind(db, id)
  const job = await jobOf(db, run)
  await transaction(async (inside) => {
    const { items } = await removalsOf(inside, id)
    if (!(await decideRemovals(inside, id, decision, items))) {
      const { state } = await mustFind(inside, id)
      const why = job.mapping
        ? `the runs that it has started do. Decide about each: gantry runs list --parent ${id}`
        : `it is ${state}.`
      throw new RunRefused('conflict', `Run ${id} does not wait for an approval: ${why}`)
    }
    await send('finish-run', { run: id }, { transaction: inside })
    await record(inside, { ...told(by, job, run, { items }), act: `run.deletions-${decision}` })
  })
  return mustFind(db, id)
}

/** Rests at once when nothing of it is on its way, else as soon as its tasks have heard of it. */
async function stop(
  means: Means,
  by: Actor,
  id: string,
  rest: 'cancelled' | 'paused',
  underWay: 'cancelling' | 'pausing',
): Promise<Run> {
  const { db, transaction, tellToStop } = means
  const run = await mustFind(db, id)
  const job = await jobOf(db, run)
  await transaction(async (inside) => {
    const hasMoved = (await moveTo(inside, id, rest, { from: restingStates })) || (await moveTo(inside, id, underWay))
    if (!hasMoved) {
      const { state } = await mustFind(inside, id)
      throw new RunRefused('conflict', `Run ${id} is ${state} and cannot become ${rest}.`)
    }
    await record(inside, { ...told(by, job, run), act: `run.${rest}` })
  })
  await tellToStop(id)
  for (const below of (await runsBelow(db, [id])).get(id) ?? []) {
    if (!isFinished(below.state)) await stop(means, by, below.id, rest, underWay).catch(unlessRefused)
  }
  return mustFind(db, id)
}

/** What has ended meanwhile needs no stop. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof RunRefused)) throw error
}

/** Both sides must be willing: what somebody has paused is not to be used. */
async function refusePausedConnections(db: Kysely<unknown>, { source, destination }: Job): Promise<void> {
  for (const { connection } of [source, destination]) {
    const found = /^\d+$/.test(connection) ? await findConnection(db, connection) : undefined
    if (found) refusePaused(found)
  }
}

function told(actor: Actor, { id, name }: Pick<Job, 'id' | 'name'>, run: Pick<Run, 'id'>, more: Facts = {}) {
  const subject = { kind: 'job', id, name }
  return { actor, outcome: 'done', subject, facts: { run: run.id, ...more } } as const
}

async function jobOf(db: Kysely<unknown>, { id, job }: Run): Promise<Job> {
  const found = (await findJobs(db, [job])).get(job)
  if (!found) throw new RunRefused('not-found', `The job of run ${id} is not there any more.`)
  return found
}

async function mustFind(db: Kysely<unknown>, id: string): Promise<Run> {
  const run = await findRun(db, id)
  if (!run) throw new RunRefused('not-found', `There is no run ${id}.`)
  return run
}
