import type { Kysely } from 'kysely'
import type { DeadTask, Handlers, Kinds, Queue } from '#queue/queue.ts'
import { runHandlers } from './conduct.ts'
import { priorityOf } from './priority.ts'
import { moveTo, paceOfRun } from './rows.ts'
import type { RunTasks, Send, Stage } from './stage.ts'

const settings = { retryLimit: 5, firstPauseSeconds: 1, longestPauseSeconds: 60 }

/** The kinds of task to open the queue with. What a platform refuses is the run's to wait for; retries are for the rest. */
export const runKinds: Kinds<RunTasks> = {
  'scan-run': settings,
  'transfer-batch': settings,
  'finish-run': settings,
}

// Higher starts first. What a crash has left open is settled before anything new of any job is begun.
const urgent = 10

/** Sends the tasks of runs through the queue. One task of each kind waits for each run or batch, however often it is sent. */
export function sendThrough(queue: Pick<Queue<RunTasks>, 'send'>, db: Kysely<unknown>): Send {
  return async (kind, data, { transaction, startAfterMs, isUrgent } = {}) => {
    const priority = priorityOf(await paceOfRun(transaction ?? db, data.run)) + (isUrgent ? urgent : 0)
    await queue.send(kind, data, {
      key: 'seq' in data ? `${data.run}/${data.seq}` : data.run,
      ...(transaction && { transaction }),
      ...(startAfterMs !== undefined && { startAfter: new Date(Date.now() + startAfterMs) }),
      ...(priority !== 0 && { priority }),
    })
  }
}

/** The handlers for the queue. */
export function queueHandlers(stage: Stage): Handlers<RunTasks> {
  const handlers = runHandlers(stage)
  return {
    'scan-run': ({ data }, { signal }) => handlers['scan-run'](data, signal),
    'transfer-batch': ({ data }, { signal }) => handlers['transfer-batch'](data, signal),
    'finish-run': ({ data }, { signal }) => handlers['finish-run'](data, signal),
  }
}

/**
 * A task that failed for good takes its run along; what the run has done stays done, and it can be resumed. One whose
 * processes only went away, however often, is as good as new.
 */
export function onDeadTask({ db, stops, log, send }: Stage): (task: DeadTask<RunTasks>) => Promise<void> {
  return async ({ kind, data, attempts, reason, wasLost }) => {
    if (wasLost) return send(kind, data)
    log.error({ run: data.run, kind, attempts, reason }, 'run-failed')
    const failure = `It was tried ${attempts} times and failed each time: ${reason} What was done is kept; resume the run to go on.`
    await moveTo(db, data.run, 'failed', { failure })
    stops.stop(data.run)
  }
}
