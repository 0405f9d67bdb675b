import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { Pool, type PoolClient } from 'pg'
import { clientConfig, showConnection, type ConnectionSettings } from './connection-settings.ts'
import { databaseFailure, translated } from './database-error.ts'
import type { Log } from './log.ts'
import { rowTypes } from './row-types.ts'

export interface PatientPoolOptions {
  readonly maxConnections: number
  /** How long one who wants a connection waits for a database that is away. */
  readonly patienceMs: number
  readonly log: Log
  /** Ends all waiting, for when Gantry stops. */
  readonly signal: AbortSignal
}

const firstPauseMs = 50
const longestPauseMs = 1000
// Longer than any well-behaved transaction holds a connection, shorter than a kernel gives up on a dead host.
const connectTimeoutMs = 30_000

/** A pool whose `connect` sits out short absences of the database and whose failures are told in our words. */
export function patientPool(settings: ConnectionSettings, options: PatientPoolOptions): PostgresPool {
  const where = showConnection(settings)
  const pool = new Pool({
    ...clientConfig(settings),
    max: options.maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: false,
    types: rowTypes,
  })
  // A connection that breaks while it rests or is checked out emits an error that would end the process if unheard;
  // whoever uses it next learns of it from the failed statement.
  pool.on('error', (error) => options.log.warn({ where, reason: error.message }, 'database-connection-lost'))
  pool.on('connect', (client) => client.on('error', () => undefined))

  const clients = new WeakMap<PoolClient, PostgresPoolClient>()
  const wrapped = (client: PoolClient): PostgresPoolClient => {
    const known = clients.get(client)
    if (known) return known
    const made = translatingClient(client, where)
    clients.set(client, made)
    return made
  }

  async function connect(): Promise<PostgresPoolClient> {
    const deadline = performance.now() + options.patienceMs
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      options.signal.throwIfAborted()
      try {
        return wrapped(await pool.connect())
      } catch (error) {
        if (databaseFailure(error) !== 'unavailable' || performance.now() + pauseMs > deadline) {
          throw translated(error, where)
        }
      }
      await wait(pauseMs, undefined, { signal: options.signal })
    }
  }

  return { options: pool.options, connect, end: () => pool.end() }
}

function translatingClient(client: PoolClient, where: string): PostgresPoolClient {
  async function query(...parameters: readonly unknown[]): Promise<unknown> {
    try {
      return await Reflect.apply(client.query, client, parameters)
    } catch (error) {
      throw translated(error, where)
    }
  }
  return {
    // Kysely calls only the form with text and parameters, which is the one above.
    query,
    release: (discard?: boolean) => client.release(discard),
  } as PostgresPoolClient
}
