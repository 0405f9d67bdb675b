import type { KeyObject } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { JobLocation } from '#jobs/job.ts'
import type { Grounds } from '#jobs/overlap.ts'
import type { Clock, Log, Place, Storage } from '#platform'
import type { LimitsOf } from './present.ts'
import type { Scene } from './scene.ts'
import type { AtOnce } from './take-turn.ts'
import type { Stops } from './stops.ts'

/** The kinds of tasks that runs put into the queue, with what each carries. */
export type RunTasks = {
  readonly 'scan-run': { readonly run: string }
  readonly 'transfer-batch': { readonly run: string; readonly seq: number }
  readonly 'finish-run': { readonly run: string }
}

export interface SendOptions {
  /** Sent only when this transaction is committed. */
  readonly transaction?: Kysely<unknown>
  readonly startAfterMs?: number
  /** Before what waits already. */
  readonly isUrgent?: boolean
}

export type Send = <Kind extends keyof RunTasks>(
  kind: Kind,
  data: RunTasks[Kind],
  options?: SendOptions,
) => Promise<void>

export interface Opened {
  readonly storage: Storage
  /** The platform's, for sentences. */
  readonly title: string
  /** Where the location is in this storage, which may be rooted elsewhere than the job's own space and path say. */
  readonly at: Place
}

/** What the running of jobs needs of the house. */
export interface Stage extends Grounds {
  readonly db: Kysely<unknown>
  readonly transaction: Scene['transaction']
  readonly send: Send
  readonly stops: Stops
  readonly clock: Clock
  readonly log: Log
  /** Where reports and proofs are kept, a folder for each run. */
  readonly reportsFolder: string
  /**
   * The storage behind a location: a source to be read, or a destination, whose folder a run may make. It is asked for by
   * every task and must be cheap from the second time on. Whoever gives it keeps it open while tasks may use it, and closes
   * it when the process stops; runs never close it.
   */
  open(location: JobLocation, purpose: 'reading' | 'run' | 'simulation'): Promise<Opened>
  /** The private Ed25519 key that signs this installation's proofs. */
  readonly proofKey: KeyObject
  readonly limitsOf: LimitsOf
  /** How many runs may move at a time; no limit when absent. */
  readonly atOnce?: AtOnce
}
