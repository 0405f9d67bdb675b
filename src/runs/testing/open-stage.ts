// The running of jobs on a database that is there, between two storages that are given: for tests, for the processes that
// tests kill, and for benchmarks.
import type { KeyObject } from 'node:crypto'
import type { Actor } from '#audit/entry.ts'
import { auditMigrations } from '#audit/migrations.ts'
import { connectionMigrations } from '#connections/migrations.ts'
import { openDatabase } from '#database/database.ts'
import type { ConnectionSettings } from '#database/connection-settings.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { jobMigrations } from '#jobs/rows.ts'
import type { Clock, Place, Storage } from '#platform'
import { openQueue } from '#queue/queue.ts'
import { runMigrations } from '../migrations.ts'
import { onDeadTask, queueHandlers, runKinds, sendThrough } from '../queue-tasks.ts'
import type { RunTasks, Stage } from '../stage.ts'
import type { Means } from '../start.ts'
import { Stops } from '../stops.ts'

export const stageMigrations = [...connectionMigrations, ...jobMigrations, ...runMigrations, ...auditMigrations]

/** Who starts and stops runs here. */
export const tester: Actor = { kind: 'local', name: 'A test' }

/** The connections `from` and `to` of jobs; may change between runs. */
export interface Ends {
  readonly source: Storage
  readonly destination: Storage
  /** As the job says, in the space `s`, when absent. */
  readonly at?: { readonly source?: Place; readonly destination?: Place }
}

export interface StageOptions {
  readonly clock: Clock
  readonly reportsFolder: string
  readonly proofKey: KeyObject
  /** Tasks of each kind at a time; 0: the queue does nothing by itself. */
  readonly workers: number
}

const titles = { source: 'Source', destination: 'Destination' }
const kinds = Object.keys(runKinds) as (keyof RunTasks)[]

export async function openStage(settings: ConnectionSettings, ends: Ends, options: StageOptions) {
  const database = await openDatabase<unknown>(settings, { log: silentLog })
  const queue = await openQueue<RunTasks>(settings, { log: silentLog, kinds: runKinds })
  const stops = new Stops()
  const { clock, reportsFolder, proofKey, workers } = options
  const stage: Stage = {
    db: database.kysely,
    transaction: (work) => database.transaction((transaction) => work(transaction)),
    send: sendThrough(queue, database.kysely),
    stops,
    clock,
    log: silentLog,
    reportsFolder,
    open: async ({ connection, path }) => {
      const side = connection === 'from' ? 'source' : 'destination'
      return { storage: ends[side], title: titles[side], at: ends.at?.[side] ?? { space: 's', path } }
    },
    groundOf: async ({ connection, path }) => ({ where: connection, path }),
    proofKey,
    limitsOf: async () => new Map(),
  }
  const { db, transaction, send } = stage
  const means: Means = { db, transaction, send, tellToStop: async (run) => stops.stop(run) }
  queue.handle(queueHandlers(stage), onDeadTask(stage))
  if (workers > 0) await queue.work(kinds, workers)
  return {
    database,
    stage,
    means,
    async close(): Promise<void> {
      await queue.stop({ graceMs: 0 })
      await database.close()
    },
  }
}
