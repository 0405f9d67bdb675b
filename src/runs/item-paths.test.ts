import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '#database/database.ts'
import { migrate } from '#database/migrate.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { defaultOptions } from '#engine/options.ts'
import { insertJob } from '#jobs/rows.ts'
import { parsePath } from '#platform'
import { gatherPaths } from './item-paths.ts'
import { containing, itemsOf } from './items.ts'
import { keysOf } from './key.ts'
import { insertRun, type Run } from './rows.ts'
import { stageMigrations, tester } from './testing/open-stage.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let database: Database<unknown>
let run: Run

beforeAll(async () => {
  fresh = await freshDatabase({ migrations: stageMigrations })
  database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
})

afterAll(async () => {
  await database.close()
  await fresh.drop()
})

beforeEach(async () => {
  const db = database.kysely
  const place = { connection: '1', space: 's', path: [], shown: 'Here:' }
  const choices = { source: place, destination: place, options: defaultOptions, filters: {} }
  const job = await insertJob(db, { name: `Archive ${Math.random()}`, ...choices })
  run = await insertRun(db, job.id, 'run', tester)
})

function keyOf(source: string) {
  const [key] = keysOf([{ source: parsePath(source), kind: 'file' }])
  return { folder: key?.folder ?? '', name: key?.name ?? '' }
}

/** As receipts do: over what is known of the item. */
async function write(...sources: readonly string[]): Promise<void> {
  const keys = sources.map(keyOf)
  await sql`
    insert into items (job, folder, name, run, source, kind, size, state, reason, attempts, finished_at)
    select ${run.job}::bigint, folder, name, ${run.id}::bigint, source, 'file', 1, 'succeeded', 'copied', 1, now()
    from unnest(${keys.map(({ folder }) => folder)}::bigint[], ${keys.map(({ name }) => name)}::bigint[],
      ${sources}::text[]) as new (folder, name, source)
    on conflict (job, folder, name) do update set run = excluded.run`.execute(database.kysely)
}

async function rename(from: string, to: string): Promise<void> {
  const [was, is] = [keyOf(from), keyOf(to)]
  await sql`
    update items set folder = ${is.folder}, name = ${is.name}, source = ${to}
    where job = ${run.job} and folder = ${was.folder} and name = ${was.name}`.execute(database.kysely)
}

/** All pages of a search, in the order of the paths. */
async function found(text: string, limit = 100): Promise<readonly string[]> {
  const sources: string[] = []
  let after: string | undefined
  do {
    const page = await itemsOf(database.kysely, run, { text, limit, ...(after !== undefined && { after }) })
    sources.push(...page.items.map(({ source }) => source))
    after = page.next
  } while (after !== undefined)
  return sources.toSorted()
}

async function rowsOfPaths(): Promise<number> {
  const { rows } = await sql`select 1 from item_paths where job = ${run.job}`.execute(database.kysely)
  return rows.length
}

