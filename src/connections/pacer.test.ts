import { expect, test } from 'vitest'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { jobMigrations } from '#jobs/rows.ts'
import { systemClock } from '#toolkit/clock.ts'
import { heedCalls } from './heed-calls.ts'
import { connectionMigrations } from './migrations.ts'
import { callCount, sharedPacer } from './pacer.ts'
import { insertConnection } from './rows.ts'

test('calls through one connection are told to whoever they are made for, and counted together', async () => {
  await using fresh = await freshDatabase({ migrations: [...connectionMigrations, ...jobMigrations] })
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  const db = database.kysely
  const given = { platform: 'procore', name: 'Harbour', way: 'service-account', client: 'own', settings: {} } as const
  const { id } = await insertConnection(db, given)
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
  expect(await callCount(db, id, systemClock.now())).toMatchObject({ used: 6 })
  await database.close()
})
