import { sql, type Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { showConnection } from './connection-settings.ts'
import type { Database } from './database.ts'
import { DatabaseError } from './database-error.ts'

/** One step of the tables' history. Steps run once, in the order of their names, and are never changed afterwards. */
export interface Migration {
  /** Sorts after all earlier ones: 0007-runs-have-priorities. */
  readonly name: string
  up(db: Kysely<unknown>): Promise<void>
}

/**
 * Brings the tables up to date and names the steps that were taken. All steps together are one transaction, and any
 * number of processes may start at once: one migrates, the others wait for it.
 */
export async function migrate<Tables>(
  database: Database<Tables>,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  refuseDoubledNames(migrations)
  // A connection to the same tables that knows none of them, as the steps do.
  const db = database.kysely as unknown as Kysely<unknown>
  await refuseNewerDatabase(db, migrations, showConnection(database.settings))
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => Object.fromEntries(migrations.map((step) => [step.name, { up: (db) => step.up(db) }])),
    },
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  })
  const { error, results } = await migrator.migrateToLatest()
  if (!error) return (results ?? []).map((result) => result.migrationName)
  if (error instanceof DatabaseError) throw error
  const failed = results?.find((result) => result.status === 'Error')?.migrationName
  const reason = error instanceof Error ? error.message : 'unknown reason'
  throw new DatabaseError(
    'refused',
    `The database (${showConnection(database.settings)}) could not be brought up to date` +
      `${failed === undefined ? '' : ` (step ${failed})`}: ${reason}. Nothing was changed.`,
    error,
  )
}

function refuseDoubledNames(migrations: readonly Migration[]): void {
  const names = new Set<string>()
  for (const { name } of migrations) {
    if (names.has(name)) throw new DatabaseError('refused', `Two migrations are called ${name}; a name is given once.`)
    names.add(name)
  }
}

async function refuseNewerDatabase(
  db: Kysely<unknown>,
  migrations: readonly Migration[],
  where: string,
): Promise<void> {
  const { rows } = await sql<{ exists: boolean }>`select to_regclass('migration') is not null as exists`.execute(db)
  if (!rows[0]?.exists) return
  const known = new Set(migrations.map((step) => step.name))
  const taken = await sql<{ name: string }>`select name from migration order by name`.execute(db)
  const unknown = taken.rows.map((row) => row.name).filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw new DatabaseError(
    'refused',
    `The database (${where}) is newer than this Gantry: it has taken ${unknown.length === 1 ? 'the step' : 'the steps'} ` +
      `${unknown.join(', ')}, which this version does not know. Start the newer version.`,
  )
}
