import { setTimeout as wait } from 'node:timers/promises'
import type { JobWithMetadata, PgBoss } from 'pg-boss'
import type { Log } from '#database/log.ts'
import { deadLetters, pollSeconds, renewalSeconds } from './boss.ts'
import { QueueError, type DeadTask, type Handlers, type Kind, type Task, type TaskData, type Working } from './task.ts'

type Job = JobWithMetadata<object>
type CarryOut = (job: Job, working: Working) => Promise<void>

interface InFlight {
  readonly job: Job
  readonly stopping: AbortController
}

// After the abort of their signals tasks get this long to close what they hold.
const lastWordsMs = 3000

/** The workers of one process: they fetch, carry out and settle. */
export function workforce<Tasks extends TaskData>(boss: PgBoss, log: Log) {
  const inFlight = new Set<InFlight>()
  const worked = new Set<string>()
  let handlers: Handlers<Tasks> | undefined
  let onDead: ((task: DeadTask<Tasks>) => Promise<void>) | undefined
  let isStopping = false

  async function attempt(job: Job, carryOut: CarryOut): Promise<void> {
    const stopping = new AbortController()
    const current = { job, stopping }
    inFlight.add(current)
    let reason: string
    try {
      await carryOut(job, {
        signal: AbortSignal.any([job.signal, stopping.signal]),
        heartbeat: async () => {
          const answer = await boss.touch(job.name, attemptOf(job))
          if (affectedIn(answer) > 0) return
          stopping.abort(new QueueError(`The lease of task ${job.id} (${job.name}) was lost to another worker.`))
          stopping.signal.throwIfAborted()
        },
      })
      return
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error)
    } finally {
      inFlight.delete(current)
    }
    // Given back by `stop`, or another worker's by now: neither is a failure of the task.
    if (stopping.signal.aborted || job.signal.aborted) {
      log.info({ kind: job.name, task: job.id, reason }, 'task-interrupted')
      if (isStopping && !job.signal.aborted) await giveBack(job)
      return
    }
    log.warn({ kind: job.name, task: job.id, attempt: job.retryCount + 1, reason }, 'task-failed')
    // Only the sentence: of the error itself pg-boss would write every property and cause into its table.
    throw new Error(reason)
  }

  /** Replaces a task in flight by a fresh one, in one step. */
  async function giveBack(job: Job): Promise<void> {
    try {
      const transaction = await boss.getDb().beginTransaction?.()
      if (!transaction) throw new QueueError('pg-boss offers no transaction on this database.')
      try {
        const answer = await boss.complete(job.name, attemptOf(job), null, { db: transaction.db })
        if (affectedIn(answer) > 0) {
          const key = job.singletonKey === null ? {} : { singletonKey: job.singletonKey }
          await boss.send(job.name, job.data, { priority: job.priority, ...key, db: transaction.db })
        }
        await transaction.commit()
      } catch (error) {
        await transaction.rollback()
        throw error
      }
    } catch (error) {
      // Its lease will run out, and another worker takes it then.
      log.warn({ kind: job.name, task: job.id, reason: String(error) }, 'task-not-given-back')
    }
  }

  async function employ(kind: string, concurrency: number, carryOut: CarryOut): Promise<void> {
    if (worked.has(kind)) throw new QueueError(`The kind ${kind} is worked on already.`)
    worked.add(kind)
    for (let slot = 0; slot < concurrency; slot++) {
      let id = ''
      const options = {
        includeMetadata: true,
        pollingIntervalSeconds: pollSeconds,
        notifyPollingIntervalSeconds: pollSeconds,
        heartbeatRefreshSeconds: renewalSeconds,
      } as const
      id = await boss.work<object, undefined, typeof options>(kind, options, async (jobs) => {
        try {
          for (const job of jobs) await attempt(job, carryOut)
        } finally {
          // Where one task was there may be more: fetch at once instead of at the next poll.
          boss.notifyWorker(id)
        }
        return undefined
      })
    }
  }

  return {
    employ(all: Handlers<Tasks>, tell: (task: DeadTask<Tasks>) => Promise<void>): void {
      handlers = all
      onDead = tell
    },

    async start(kinds: readonly Kind<Tasks>[], concurrency: number): Promise<void> {
      const [all, tell] = [handlers, onDead]
      if (!all || !tell) throw new QueueError('Nobody handles the tasks yet: call handle before work.')
      for (const kind of kinds) {
        await employ(kind, concurrency, (job, working) => all[kind](taskOf<Tasks[typeof kind]>(job), working))
      }
      if (!worked.has(deadLetters)) await employ(deadLetters, 1, (job) => tell(deadTaskOf<Tasks>(job)))
    },

    async stop(graceMs: number): Promise<void> {
      isStopping = true
      const drained = Promise.all([...worked].map((kind) => boss.offWork(kind, { wait: true })))
      await firstOf(drained, graceMs)
      for (const { stopping } of inFlight) stopping.abort(new QueueError('Gantry is stopping.'))
      if (inFlight.size > 0) await firstOf(drained, lastWordsMs)
      // Handlers that do not listen go on until the process ends; their tasks are somebody else's from here on.
      await Promise.all([...inFlight].map(({ job }) => giveBack(job)))
    },
  }
}

/** Limits what pg-boss is told to this attempt: of a task that is another worker's by now nothing changes. */
const attemptOf = ({ id, retryCount }: Job) => ({ id, retryCount })

/** pg-boss answers { jobs, requested, affected }, but its types keep that to themselves. */
function affectedIn(answer: object): number {
  if ('affected' in answer && typeof answer.affected === 'number') return answer.affected
  throw new QueueError('pg-boss no longer tells how many jobs a command affected.')
}

// Data was sent through the same table of types; another version's shape is its handler's to refuse.
function taskOf<Data extends object>(job: Job): Task<Data> {
  return {
    id: job.id,
    data: job.data as Data,
    attempt: job.retryCount + 1,
    isLastAttempt: job.retryCount >= job.retryLimit,
    sentAt: job.createdOn,
  }
}

function deadTaskOf<Tasks extends TaskData>(job: Job): DeadTask<Tasks> {
  const output: unknown = job.sourceOutput
  const reason = reasonIn(output)
  return {
    id: job.sourceId ?? job.id,
    kind: job.sourceName ?? job.name,
    data: job.data as Tasks[Kind<Tasks>],
    attempts: (job.sourceRetryCount ?? 0) + 1,
    reason: reason ?? 'no reason is known',
    ...(reason === leaseLost && { wasLost: true as const }),
  }
}

// pg-boss's word for a worker that gave no sign any more (pg-boss/dist/plans.js, failJobsByHeartbeat).
const leaseLost = 'job heartbeat timeout'

/** pg-boss writes { message } for an error and { value: { message } } for its own verdicts, such as a lost heartbeat. */
function reasonIn(output: unknown): string | undefined {
  if (typeof output !== 'object' || output === null) return undefined
  if ('message' in output && typeof output.message === 'string') return output.message
  return 'value' in output ? reasonIn(output.value) : undefined
}

async function firstOf(promise: Promise<unknown>, ms: number): Promise<void> {
  const timer = new AbortController()
  try {
    await Promise.race([promise, wait(ms, undefined, { signal: timer.signal })])
  } finally {
    timer.abort()
  }
}
