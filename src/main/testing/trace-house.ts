// Leaves what a Gantry stored to the search for secrets: all its tables as text, its reports and proofs, and marked every
// secret that it holds.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, escapeIdentifier } from 'pg'
import { localTokenFile } from '#api/contract/routes.ts'
import { openKeys } from '#connections/keys.ts'
import { findConnections } from '#connections/rows.ts'
import { masterKeyFile, masterKeysIn } from '#connections/master-key.ts'
import { openVault } from '#connections/vault.ts'
import { clientConfig, type ConnectionSettings } from '#database/connection-settings.ts'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { newProofKey } from '#engine/proof-key.ts'
import type { Values } from '#platform'
import { markKey, markSecret, trace, traceFiles, tracesFolder } from '#toolkit/testing/traces.ts'

interface Place {
  readonly settings: ConnectionSettings
  readonly data: string
}

const mostRows = 20_000

export async function traceHouse({ settings, data }: Place): Promise<void> {
  if (tracesFolder() === undefined) return
  await markFiles(data)
  await traceFiles(join(data, 'reports'))
  const client = new Client(clientConfig(settings))
  client.on('error', () => undefined)
  await client.connect()
  try {
    await markHeld(settings, data, await traceTables(client))
  } finally {
    await client.end()
  }
}

async function markFiles(data: string): Promise<void> {
  for (const file of [localTokenFile, 'master.key', 'master.key.next', 'master.key.old']) {
    markSecret(file, (await readFile(join(data, file), 'utf8').catch(() => '')).trim())
  }
}

/** Whose secrets are sealed: ids of connections, and platforms that the installation has a client at. */
interface Holders {
  readonly connections: readonly string[]
  readonly platforms: readonly string[]
}

async function traceTables(client: Client): Promise<Holders> {
  const { rows: tables } = await client.query<{ schema: string; name: string }>(
    `select schemaname as schema, tablename as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  for (const { schema, name } of tables) {
    const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${table} t limit ${mostRows}`)
    trace('database', `the table ${schema}.${name}`, rows.map(({ row }) => row).join('\n'))
  }
  const namesIn = async (table: string, column: string): Promise<readonly string[]> => {
    if (!tables.some(({ name }) => name === table)) return []
    const found = await client.query<{ name: string }>(
      `select ${column}::text as name from ${table} where sealed is not null`,
    )
    return found.rows.map(({ name }) => name)
  }
  return {
    connections: await namesIn('connections', 'id'),
    platforms: await namesIn('client_credentials', 'platform'),
  }
}

/** Opens what is sealed. Tests that spoilt the key or the secrets themselves have nothing left that opens. */
async function markHeld(settings: ConnectionSettings, data: string, holders: Holders): Promise<void> {
  const database = await openDatabase<unknown>(settings, { log: silentLog, maxConnections: 1 })
  try {
    const vault = openVault(await openKeys(database.kysely, masterKeysIn(masterKeyFile(data, undefined))))
    markKey('the key of proofs', await vault.own(database.kysely, 'proof-key', newProofKey))
    for (const connection of await findConnections(database.kysely, holders.connections)) {
      markValues(`connection ${connection.name}`, await vault.read(database.kysely, connection))
    }
    for (const platform of holders.platforms) {
      markValues(`the client at ${platform}`, await vault.readClient(database.kysely, platform))
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'SealError')) throw error
  } finally {
    await database.close()
  }
}

function markValues(owner: string, secrets: Values): void {
  for (const [id, secret] of Object.entries(secrets)) {
    if (/secret|token|password|key/i.test(id)) markKey(`${id} of ${owner}`, secret)
  }
}
