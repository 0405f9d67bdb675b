import type { KyselyTransactionLike } from 'pg-boss'
import { openQueue, type Queue } from '#queue/queue.ts'
import { runHandlers } from '#runs/conduct.ts'
import { moveTo } from '#runs/rows.ts'
import type { RunTasks, Send, Stage } from '#runs/stage.ts'
import type { House } from './house.ts'

type Tasks = { readonly [Kind in keyof RunTasks]: RunTasks[Kind] }

export type TaskQueue = Queue<Tasks>

export const taskKinds = ['scan-run', 'transfer-batch', 'finish-run'] as const

/** The queue of this house's tasks; it goes with the stack. */
export async function openTasks(stack: AsyncDisposableStack, { database, log }: House): Promise<TaskQueue> {
  const queue = await openQueue<Tasks>(database.settings, {
    log,
    // A worker that dies leaves its task to the next, which is no fault of the task.
    kinds: {
      'scan-run': { retryLimit: 1000 },
      'transfer-batch': { retryLimit: 1000 },
      'finish-run': { retryLimit: 1000 },
    },
  })
  stack.defer(() => queue.stop({ graceMs: 2000 }))
  return queue
}

export function sendTo(queue: TaskQueue): Send {
  return async (kind, data, { transaction, startAfterMs } = {}) => {
    await queue.send(kind, data, {
      key: Object.values(data).join('/'),
      ...(transaction && { transaction: transaction as unknown as KyselyTransactionLike }),
      ...(startAfterMs !== undefined && { startAfter: new Date(Date.now() + startAfterMs) }),
    })
  }
}

export function employ(queue: TaskQueue, stage: Stage): void {
  const handlers = runHandlers(stage)
  queue.handle(
    {
      'scan-run': ({ data }, { signal }) => handlers['scan-run'](data, signal),
      'transfer-batch': ({ data }, { signal }) => handlers['transfer-batch'](data, signal),
      'finish-run': ({ data }, { signal }) => handlers['finish-run'](data, signal),
    },
    async ({ data, reason }) => {
      await moveTo(stage.db, data.run, 'failed', { failure: reason })
    },
  )
}
