import type { NotificationTasks } from '#notifications/hand-over.ts'
import { notificationKinds } from '#notifications/queue-tasks.ts'
import { openQueue, type Queue } from '#queue/queue.ts'
import { runKinds } from '#runs/queue-tasks.ts'
import type { RunTasks } from '#runs/stage.ts'
import type { House } from './house.ts'

export type Tasks = RunTasks & NotificationTasks

export const taskKinds = ['scan-run', 'transfer-batch', 'finish-run', 'deliver-webhook'] as const

// Most tasks end within it, and what does not is given back.
const graceMs = 1000

/** The queue of this house's tasks; it goes with the stack. */
export async function openTasks(
  stack: AsyncDisposableStack,
  { database, log }: Pick<House, 'database' | 'log'>,
): Promise<Queue<Tasks>> {
  const queue = await openQueue<Tasks>(database.settings, { log, kinds: { ...runKinds, ...notificationKinds } })
  stack.defer(() => queue.stop({ graceMs }))
  return queue
}
