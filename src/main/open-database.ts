import { changeMigrations } from '#api/changes.ts'
import { idempotencyMigrations } from '#api/idempotency.ts'
import { auditMigrations } from '#audit/migrations.ts'
import type { Settings } from '#config'
import { connectionMigrations } from '#connections/migrations.ts'
import type { ConnectionSettings } from '#database/connection-settings.ts'
import { openDatabase, type Database } from '#database/database.ts'
import { findEmbedded, startEmbedded } from '#database/embedded.ts'
import type { Log } from '#database/log.ts'
import { migrate, type Migration } from '#database/migrate.ts'
import { jobMigrations } from '#jobs/rows.ts'
import { notificationMigrations } from '#notifications/migrations.ts'
import { peopleMigrations } from '#people/migrations.ts'
import { runMigrations } from '#runs/migrations.ts'
import type { DataFolder } from './data-folder.ts'
import { StartError } from './start-error.ts'

/** `serve` owns the embedded server, `work` joins it; `command` joins it, or owns it where none runs. */
export type Role = 'serve' | 'work' | 'command'

/**
 * The history of all tables.
 *
 * @internal
 */
export const migrations: readonly Migration[] = [
  ...connectionMigrations,
  ...jobMigrations,
  ...runMigrations,
  ...auditMigrations,
  ...peopleMigrations,
  ...idempotencyMigrations,
  ...changeMigrations,
  ...notificationMigrations,
]

/** The database, up to date; it goes with the stack. */
export async function startDatabase(
  stack: AsyncDisposableStack,
  { role, settings, folder, log }: { role: Role; settings: Settings; folder: DataFolder; log: Log },
): Promise<Database<unknown>> {
  const where = await serverFor(stack, role, settings.databaseUrl, folder, log)
  // A task holds one or two connections at a time, an API call one.
  const maxConnections = Math.min(40, 8 + 3 * settings.workers)
  const database = await openDatabase<unknown>({ ...where, applicationName: `gantry ${role}` }, { log, maxConnections })
  stack.defer(() => database.close())
  await migrate(database, migrations)
  return database
}

async function serverFor(
  stack: AsyncDisposableStack,
  role: Role,
  url: string | undefined,
  folder: DataFolder,
  log: Log,
): Promise<ConnectionSettings> {
  if (url !== undefined) return { url }
  const options = { folder: folder.database, log }
  const running = role === 'serve' ? undefined : await findEmbedded(options.folder, log)
  const embedded = role === 'work' ? running : (running ?? (await startEmbedded(options)))
  if (!embedded) {
    throw new StartError(
      `No Gantry serves from ${folder.path}, so there is no database to join. ` +
        'Start gantry serve first, or give both the same DATABASE_URL.',
    )
  }
  stack.defer(() => embedded.stop())
  return embedded.settings
}
