import { expect, test } from 'vitest'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { defaultOptions } from '#engine/options.ts'
import { insertJob } from '#jobs/rows.ts'
import { factsWith } from '#engine/testing/facts.ts'
import { presentRuns, type Limit } from './present.ts'
import { findRun, insertRun, moveTo } from './rows.ts'
import { stageMigrations, tester } from './testing/open-stage.ts'

const place = { connection: '1', space: 's', path: [], shown: 'Here:' }

test('a run whose platform allows no more calls for now waits, and says until when', async () => {
  await using fresh = await freshDatabase({ migrations: stageMigrations })
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  const db = database.kysely
  const job = await insertJob(db, {
    name: 'Archive',
    source: place,
    destination: place,
    options: defaultOptions,
    filters: {},
  })
  const { id } = await insertRun(db, job.id, 'run', tester)
  await moveTo(db, id, 'scanning')
  const now = Date.now()
  const view = async (limit: Limit) => {
    const run = await findRun(db, id)
    const [shown] = run ? await presentRuns(db, [run], async () => new Map([[place.connection, limit]]), now) : []
    return shown
  }
  const resetsAt = new Date(now + 600_000)
  const limit = { facts: factsWith({}), limit: 3600, left: 0, resetsAt }

  expect(await view(limit)).toMatchObject({
    state: 'waiting',
    waiting: { code: 'rate-limit', until: resetsAt.toISOString() },
  })
  expect(await view({ ...limit, left: 1 })).toMatchObject({ state: 'scanning' })
  expect(await view({ ...limit, resetsAt: new Date(now + 3000) })).toMatchObject({ state: 'scanning' })
  await database.close()
})
