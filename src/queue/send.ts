import { randomUUID } from 'node:crypto'
import { fromKysely, type JobInsert, type KyselyTransactionLike, type PgBoss } from 'pg-boss'
import type { SendOptions } from './task.ts'

interface InTransaction {
  readonly transaction?: KyselyTransactionLike
}

const tasksPerStatement = 1000
const mostRounds = 5

export function sender(boss: PgBoss) {
  async function send(
    kind: string,
    data: object,
    options: SendOptions & InTransaction = {},
  ): Promise<string | undefined> {
    const { key, transaction } = options
    const connection = transaction ? { db: fromKysely(transaction) } : {}
    for (let round = 1; ; round++) {
      const id = await boss.send(kind, data, { ...sendable(options), ...connection })
      if (id !== null) return id
      if (key === undefined || round === mostRounds) return undefined
      if (await merge(kind, key, options, connection)) return undefined
      // The waiting one has just been taken, perhaps before what this task is about was written: another is needed.
    }
  }

  /**
   * Moves the waiting task of this key to the earlier start and the higher priority; false when none waits any more.
   * It is written even when nothing changes: that locks it, so it cannot start before our transaction is committed and
   * miss what the transaction wrote.
   */
  async function merge(
    kind: string,
    key: string,
    options: SendOptions,
    connection: { readonly db?: ReturnType<typeof fromKysely> },
  ): Promise<boolean> {
    const [waiting] = await boss.findJobs(kind, { key, queued: true, ...connection })
    if (!waiting) return false
    const startAfter = new Date(Math.min(waiting.startAfter.getTime(), (options.startAfter ?? new Date()).getTime()))
    const priority = Math.max(waiting.priority, options.priority ?? 0)
    const { updated } = await boss.update(kind, undefined, { id: waiting.id, startAfter, priority, ...connection })
    return updated > 0
  }

  async function sendMany(
    kind: string,
    tasks: readonly (SendOptions & { readonly data: object })[],
    { transaction }: InTransaction = {},
  ): Promise<number> {
    let added = 0
    for (let start = 0; start < tasks.length; start += tasksPerStatement) {
      const some = tasks.slice(start, start + tasksPerStatement)
      const ids = await boss.insert(
        kind,
        some.map((task): JobInsert => ({ data: task.data, ...sendable(task) })),
        { returnId: true, ...(transaction && { db: fromKysely(transaction) }) },
      )
      added += ids?.length ?? 0
    }
    return added
  }

  return { send, sendMany }
}

/** Every task needs a key, because in its queue those without one would count as having the same. */
function sendable({ key = randomUUID(), priority, startAfter }: SendOptions) {
  return {
    singletonKey: key,
    ...(priority !== undefined && { priority }),
    ...(startAfter !== undefined && { startAfter }),
  }
}
