import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { itemQuery, type ItemQuery } from '#api/contract/runs.ts'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import type { Action } from '#engine/action.ts'
import { defaultOptions } from '#engine/options.ts'
import { insertJob } from '#jobs/rows.ts'
import { addBatch } from './batches.ts'
import { itemsOf } from './items.ts'
import { insertRun, type Run } from './rows.ts'
import { stageMigrations, tester } from './testing/open-stage.ts'

const place = { connection: '1', space: 's', path: [], shown: 'Here:' }

/** A job in a database of its own. */
async function openJob() {
  await using stack = new AsyncDisposableStack()
  const { settings } = stack.use(await freshDatabase({ migrations: stageMigrations }))
  const database = stack.adopt(await openDatabase<unknown>(settings, { log: silentLog }), (opened) => opened.close())
  const db = database.kysely
  const ends = { source: place, destination: place }
  const job = await insertJob(db, { name: 'Archive', ...ends, options: defaultOptions, filters: {} })
  const closing = stack.move()
  return { db, job, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

/** All pages of a list, one after the other. */
async function walk(db: Kysely<unknown>, run: Run, asked: Partial<ItemQuery>) {
  const found: string[] = []
  let pages = 0
  let after: string | undefined
  do {
    const page = await itemsOf(db, run, itemQuery.parse({ ...asked, after }))
    found.push(...page.items.map(({ source }) => source))
    pages++
    after = page.next
  } while (after !== undefined)
  return { found, pages }
}

test('what is rare in a long list comes, once, with the page that reaches it, and the last page has no next', async () => {
  await using stage = await openJob()
  const { db, job } = stage
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
  const all = ['Plans/A-1.pdf', 'Plans/A-25000.pdf', 'Plans/A-45000.pdf']
  expect(await walk(db, second, {})).toEqual({ found: all, pages: 3 })
  expect(await walk(db, second, { limit: 1 })).toMatchObject({ found: all })
  expect(await walk(db, second, { text: 'a-45000.PDF' })).toEqual({ found: ['Plans/A-45000.pdf'], pages: 1 })
  expect(await walk(db, second, { text: 'plans' })).toMatchObject({ found: all })
  expect(await walk(db, second, { text: 'plans', state: 'flagged' })).toMatchObject({ found: ['Plans/A-25000.pdf'] })
  await sql`delete from items where job = ${job.id} and name = 7`.execute(db)
  expect(await walk(db, second, { text: 'plans' })).toMatchObject({ found: all })
  expect(await walk(db, second, { state: 'flagged' })).toEqual({ found: ['Plans/A-25000.pdf'], pages: 1 })
  expect(await walk(db, second, { reason: 'updated' })).toEqual({ found: ['Plans/A-45000.pdf'], pages: 1 })
  expect(await walk(db, second, { reason: 'copied' })).toEqual({
    found: ['Plans/A-1.pdf', 'Plans/A-25000.pdf'],
    pages: 3,
  })
  expect(await walk(db, second, { state: 'succeeded' })).toEqual({
    found: ['Plans/A-1.pdf', 'Plans/A-45000.pdf'],
    pages: 3,
  })
  expect(await walk(db, second, { text: 'nowhere' })).toEqual({ found: [], pages: 1 })
})

test('what is rare in a long plan is found without reading all of it, also where a plan does not say what is in it', async () => {
  await using stage = await openJob()
  const { db, job } = stage
  const simulation = await insertRun(db, job.id, 'simulation', tester)
  // 150 batches of 400: what is sought is in the first, in the middle and in the last.
  const odd = new Map([7, 30_050, 59_999].map((n) => [n, { reason: 'excluded', state: 'ignored' } as const]))
  const batchOf = (first: number) =>
    Array.from({ length: 400 }, (_, at): Action => {
      const n = first + at
      const line = { source: ['Plans', `Å-${n}.pdf`], kind: 'file', size: 1, sentence: '' } as const
      const left = odd.get(n) ?? { reason: 'hidden', state: 'ignored' }
      if (odd.has(n) || n === 100) return { ...line, do: 'leave', ...left }
      const place = { space: 's', path: line.source }
      return {
        ...line,
        do: 'copy',
        reason: 'copied',
        isRevised: false,
        from: { ...place, kind: 'file' },
        to: place,
        destination: line.source,
      }
    })
  for (let seq = 1; seq <= 150; seq++) await addBatch(db, simulation, seq, batchOf((seq - 1) * 400))

  const rare = [...odd.keys()].map((n) => `Plans/Å-${n}.pdf`)
  const plan = (asked: Partial<ItemQuery>) => walk(db, simulation, asked)
  const check = async (pages: number) => {
    expect(await plan({ reason: 'excluded' })).toEqual({ found: rare, pages })
    expect(await plan({ reason: 'excluded', limit: 1 })).toMatchObject({ found: rare })
    expect((await plan({ state: 'ignored' })).found).toEqual([rare[0], 'Plans/Å-100.pdf', ...rare.slice(1)])
    expect(await plan({ state: 'flagged' })).toEqual({ found: [], pages })
    expect(await plan({ text: 'å-59999.PDF' })).toEqual({ found: [rare[2]], pages })
    expect((await plan({ text: 'Å-3005', state: 'ignored' })).found).toEqual([rare[1]])
    expect((await plan({ text: 'Å-3005' })).found).toHaveLength(11)
  }
  expect((await plan({ limit: 500 })).found).toHaveLength(60_000)
  await check(1)
  await sql`update batches set marks = null, paths = null`.execute(db)
  await check(4)
})
