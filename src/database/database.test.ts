import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertMany, unnested, type ColumnTypes } from './bulk.ts'
import { openDatabase, type Database } from './database.ts'
import { DatabaseError, isUniqueViolation } from './database-error.ts'
import { freshDatabase, type FreshDatabase } from './testing/template.ts'
import { silentLog } from './testing/silent-log.ts'

interface Parts {
  parts: { id: number; name: string; size: number | bigint | null; facts: unknown; at: Date | null }
}

let fresh: FreshDatabase
let database: Database<Parts>

beforeAll(async () => {
  fresh = await freshDatabase({
    migrations: [
      {
        name: '0001-parts',
        async up(db) {
          await sql`create table parts (id int primary key, name text not null, size bigint, facts jsonb, at timestamptz)`.execute(
            db,
          )
        },
      },
    ],
  })
  database = await openDatabase<Parts>(fresh.settings, { log: silentLog })
})

afterAll(async () => {
  await database.close()
  await fresh.drop()
})

test('large integers are read as numbers where those are exact, and as bigints beyond', async () => {
  const { rows } = await sql<{ small: unknown; large: unknown; count: unknown }>`
    select 42::int8 as small, 9007199254740993::int8 as large, (select count(*) from pg_class where false) as count
  `.execute(database.kysely)
  expect(rows).toEqual([{ small: 42, large: 9_007_199_254_740_993n, count: 0 }])
})

describe('a transaction', () => {
  test('that fails leaves nothing', async () => {
    const attempt = database.transaction(async (transaction) => {
      await transaction.insertInto('parts').values({ id: 1, name: 'a', size: null, facts: null, at: null }).execute()
      throw new Error('changed my mind')
    })
    await expect(attempt).rejects.toThrow('changed my mind')
    expect(await database.kysely.selectFrom('parts').selectAll().execute()).toEqual([])
  })

  test('that loses a deadlock is run again, and both changes are there', async () => {
    await insertMany(database.kysely, 'parts', { id: 'integer', name: 'text' }, [
      { id: 10, name: '' },
      { id: 11, name: '' },
    ])
    const bothHoldOne = Promise.withResolvers<void>()
    let holding = 0
    const append = (first: number, second: number, letter: string) =>
      database.transaction(async (transaction) => {
        await sql`update parts set name = name || ${letter} where id = ${first}`.execute(transaction)
        if (++holding === 2) bothHoldOne.resolve()
        await bothHoldOne.promise
        await sql`update parts set name = name || ${letter} where id = ${second}`.execute(transaction)
      })
    await Promise.all([append(10, 11, 'x'), append(11, 10, 'y')])
    expect(holding).toBe(3)
    const rows = await database.kysely.selectFrom('parts').select('name').where('id', 'in', [10, 11]).execute()
    expect(rows.map((row) => [...row.name].sort().join(''))).toEqual(['xy', 'xy'])
  })

  test('that breaks a constraint fails with the constraint, not with a lost database', async () => {
    await insertMany(database.kysely, 'parts', { id: 'integer', name: 'text' }, [{ id: 20, name: 'once' }])
    const again = insertMany(database.kysely, 'parts', { id: 'integer', name: 'text' }, [{ id: 20, name: 'twice' }])
    const error: unknown = await again.catch((failure: unknown) => failure)
    expect(error).not.toBeInstanceOf(DatabaseError)
    expect(isUniqueViolation(error)).toBe(true)
    expect(isUniqueViolation(error, 'parts_pkey')).toBe(true)
    expect(isUniqueViolation(error, 'another')).toBe(false)
  })
})

