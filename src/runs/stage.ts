import type { KeyObject } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Clock, Log, Storage } from '#platform'
import type { LimitOf } from './present.ts'
import type { Scene } from './scene.ts'
import type { Stops } from './stops.ts'

/** The kinds of tasks that runs put into the queue, with what each carries. */
export interface RunTasks {
  'scan-run': { readonly run: string }
  'transfer-batch': { readonly run: string; readonly seq: number }
  'finish-run': { readonly run: string }
}

export interface SendOptions {
  /** Sent only when this transaction is committed. */
  readonly transaction?: Kysely<unknown>
  readonly startAfterMs?: number
}

export type Send = <Kind extends keyof RunTasks>(
  kind: Kind,
  data: RunTasks[Kind],
  options?: SendOptions,
) => Promise<void>

/** What the running of jobs needs of the house. */
export interface Stage {
  readonly db: Kysely<unknown>
  readonly transaction: Scene['transaction']
  readonly send: Send
  readonly stops: Stops
  readonly clock: Clock
  readonly log: Log
  /** Where reports and proofs are kept, a folder for each run. */
  readonly reportsFolder: string
  /** `title` is the platform's, for sentences. */
  open(connection: string): Promise<{ readonly storage: Storage; readonly title: string }>
  /** The private Ed25519 key that signs this installation's proofs. */
  readonly proofKey: KeyObject
  readonly limitOf: LimitOf
}
