import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { itemQuery, type ItemQuery } from '#api/contract/runs.ts'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { defaultOptions } from '#engine/options.ts'
import { insertJob } from '#jobs/rows.ts'
import { itemsOf } from './items.ts'
import { insertRun } from './rows.ts'
import { stageMigrations, tester } from './testing/open-stage.ts'

const place = { connection: '1', space: 's', path: [], shown: 'Here:' }

test('what is rare in a long list comes, once, with the page that reaches it, and the last page has no next', async () => {
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
  const [first, second] = [
    await insertRun(db, job.id, 'simulation', tester),
    await insertRun(db, job.id, 'run', tester),
  ]
  // Of 45,000 rows the second run touched three: at the beginning, in the middle and at the end.
  await sql`
    insert into items (job, folder, name, run, source, kind, size, state, reason, attempts, finished_at)
    select ${job.id}::bigint, n / 1000, n, case when n in (1, 25000, 45000) then ${second.id}::bigint else ${first.id}::bigint end,
      'Plans/A-' || n || '.pdf', 'file', 1, case when n = 25000 then 'flagged' else 'succeeded' end,
      case when n = 45000 then 'updated' else 'copied' end, 1, now()
    from generate_series(1, 45000) n`.execute(db)
  const walk = async (asked: Partial<ItemQuery>) => {
    const found: string[] = []
    let pages = 0
    let after: string | undefined
    do {
      const query = itemQuery.parse({ ...asked, after })
      const page = await itemsOf(db, second, query)
      found.push(...page.items.map(({ source }) => source))
      pages++
      after = page.next
    } while (after !== undefined)
    return { found, pages }
  }

  const all = ['Plans/A-1.pdf', 'Plans/A-25000.pdf', 'Plans/A-45000.pdf']
  expect(await walk({})).toEqual({ found: all, pages: 3 })
  expect(await walk({ limit: 1 })).toMatchObject({ found: all })
  expect(await walk({ text: 'a-45000.PDF' })).toEqual({ found: ['Plans/A-45000.pdf'], pages: 1 })
  expect(await walk({ text: 'plans' })).toMatchObject({ found: all })
  expect(await walk({ text: 'plans', state: 'flagged' })).toMatchObject({ found: ['Plans/A-25000.pdf'] })
  await sql`delete from items where job = ${job.id} and name = 7`.execute(db)
  expect(await walk({ text: 'plans' })).toMatchObject({ found: all })
  expect(await walk({ state: 'flagged' })).toEqual({ found: ['Plans/A-25000.pdf'], pages: 1 })
  expect(await walk({ reason: 'updated' })).toEqual({ found: ['Plans/A-45000.pdf'], pages: 1 })
  expect(await walk({ reason: 'copied' })).toEqual({ found: ['Plans/A-1.pdf', 'Plans/A-25000.pdf'], pages: 3 })
  expect(await walk({ state: 'succeeded' })).toEqual({ found: ['Plans/A-1.pdf', 'Plans/A-45000.pdf'], pages: 3 })
  expect(await walk({ text: 'nowhere' })).toEqual({ found: [], pages: 1 })
  await database.close()
})