describe('many rows', () => {
  const types: ColumnTypes<Parts['parts']> = {
    id: 'integer',
    name: 'text',
    size: 'bigint',
    facts: 'jsonb',
    at: 'timestamptz',
  }

  test('go in with every kind of value and come out the same', async () => {
    const at = new Date('2026-02-03T04:05:06.789Z')
    const rows = [
      {
        id: 100,
        name: `quote " ' \\ { } , newline \n NULL`,
        size: 2 ** 53 - 1,
        facts: { list: [1, ['a']], text: '"' },
        at,
      },
      { id: 101, name: '', size: null, facts: ['a', 'b'], at: null },
      { id: 102, name: 'Пла́н 平面図 🏗', size: -1, facts: 'only text', at },
    ]
    expect(await insertMany(database.kysely, 'parts', types, rows)).toBe(3)
    const read = await database.kysely.selectFrom('parts').selectAll().where('id', '>=', 100).orderBy('id').execute()
    expect(read).toEqual(rows)
  })

  test('of more than one statement all go in, and those that are there are left when told so', async () => {
    const rows = Array.from({ length: 12_000 }, (_, index) => ({ id: 1000 + index, name: `n${index}` }))
    const narrow = { id: 'integer', name: 'text' } as const
    expect(await insertMany(database.kysely, 'parts', narrow, rows)).toBe(12_000)
    const onConflict = sql`on conflict (id) do nothing`
    const more = [...rows.slice(0, 5), { id: 999, name: 'new' }]
    expect(await insertMany(database.kysely, 'parts', narrow, more, { onConflict })).toBe(1)
  })

  test('none is no statement', async () => {
    expect(await insertMany(database.kysely, 'parts', types, [])).toBe(0)
  })

  test('change in one statement too', async () => {
    await insertMany(database.kysely, 'parts', { id: 'integer', name: 'text' }, [
      { id: 50, name: 'old' },
      { id: 51, name: 'old' },
    ])
    const changed = unnested({ id: 'integer', name: 'text' }, [
      { id: 50, name: 'new 50' },
      { id: 51, name: 'new 51' },
    ])
    await sql`update parts set name = incoming.name from ${changed} where parts.id = incoming.id`.execute(
      database.kysely,
    )
    const rows = await database.kysely
      .selectFrom('parts')
      .select('name')
      .where('id', 'in', [50, 51])
      .orderBy('id')
      .execute()
    expect(rows).toEqual([{ name: 'new 50' }, { name: 'new 51' }])
  })
})

describe('listening', () => {
  test('hears what is told on its channel, and nothing after it is closed', async () => {
    const heard: string[] = []
    const other: string[] = []
    const listening = await database.listen('parts changed', { message: (text) => heard.push(text) })
    const second = await database.listen('another', { message: (text) => other.push(text) })
    await database.notify('parts changed', 'one')
    await expect.poll(() => heard).toEqual(['one'])
    await listening.close()
    await database.notify('parts changed', 'two')
    await database.notify('another', 'three')
    await expect.poll(() => other).toEqual(['three'])
    expect(heard).toEqual(['one'])
    await second.close()
  })

  test('survives the loss of its connection and says that it may have missed something', async () => {
    const heard: string[] = []
    let missed = 0
    const listening = await database.listen('fragile', { message: (text) => heard.push(text), missed: () => missed++ })
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'`.execute(
      database.kysely,
    )
    await expect.poll(() => missed, { timeout: 20_000 }).toBe(1)
    await database.notify('fragile', 'back')
    await expect.poll(() => heard).toEqual(['back'])
    await listening.close()
  })
})

describe('a database that cannot be used', () => {
  test('is told in one sentence when it does not answer within the patience', async () => {
    const away = { host: '/nonexistent', user: 'gantry', database: 'gantry' }
    const error: unknown = await openDatabase(away, { log: silentLog, patienceMs: 100 }).catch(
      (failure: unknown) => failure,
    )
    expect(error).toBeInstanceOf(DatabaseError)
    expect(error).toMatchObject({ kind: 'unavailable' })
    expect(String(error)).toContain(
      'Gantry cannot reach its database (/nonexistent, database gantry): nothing listens there.',
    )
  })

  test('is waited for no longer than the signal allows', async () => {
    const reason = new Error('stopped while waiting')
    const controller = new AbortController()
    const opening = openDatabase({ host: '/nonexistent' }, { log: silentLog, signal: controller.signal })
    controller.abort(reason)
    await expect(opening).rejects.toSatisfy(
      (error) => error === reason || (error as Error).cause === reason || (error as Error).name === 'AbortError',
    )
  })

  test('refuses at once, without waiting, when the database does not exist, and never shows the password', async () => {
    const url = `postgres://gantry:hunter2@localhost/nothing?host=${encodeURIComponent(fresh.settings.host ?? '')}`
    const settings = fresh.settings.url ? { url: fresh.settings.url.replace(/\/[^/?]*(\?|$)/, '/nothing$1') } : { url }
    const error: unknown = await openDatabase(settings, { log: silentLog }).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ kind: 'refused' })
    expect(String(error)).not.toContain('hunter2')
  })
})
