import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase, type FreshDatabase } from '#database/testing/template.ts'
import type { AuditEntry } from './entry.ts'
import { canonicalJson, hashOf } from './link.ts'
import { auditMigrations } from './migrations.ts'
import { record } from './record.ts'
import { searchAudit } from './search.ts'
import { verifyChain } from './verify.ts'

let fresh: FreshDatabase
let database: Database<unknown>

async function open(): Promise<void> {
  fresh = await freshDatabase({ migrations: auditMigrations })
  database = await openDatabase<unknown>(fresh.settings, { log: silentLog, maxConnections: 12 })
}

async function close(): Promise<void> {
  await database.close()
  await fresh.drop()
}

const entry = (number: number): AuditEntry => ({
  actor: { kind: 'person', id: String(number % 3), name: `Person ${number % 3}`, address: '10.0.0.1' },
  act: number % 2 === 0 ? 'connection.added' : 'job.removed',
  outcome: number % 5 === 0 ? 'refused' : 'done',
  subject: { kind: number % 2 === 0 ? 'connection' : 'job', id: String(number), name: `Subject “${number}” 100%` },
  changed: ['name', 'domain'],
  facts: { role: 'operator', items: number },
})

const recordOne = (number: number) => database.transaction((inside) => record(inside, entry(number)))

const statement = (text: string) => (db: Kysely<unknown>) => sql.raw(text).execute(db)

describe('the log', () => {
  beforeAll(open)
  afterAll(close)

  test('an entry is kept only together with the act that it tells of', async () => {
    const failing = database.transaction(async (inside) => {
      await record(inside, entry(1))
      throw new Error('the act failed')
    })
    await expect(failing).rejects.toThrow('the act failed')
    await expect(record(database.kysely, entry(1))).rejects.toThrow(/inside the transaction/)
    expect(await verifyChain(database.kysely)).toMatchObject({ isIntact: true, entries: 0 })
  })

  test('many that record at the same time make one chain without gaps', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, number) => recordOne(number + 1)))
    const verdict = await verifyChain(database.kysely)
    expect(verdict).toMatchObject({ isIntact: true, entries: 60, found: 0, head: { seq: 60 } })
  })

  test('the database refuses to change, remove or empty, whoever asks', async () => {
    const attempts = [
      sql`update audit_log set actor_name = 'Nobody' where seq = 3`,
      sql`delete from audit_log where seq = 3`,
      sql`truncate audit_log`,
      sql`delete from audit_head`,
      sql`truncate audit_head`,
      sql`insert into audit_log (seq, at, actor_kind, actor_name, act, outcome, changed, facts, previous, hash)
          values (99, now(), 'person', 'A', 'job.added', 'done', '{}', '{}', 'x', 'y')`,
    ]
    for (const attempt of attempts) await expect(attempt.execute(database.kysely)).rejects.toThrow(/audit log/)
  })

  test('is searched by words, act, actor, subject, outcome and time, and paged by cursor', async () => {
    const find = async (filter: Parameters<typeof searchAudit>[1]) =>
      (await searchAudit(database.kysely, filter, { limit: 100 })).entries.length
    expect(await find({ text: 'PERSON 1' })).toBe(20)
    expect(await find({ text: '100%' })).toBe(60)
    expect(await find({ text: '1%0' })).toBe(0)
    expect(await find({ act: 'job.removed' })).toBe(30)
    expect(await find({ actor: { kind: 'person', id: '2' }, outcome: 'refused' })).toBe(4)
    expect(await find({ subject: { kind: 'connection' } })).toBe(30)
    expect(await find({ to: new Date(0) })).toBe(0)
    expect(await find({ from: new Date(0) })).toBe(60)

    const seen: number[] = []
    for (let after: number | undefined; ;) {
      const page = await searchAudit(database.kysely, {}, { limit: 25, ...(after !== undefined && { after }) })
      seen.push(...page.entries.map(({ seq }) => seq))
      if (page.next === undefined) break
      after = page.next
    }
    expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index))
  })

  test('holds only what an entry may hold, cut to a length and well-formed', async () => {
    const more = {
      ...entry(1),
      actor: { kind: 'person', id: '1', name: `A\0\ud800${'x'.repeat(500)}`, password: 'marked-secret-1' },
      facts: { role: 'viewer', clientSecret: 'marked-secret-2' },
      value: 'marked-secret-3',
    } as unknown as AuditEntry
    const kept = await database.transaction((inside) => record(inside, more))
    expect(JSON.stringify(kept)).not.toContain('marked-secret')
    expect(kept.actor.name).toHaveLength(200)
    const { rows } = await sql<{ whole: string }>`select t::text as whole from audit_log t`.execute(database.kysely)
    expect(rows.map(({ whole }) => whole).join()).not.toContain('marked-secret')
    expect((await verifyChain(database.kysely)).isIntact).toBe(true)
  })
})

