import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from './database.ts'
import { DatabaseError, isUniqueViolation } from './database-error.ts'
import { freshDatabase, type FreshDatabase } from './testing/template.ts'
import { silentLog } from './testing/silent-log.ts'

interface Parts {
  parts: { id: number; name: string }
}

let fresh: FreshDatabase
let database: Database<Parts>

beforeAll(async () => {
  fresh = await freshDatabase({
    migrations: [
      {
        name: '0001-parts',
        async up(db) {
          await sql`create table parts (id int primary key, name text not null)`.execute(db)
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

function insert(...parts: Parts['parts'][]) {
  return database.kysely.insertInto('parts').values(parts).execute()
}

test('large integers are read as numbers where those are exact, and as bigints beyond', async () => {
  const { rows } = await sql<{ small: unknown; large: unknown; count: unknown }>`
    select 42::int8 as small, 9007199254740993::int8 as large, (select count(*) from pg_class where false) as count
  `.execute(database.kysely)
  expect(rows).toEqual([{ small: 42, large: 9_007_199_254_740_993n, count: 0 }])
})

describe('a transaction', () => {
  test('that fails leaves nothing', async () => {
    const attempt = database.transaction(async (transaction) => {
      await transaction.insertInto('parts').values({ id: 1, name: 'a' }).execute()
      throw new Error('changed my mind')
    })
    await expect(attempt).rejects.toThrow('changed my mind')
    expect(await database.kysely.selectFrom('parts').selectAll().execute()).toEqual([])
  })

  test('that loses a deadlock is run again, and both changes are there', async () => {
    await insert({ id: 10, name: '' }, { id: 11, name: '' })
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
    await insert({ id: 20, name: 'once' })
    const again = insert({ id: 20, name: 'twice' })
    const error: unknown = await again.catch((failure: unknown) => failure)
    expect(error).not.toBeInstanceOf(DatabaseError)
    expect(isUniqueViolation(error)).toBe(true)
    expect(isUniqueViolation(error, 'parts_pkey')).toBe(true)
    expect(isUniqueViolation(error, 'another')).toBe(false)
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
