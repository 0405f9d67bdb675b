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

const mostNamed = 20

/** Forgets a connection and its secrets, unless a job needs it. */
export async function forgetConnection(
  { transaction, storages }: Means,
  by: Actor,
  connection: Connection,
): Promise<void> {
  const { id, name } = connection
  await transaction(async (db) => {
    await lockSealed(db, id)
    const { jobs, count } = await jobsUsing(db, id, mostNamed)
    if (count > 0) {
      const named = jobs.map((job) => `“${job.name}”`).join(', ')
      const more = count > jobs.length ? ` and ${count - jobs.length} more` : ''
      const [what, those] = count === 1 ? ['the job', 'it'] : ['the jobs', 'them']
      throw new ConnectionRefused(
        'conflict',
        `“${name}” is used by ${what} ${named}${more}. Remove or change ${those} first.`,
        jobs,
      )
    }
    await removeConnection(db, id)
    await record(db, { actor: by, act: 'connection.removed', outcome: 'done', subject: subjectOf(connection) })
  })
  await storages.forget(id)
}
