import type { KyselyTransactionLike } from 'pg-boss'
import type { ConnectionSettings } from '#database/connection-settings.ts'
import { startBoss, type BossOptions } from './boss.ts'
import { sender } from './send.ts'
import {
  checkHandlers,
  QueueError,
  type DeadTask,
  type Handlers,
  type Kind,
  type SendOptions,
  type TaskData,
} from './task.ts'
import { workforce } from './work.ts'

export * from './task.ts'

/** Tasks for all processes on one database, each carried out at least once by one worker at a time. */
export interface Queue<Tasks extends TaskData> {
  /** With a transaction the task exists once that is committed. Gives the task's id; none when it was merged. */
  send<Name extends Kind<Tasks>>(
    kind: Name,
    data: Tasks[Name],
    options?: SendOptions & InTransaction,
  ): Promise<string | undefined>
  /** Many at once; those whose key already waits are left out. Gives how many were added. */
  sendMany<Name extends Kind<Tasks>>(
    kind: Name,
    tasks: readonly (SendOptions & { readonly data: Tasks[Name] })[],
    options?: InTransaction,
  ): Promise<number>
  /** Names who carries out each kind, and who is told of tasks that failed for the last time. Once, before `work`. */
  handle(handlers: Handlers<Tasks>, onDead: (task: DeadTask<Tasks>) => Promise<void>): void
  /** Takes tasks of these kinds from now on, up to `concurrency` of each kind at a time. */
  work(kinds: readonly Kind<Tasks>[], concurrency: number): Promise<void>
  /**
   * Takes no more tasks, lets those in flight finish for `graceMs`, then aborts their signals and gives them back to be
   * begun anew elsewhere, which does not count as a failure.
   */
  stop(options?: { readonly graceMs?: number }): Promise<void>
}

export interface InTransaction {
  readonly transaction?: KyselyTransactionLike
}

export interface QueueOptions<Tasks extends TaskData> extends BossOptions {
  /** Every kind of task there is, each with its retries. */
  readonly kinds: { readonly [Name in Kind<Tasks>]: BossOptions['kinds'][string] }
}

export async function openQueue<Tasks extends TaskData>(
  settings: ConnectionSettings,
  options: QueueOptions<Tasks>,
): Promise<Queue<Tasks>> {
  const boss = await startBoss(settings, options)
  const known = Object.keys(options.kinds)
  const { send, sendMany } = sender(boss)
  const workers = workforce<Tasks>(boss, options.log)

  return {
    send,
    sendMany,
    handle(handlers, onDead) {
      checkHandlers(known, handlers)
      workers.employ(handlers, onDead)
    },
    async work(kinds, concurrency) {
      const unknown = kinds.filter((kind) => !known.includes(kind))
      if (unknown.length > 0) throw new QueueError(`There is no kind of task called ${unknown.join(', ')}.`)
      if (!Number.isInteger(concurrency) || concurrency < 1) {
        throw new QueueError(`A worker takes one task at a time or more, not ${concurrency}.`)
      }
      await workers.start(kinds, concurrency)
    },
    async stop({ graceMs = 10_000 } = {}) {
      await workers.stop(graceMs)
      await boss.stop({ graceful: false })
    },
  }
}