describe('words are found', () => {
  // Each beside what must not be found with it.
  test.for([
    ['in capitals and small letters', 'PLAN', ['Plans/a.pdf', 'x/myPlan.pdf'], ['x/Pla.n']],
    ['in letters beyond English', 'ÄPFEL Ö', ['Obst/äpfel ö.txt', 'ÄPFEL Ö/x'], ['Apfel o/x']],
    ['in Greek', 'ΛΌΓΟ', ['a/λόγος', 'ΛΌΓΟΣ.txt'], ['a/λογος']],
    ['in Turkish', 'ISI', ['a/isi', 'ISI/x'], ['a/ısı']],
    ['in letters that take two units', '𝒳😀', ['a/𝒳😀.txt'], ['a/𝒳.txt', '😀/b']],
    ['with a per cent sign', '5%', ['a/15% off', '5%/x'], ['a/5 off', '5/%']],
    ['with an underscore', 'a_b', ['x/a_b', 'xa_b/c'], ['x/acb', 'x/a-b']],
    ['with a backslash', '\\\\', ['x/a\\\\b'], ['x/a/b']],
    ['in one letter', 'q', ['q', 'x/Q.pdf'], ['x/p.pdf']],
    ['in two letters', 'q/', ['q/1', 'x/sq/2'], ['x/q']],
    ['across folder and name', 's/a-1', ['Plans/A-1.pdf', 'x/s/a-10/b'], ['Plans/B/A-1.pdf', 'sa-1']],
    ['across the whole path', 'plans/a-1.pdf', ['Plans/A-1.pdf', 'x/plans/a-1.pdf.old'], ['Plans/A-11.pdf']],
    ['never across two paths', 'b\nc', [], ['a/b', 'c/d']],
  ] as const)('%s', async ([, text, those, others]) => {
    await write(...others, ...those)
    expect(await found(text)).toEqual([...those].toSorted())
    // As PostgreSQL says of each item.
    const { rows } = await sql<{ source: string }>`
      select source from items where job = ${run.job} and source ilike ${containing(text)}`.execute(database.kysely)
    expect(rows.map(({ source }) => source).toSorted()).toEqual([...those].toSorted())
  })

  test('of items that came later, while the run still writes', async () => {
    await write('Plans/A-1.pdf')
    expect(await found('a-2')).toEqual([])
    await write('Plans/A-2.pdf')
    await write('Plans/A-1.pdf', 'Plans/A-20.pdf')
    expect(await found('a-2')).toEqual(['Plans/A-2.pdf', 'Plans/A-20.pdf'])
    expect(await found('plans')).toHaveLength(3)
  })

  test('of renamed items by their new paths alone, and once also after several renamings', async () => {
    await write('Plans/A-1.pdf', 'Plans/A-2.pdf')
    await rename('Plans/A-1.pdf', 'Drawings/A-1.pdf')
    expect(await found('plans')).toEqual(['Plans/A-2.pdf'])
    expect(await found('a-1')).toEqual(['Drawings/A-1.pdf'])
    await write('Plans/A-1.pdf')
    await rename('Drawings/A-1.pdf', 'Old/A-1.pdf')
    await rename('Old/A-1.pdf', 'Drawings/A-1.pdf')
    expect(await found('a-1')).toEqual(['Drawings/A-1.pdf', 'Plans/A-1.pdf'])
    await gatherPaths(database.kysely, run.job)
    expect(await found('a-1')).toEqual(['Drawings/A-1.pdf', 'Plans/A-1.pdf'])
    expect(await found('old/')).toEqual([])
  })

  test('of no item that is not there any more', async () => {
    await write('Plans/A-1.pdf', 'Plans/A-2.pdf', 'Plans/A-3.pdf')
    const [gone, removed] = [keyOf('Plans/A-1.pdf'), keyOf('Plans/A-2.pdf')]
    await sql`update items set is_gone = true where job = ${run.job} and name = ${gone.name}`.execute(database.kysely)
    await sql`delete from items where job = ${run.job} and name = ${removed.name}`.execute(database.kysely)
    expect(await found('plans')).toEqual(['Plans/A-3.pdf'])
  })

  test('page by page, be they rare or common, before and after their paths are gathered', async () => {
    const sources = Array.from({ length: 120 }, (_, at) => `Plans/A-${at}.pdf`)
    for (const source of sources) await write(source)
    expect(await rowsOfPaths()).toBe(120)
    const expectAll = async () => {
      expect(await found('plans', 50)).toEqual(sources.toSorted())
      expect(await found('a-11', 5)).toEqual(sources.filter((one) => one.includes('A-11')).toSorted())
      expect(await found('a-777')).toEqual([])
    }
    await expectAll()
    await gatherPaths(database.kysely, run.job)
    expect(await rowsOfPaths()).toBe(1)
    await expectAll()
  })

  test('of items from before their paths were kept', async () => {
    const earlier = stageMigrations.filter(({ name }) => name < '0780')
    await using older = await freshDatabase({ migrations: earlier })
    const opened = await openDatabase<unknown>(older.settings, { log: silentLog })
    await sql`
      insert into items (job, folder, name, run, source, kind, size, state, reason, attempts, finished_at)
      select ${run.job}::bigint, n / 100, n, ${run.id}::bigint, 'Plans/A-' || n, 'file', 1, 'succeeded', 'copied', 1, now()
      from generate_series(1, 2500) n`.execute(opened.kysely)
    await migrate(opened, stageMigrations)
    const page = await itemsOf(opened.kysely, run, { text: 'a-2500', limit: 100 })
    expect(page.items.map(({ source }) => source)).toEqual(['Plans/A-2500'])
    const { rows } = await sql`select cardinality(names) as items from item_paths order by 1`.execute(opened.kysely)
    expect(rows).toEqual([{ items: 500 }, { items: 1000 }, { items: 1000 }])
    await opened.close()
  })

  test('in the job of the run, and with the other filters', async () => {
    await write('Plans/A-1.pdf', 'Plans/A-2.pdf')
    await sql`update items set state = 'flagged', reason = 'refused' where job = ${run.job} and source like '%2.pdf'`.execute(
      database.kysely,
    )
    const flagged = await itemsOf(database.kysely, run, { text: 'plans', state: 'flagged', limit: 100 })
    expect(flagged.items.map(({ source }) => source)).toEqual(['Plans/A-2.pdf'])
    const refused = await itemsOf(database.kysely, run, { text: 'A-1', reason: 'refused', limit: 100 })
    expect(refused.items).toEqual([])
  })
})
