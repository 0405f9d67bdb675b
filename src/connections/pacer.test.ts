import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DatabaseError } from '#database/database-error.ts'
import { openDatabase, type Database } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase, type FreshDatabase } from '#database/testing/template.ts'
import { jobMigrations } from '#jobs/rows.ts'
import { systemClock } from '#toolkit/clock.ts'
import { heedCalls } from './heed-calls.ts'
import { connectionMigrations } from './migrations.ts'
import { callCounts, sharedPacer } from './pacer.ts'
import { insertConnection } from './rows.ts'

let fresh: FreshDatabase
let database: Database<unknown>
let id: string

beforeAll(async () => {
  fresh = await freshDatabase({ migrations: [...connectionMigrations, ...jobMigrations] })
  database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
})

afterAll(async () => {
  await database.close()
  await fresh.drop()
})

beforeEach(async ({ task }) => {
  const given = { platform: 'procore', name: task.name, way: 'service-account', client: 'own', settings: {} } as const
  id = (await insertConnection(database.kysely, given)).id
})

const used = async () => (await callCounts(database.kysely, [id], systemClock.now())).get(id)?.used

test('calls through one connection are told to whoever they are made for, and counted together', async () => {
  const pacer = sharedPacer(id, { transaction: (work) => database.transaction(work), clock: systemClock })
  const toldOf = async (calls: number) => {
    const told: string[] = []
    await heedCalls(
      (connection) => told.push(connection),
      async () => {
        for (let n = 0; n < calls; n++) {
          await pacer.take()
          pacer.done()
        }
      },
    )
    return told
  }

  expect(await Promise.all([toldOf(2), toldOf(4)])).toEqual([Array(2).fill(id), Array(4).fill(id)])
  await pacer.flush()
  expect(await used()).toBe(6)
})

test.each([[{ limit: 100, left: 99 }], [{}]])(
  'what had its turn and is not counted is none of the calls: %o',
  async (heard) => {
    const pacer = sharedPacer(id, { transaction: (work) => database.transaction(work), clock: systemClock })
    let calls = 0
    await heedCalls(
      () => calls++,
      async () => {
        for (const isCounted of [true, true, false, true, false]) {
          await pacer.take()
          if (isCounted) pacer.learn({ ...heard, resetsAt: new Date(systemClock.now() + 60_000) })
          pacer.done(isCounted)
        }
      },
    )
    await pacer.flush()
    expect(calls).toBe(3)
    expect(await used()).toBe(3)
  },
)

test('while no limit is heard of the shared state is only looked at now and then', async () => {
  let looks = 0
  const transaction: typeof database.transaction = (work) => {
    looks++
    return database.transaction(work)
  }
  const pacer = sharedPacer(id, { transaction, clock: systemClock })
  for (let n = 0; n < 100; n++) {
    await pacer.take()
    pacer.done()
  }
  expect(looks).toBeLessThan(10)
  await pacer.flush()
  expect(await used()).toBe(100)
})

describe('a database that is away', () => {
  const goneFor = (times: number) => {
    let left = times
    const transaction: typeof database.transaction = async (work) => {
      if (left-- > 0) throw new DatabaseError('unavailable', 'Gantry lost its database.')
      return database.transaction(work)
    }
    const clock = { now: () => systemClock.now(), sleep: async () => undefined }
    return sharedPacer(id, { transaction, clock })
  }

  test('for a moment holds a call back, and what was heard before is not forgotten', async () => {
    const before = sharedPacer(id, { transaction: (work) => database.transaction(work), clock: systemClock })
    await before.take()
    const pacer = goneFor(2)
    pacer.learn({ limit: 100, left: 40, resetsAt: new Date(systemClock.now() + 60_000) })
    pacer.done()
    await pacer.take()
    expect(pacer.left()).toMatchObject({ limit: 100, left: expect.toSatisfy((left: number) => left < 40) })
    expect(await used()).toBe(2)
  })

  test('for long ends the wait with what to do, as a failure of no single file', async () => {
    await expect(goneFor(100).take()).rejects.toMatchObject({
      kind: 'unavailable',
      advice: { do: 'retry-later' },
      message: 'Could not note a call, without which none is made: Gantry lost its database.',
    })
  })
})
