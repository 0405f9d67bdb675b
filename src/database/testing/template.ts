// A database of its own for each test, in milliseconds: a copy of one that was migrated once.
import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import { clientConfig, withDatabase, type ConnectionSettings } from '../connection-settings.ts'
import { openDatabase } from '../database.ts'
import { DatabaseError } from '../database-error.ts'
import { findEmbedded, startEmbedded } from '../embedded.ts'
import { migrate, type Migration } from '../migrate.ts'
import { silentLog } from './silent-log.ts'

/** Where test/global-setup.ts says that this run's embedded server lives; whoever needs it first starts it. */
export const folderVariable = 'TEST_DATABASE_FOLDER'

export interface FreshDatabase extends AsyncDisposable {
  readonly settings: ConnectionSettings
  /** Ends all its connections and removes it. */
  drop(): Promise<void>
}

/** An empty database with all steps taken. `await using` drops it at the end of the test. */
export async function freshDatabase({
  migrations = [],
}: { readonly migrations?: readonly Migration[] } = {}): Promise<FreshDatabase> {
  const server = await testServer()
  const template = await templateFor(server, migrations)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, (client) => client.query(`create database ${name} template ${escapeIdentifier(template)}`))
  const drop = async () => {
    await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`))
  }
  return { settings: withDatabase(server, name), drop, [Symbol.asyncDispose]: drop }
}

let server: Promise<ConnectionSettings> | undefined

/** DATABASE_URL where it is set, else this run's embedded server. */
function testServer(): Promise<ConnectionSettings> {
  const url = process.env['DATABASE_URL']
  server ??= url ? Promise.resolve({ url }) : joinOrStart()
  return server
}

async function joinOrStart(): Promise<ConnectionSettings> {
  const folder = process.env[folderVariable]
  if (!folder) throw new Error(`${folderVariable} is not set: tests with a database run under vitest's global setup.`)
  for (;;) {
    try {
      // Tests lose nothing in a power cut, and fsync is half of their time.
      const serverSettings = {
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        max_connections: '200',
      }
      return (await startEmbedded({ folder, log: silentLog, serverSettings })).settings
    } catch (error) {
      if (!(error instanceof DatabaseError && error.message.startsWith('Another Gantry'))) throw error
    }
    // Another test file's process owns it and is starting it or has started it.
    const running = await findEmbedded(folder, silentLog)
    if (running && (await isReady(running.settings))) return running.settings
    await wait(50)
  }
}

async function isReady(settings: ConnectionSettings): Promise<boolean> {
  return await onServer(settings, async () => true).catch(() => false)
}

/** The migrated database to copy; made once per set of steps, also when several processes want it at once. */
async function templateFor(settings: ConnectionSettings, migrations: readonly Migration[]): Promise<string> {
  const steps = migrations.map(({ name, up }) => `${name}\n${up.toString()}`).join('\n')
  const name = `template_${createHash('sha256').update(steps).digest('hex').slice(0, 24)}`
  await onServer(settings, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount !== 0) return
    const unfinished = `unfinished_${name}`
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished} template template0 encoding 'UTF8'`)
    const database = await openDatabase<unknown>(withDatabase(settings, unfinished), { log: silentLog })
    try {
      await migrate(database, migrations)
    } finally {
      await database.close()
    }
    await client.query(`alter database ${unfinished} rename to ${name}`)
  })
  return name
}

async function onServer<Result>(
  settings: ConnectionSettings,
  ask: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client(clientConfig(withDatabase(settings, 'postgres')))
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}
