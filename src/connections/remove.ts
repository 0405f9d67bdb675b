import type { Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { jobsUsing } from '#jobs/rows.ts'
import { ConnectionRefused, subjectOf, type Connection } from './connection.ts'
import { lockSealed, removeConnection } from './rows.ts'
import type { Storages } from './storages.ts'

interface Means {
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly storages: Pick<Storages, 'forget'>
}

/** Forgets a connection and its secrets, unless a job needs it. */
export async function forgetConnection(
  { transaction, storages }: Means,
  by: Actor,
  connection: Connection,
): Promise<void> {
  const { id, name } = connection
  await transaction(async (db) => {
    await lockSealed(db, id)
    const jobs = await jobsUsing(db, id)
    if (jobs.length > 0) {
      const list = jobs.map((job) => `“${job}”`).join(', ')
      throw new ConnectionRefused(
        'conflict',
        `“${name}” is used by ${jobs.length === 1 ? 'the job' : 'the jobs'} ${list}. Remove ${jobs.length === 1 ? 'it' : 'them'} first.`,
      )
    }
    await removeConnection(db, id)
    await record(db, { actor: by, act: 'connection.removed', outcome: 'done', subject: subjectOf(connection) })
  })
  await storages.forget(id)
}
