import type { Kysely } from 'kysely'
import type { Clock } from '#toolkit/clock.ts'

export type Db = Kysely<unknown>

/** What acts on people need. Work in a transaction may be repeated, so nothing slow or outside the database is in it. */
export interface Means {
  readonly db: Db
  readonly transaction: <Result>(work: (db: Db) => Promise<Result>) => Promise<Result>
  readonly clock: Pick<Clock, 'now'>
}

export const nowOf = ({ clock }: Pick<Means, 'clock'>) => new Date(clock.now())