describe('whoever gets round the rules is found', () => {
  beforeAll(async () => {
    await open()
    for (let number = 1; number <= 30; number++) await recordOne(number)
  })
  afterAll(close)

  class Undone extends Error {}

  /** What a check finds after the tampering, which is undone afterwards. */
  async function foundAfter(tamper: (db: Kysely<unknown>) => Promise<unknown>, anchor?: { seq: number; hash: string }) {
    let verdict: Awaited<ReturnType<typeof verifyChain>> | undefined
    const work = database.kysely.transaction().execute(async (inside) => {
      // As the owner of the database can.
      await sql`set local session_replication_role = replica`.execute(inside)
      await tamper(inside)
      verdict = await verifyChain(inside, anchor && { anchor })
      throw new Undone()
    })
    await expect(work).rejects.toThrow(Undone)
    return verdict?.findings.map(({ kind, seq }) => `${kind} ${seq}`)
  }

  test('an untouched log has no findings', async () => {
    expect(await foundAfter(async () => undefined)).toEqual([])
  })

  test.each([
    ['actor_kind', `'nobody'`],
    ['actor_id', `'9'`],
    ['actor_name', `'Somebody'`],
    ['actor_address', 'null'],
    ['act', `'job.added'`],
    ['outcome', `case outcome when 'done' then 'refused' else 'done' end`],
    ['subject_kind', `'run'`],
    ['subject_id', `'77'`],
    ['subject_name', `'Other'`],
    ['changed', `'{name}'`],
    ['facts', `'{}'`],
    ['at', `at + interval '1 millisecond'`],
    ['previous', `repeat('1', 64)`],
    ['hash', `repeat('1', 64)`],
  ])('a changed %s', async (column, value) => {
    const found = await foundAfter(statement(`update audit_log set ${column} = ${value} where seq = 12`))
    expect(found).toContain('changed 12')
  })

  test('a removed entry, the first, one in the middle and the last', async () => {
    expect(await foundAfter(statement('delete from audit_log where seq = 1'))).toEqual(['missing 2'])
    expect(await foundAfter(statement('delete from audit_log where seq in (14, 15)'))).toEqual(['missing 16'])
    expect(await foundAfter(statement('delete from audit_log where seq > 28'))).toEqual(['cut-off 28'])
    expect(await foundAfter(statement('delete from audit_log'))).toEqual(['cut-off 0'])
  })

  test('an entry that was put in, and one after the end', async () => {
    const shift = `update audit_log set seq = seq + 1000 where seq >= 10;
      update audit_log set seq = seq - 999 where seq > 1000;
      insert into audit_log select 10, at, actor_kind, actor_id, actor_name, actor_address, act, outcome, subject_kind,
        subject_id, subject_name, changed, facts, previous, hash from audit_log where seq = 9`
    expect(await foundAfter(statement(shift))).toContain('changed 10')
    const append = `insert into audit_log select 31, at, actor_kind, actor_id, actor_name, actor_address, act, outcome,
      subject_kind, subject_id, subject_name, changed, facts, previous, hash from audit_log where seq = 9`
    expect(await foundAfter(statement(append))).toEqual(['out-of-order 31'])
  })

  test('entries in another order', async () => {
    const swap = `update audit_log set seq = 1000 where seq = 7; update audit_log set seq = 7 where seq = 8;
      update audit_log set seq = 8 where seq = 1000`
    expect(await foundAfter(statement(swap))).toEqual(expect.arrayContaining(['changed 7', 'changed 8']))
  })

  test('an entry rewritten together with its own hash', async () => {
    const { entries } = await searchAudit(database.kysely, {}, { after: 13, limit: 1 })
    const [row] = entries
    if (!row) throw new Error('The log has too few entries.')
    const { hash: _, ...link } = { ...row, act: 'job.added' }
    const rewrite = `update audit_log set act = 'job.added', hash = '${hashOf(link)}' where seq = 12`
    expect(await foundAfter(statement(rewrite))).toEqual(['out-of-order 13'])
  })

  test('an end that was cut off together with the head, by the head noted before', async () => {
    const { head } = await verifyChain(database.kysely)
    const cut = `delete from audit_log where seq > 20;
      update audit_head set seq = 20, hash = (select hash from audit_log where seq = 20)`
    expect(await foundAfter(statement(cut))).toEqual([])
    expect(await foundAfter(statement(cut), head)).toEqual(['cut-off 20'])
  })

  test('any of many random changes', async () => {
    const columns = ['actor_name', 'act', 'subject_name', 'subject_id', 'actor_id', 'hash', 'previous']
    for (let round = 0; round < 150; round++) {
      const seq = 1 + ((round * 7) % 30)
      const other = 1 + ((seq + round) % 30)
      const column = columns[round % columns.length]
      const tampering = [
        `update audit_log set ${column} = ${column} || '${round}' where seq = ${seq}`,
        `delete from audit_log where seq = ${seq}`,
        `update audit_log set seq = ${100 + round} where seq = ${seq}`,
        `update audit_log a set act = b.act || 'x', facts = b.facts from audit_log b where a.seq = ${seq} and b.seq = ${other}`,
      ][round % 4]
      expect(await foundAfter(statement(tampering ?? '')), `round ${round}: ${tampering}`).not.toEqual([])
    }
  })
})

test('canonical JSON is one text for one value', () => {
  expect(canonicalJson({ b: 1, a: [{ d: undefined, c: 'é\n' }, null] })).toBe('{"a":[{"c":"é\\n"},null],"b":1}')
  expect(canonicalJson({ a: [1], b: 2 })).toBe(canonicalJson({ b: 2, a: [1] }))
})
