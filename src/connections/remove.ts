import type { Kysely } from 'kysely'
import { jobsUsing } from '#jobs/rows.ts'
import { ConnectionRefused, type Connection } from './connection.ts'
import { removeConnection } from './rows.ts'
import type { Storages } from './storages.ts'

/** Forgets a connection and its secrets, unless a job needs it. */
export async function forgetConnection(
  { db, storages }: { readonly db: Kysely<unknown>; readonly storages: Pick<Storages, 'forget'> },
  { id, name }: Connection,
): Promise<void> {
  const jobs = await jobsUsing(db, id)
  if (jobs.length > 0) {
    const list = jobs.map((job) => `“${job}”`).join(', ')
    throw new ConnectionRefused(
      'conflict',
      `“${name}” is used by ${jobs.length === 1 ? 'the job' : 'the jobs'} ${list}. Remove ${jobs.length === 1 ? 'it' : 'them'} first.`,
    )
  }
  await removeConnection(db, id)
  await storages.forget(id)
}
