import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { silentLog } from './testing/silent-log.ts'
import { freshDatabase } from './testing/template.ts'
import { addTextIndex } from './text-index.ts'

test('words anywhere in a long list are found through the index', async () => {
  await using fresh = await freshDatabase()
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  const db = database.kysely
  await sql`create table parts (id bigint, name text, facts jsonb)`.execute(db)
  await addTextIndex(db, 'parts_by_words', { table: 'parts', columns: ['name', '(facts::text)'] })
  await sql`
    insert into parts select n, 'Bolt ' || n, jsonb_build_object('place', 'Shelf ' || n) from generate_series(1, 20000) n`.execute(
    db,
  )
  await sql`analyze parts`.execute(db)
  const { rows } = await sql<Record<string, string>>`
    explain select * from parts where name ilike '%lt 19999%' or facts::text ilike '%lf 19999%'`.execute(db)
  expect(JSON.stringify(rows)).toContain('parts_by_words')
  await database.close()
})

test('whoever may not have pg_trgm goes on without the index', async () => {
  await using fresh = await freshDatabase()
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  await sql`create table parts (name text)`.execute(database.kysely)
  // Who may not create in the database may not add the extension either.
  await database.transaction(async (db) => {
    await sql`create role "text-index-guest"`.execute(db)
    await sql`grant create, usage on schema public to "text-index-guest"`.execute(db)
    await sql`alter table parts owner to "text-index-guest"`.execute(db)
    await sql`set local role "text-index-guest"`.execute(db)
    await addTextIndex(db, 'parts_by_words', { table: 'parts', columns: ['name'] })
    const { rows } = await sql`select indexname from pg_indexes where tablename = 'parts'`.execute(db)
    expect(rows).toEqual([])
    await sql`reset role`.execute(db)
    await sql`drop owned by "text-index-guest"`.execute(db)
    await sql`drop role "text-index-guest"`.execute(db)
  })
  await database.close()
})
