import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { showConnection, type ConnectionSettings } from './connection-settings.ts'
import { DatabaseError, unreached } from './database-error.ts'
import { Listener, type Heard, type Listening } from './listener.ts'
import type { Log } from './log.ts'
import { patientPool } from './patient-pool.ts'

/** A connected PostgreSQL. `Tables` is Kysely's table of tables, put together by whoever owns them. */
export interface Database<Tables> {
  readonly settings: ConnectionSettings
  readonly kysely: Kysely<Tables>
  /**
   * Runs `work` in a transaction: all of it or nothing. When the server breaks a tie between two transactions, `work`
   * is run again from its beginning, so it must not reach outside the database.
   */
  transaction<Result>(work: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result>
  /** Hears what is notified on a channel, across processes. After an absence `missed` says that messages may be lost. */
  listen(channel: string, heard: Heard): Promise<Listening>
  /** Tells all listeners of a channel; inside a transaction use `select pg_notify(…)` there instead. */
  notify(channel: string, message: string): Promise<void>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly log: Log
  /** Ends the waiting for a database that is away. */
  readonly signal?: AbortSignal
  readonly maxConnections?: number
  /** How long a start or a statement waits for a database that is away. */
  readonly patienceMs?: number
}

const oldestMajor = 15 // as promised in the documentation; 14 leaves support in 2026-11 (postgresql.org/support/versioning)

/** Connects, waiting for a database that is still starting. */
export async function openDatabase<Tables>(
  settings: ConnectionSettings,
  { log, signal, maxConnections = 10, patienceMs = 30_000 }: DatabaseOptions,
): Promise<Database<Tables>> {
  const closing = new AbortController()
  const waiting = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal
  const pool = patientPool(settings, { maxConnections, patienceMs, log, signal: waiting })
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await refuseUnfitServer(kysely, settings)
  } catch (error) {
    await kysely.destroy()
    throw unreached(error, showConnection(settings))
  }
  const listener = new Listener(settings, log)

  return {
    settings,
    kysely,
    transaction: (work) => repeatAfterTie(() => kysely.transaction().execute(work)),
    listen: (channel, heard) => listener.listen(channel, heard),
    notify: async (channel, message) => {
      await sql`select pg_notify(${channel}, ${message})`.execute(kysely)
    },
    close: async () => {
      closing.abort(new DatabaseError('unavailable', 'Gantry has closed its connections to the database.'))
      await listener.close()
      await kysely.destroy()
    },
  }
}

async function refuseUnfitServer<Tables>(kysely: Kysely<Tables>, settings: ConnectionSettings): Promise<void> {
  const { rows } = await sql<{ version: number; shown: string; encoding: string }>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
           current_setting('server_encoding') as encoding`.execute(kysely)
  const server = rows[0]
  if (!server) return
  const where = showConnection(settings)
  if (server.version < oldestMajor * 10_000) {
    throw new DatabaseError(
      'refused',
      `The database (${where}) is PostgreSQL ${server.shown}; Gantry needs ${oldestMajor} or newer.`,
    )
  }
  if (server.encoding !== 'UTF8') {
    throw new DatabaseError(
      'refused',
      `The database (${where}) is encoded in ${server.encoding}; file names need UTF8. ` +
        `Create it with: create database … encoding 'UTF8' template template0.`,
    )
  }
}

const mostAttempts = 5
// serialization_failure and deadlock_detected: the server asks for another try.
const ties = new Set(['40001', '40P01'])

async function repeatAfterTie<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt()
    } catch (error) {
      const isTie = error instanceof Error && 'code' in error && ties.has(String(error.code))
      if (!isTie || attempts === mostAttempts) throw error
    }
  }
}
