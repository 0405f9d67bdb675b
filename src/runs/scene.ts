import type { Kysely } from 'kysely'
import type { Job } from '#jobs/job.ts'
import type { Clock, Log, Place, Storage } from '#platform'
import type { Calls } from './calls.ts'
import type { Run } from './rows.ts'

/** What a part of a run works on and with. */
export interface Scene {
  readonly db: Kysely<unknown>
  /** All or nothing; may be run again from its start. */
  transaction<Result>(work: (db: Kysely<unknown>) => Promise<Result>): Promise<Result>
  readonly run: Run
  readonly job: Job
  readonly source: Storage
  readonly destination: Storage
  /** The job's two folders in these storages. */
  readonly places: { readonly source: Place; readonly destination: Place }
  /** What sentences call the two platforms. */
  readonly titles: { readonly source: string; readonly destination: string }
  /** What the platforms are asked for this run is counted here as it happens. */
  readonly calls: Pick<Calls, 'flush'>
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly log: Log
}
