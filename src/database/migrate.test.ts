import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase, type Database } from './database.ts'
import { migrate, type Migration } from './migrate.ts'
import { silentLog } from './testing/silent-log.ts'
import { freshDatabase } from './testing/template.ts'

const step = (name: string, statement: string): Migration => ({
  name,
  up: async (db: Kysely<unknown>) => {
    await sql.raw(statement).execute(db)
  },
})
const first = step('0001-places', 'create table places (id int primary key)')
const second = step('0002-names', 'alter table places add name text')

async function withDatabase(work: (database: Database<unknown>) => Promise<void>): Promise<void> {
  await using fresh = await freshDatabase()
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

test('steps run once, in the order of their names whatever the order they are given in', async () => {
  await withDatabase(async (database) => {
    expect(await migrate(database, [second, first])).toEqual(['0001-places', '0002-names'])
    expect(await migrate(database, [first, second])).toEqual([])
    await sql`insert into places (id, name) values (1, 'here')`.execute(database.kysely)
  })
})

test('several that start at once take each step once', async () => {
  await withDatabase(async (database) => {
    const others = await Promise.all([1, 2, 3].map(() => openDatabase<unknown>(database.settings, { log: silentLog })))
    const taken = await Promise.all([database, ...others].map((one) => migrate(one, [first, second])))
    expect(taken.flat()).toEqual(['0001-places', '0002-names'])
    await Promise.all(others.map((one) => one.close()))
  })
})

test('a step that fails undoes those before it and is named', async () => {
  await withDatabase(async (database) => {
    const broken = step('0002-broken', 'alter table places add name text; select 1 / 0')
    await expect(migrate(database, [first, broken])).rejects.toThrow(/step 0002-broken.*Nothing was changed/)
    expect(await migrate(database, [first])).toEqual(['0001-places'])
  })
})

test('a database that a newer version has changed is refused', async () => {
  await withDatabase(async (database) => {
    await migrate(database, [first, second])
    await expect(migrate(database, [first])).rejects.toThrow(/newer than this Gantry.*0002-names/)
  })
})

test('two steps of one name are refused', async () => {
  await withDatabase(async (database) => {
    await expect(migrate(database, [first, { ...second, name: first.name }])).rejects.toThrow(/0001-places/)
  })
})
