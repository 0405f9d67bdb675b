import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase, type FreshDatabase } from '#database/testing/template.ts'
import { newProofKey, openProofKey, publicKeyText } from '#engine/proof-key.ts'
import { checkExport } from './check-export.ts'
import { endLine } from './export-end.ts'
import { exportAudit } from './export.ts'
import { hashOf } from './link.ts'
import { auditMigrations } from './migrations.ts'
import { record } from './record.ts'
import type { AuditFilter } from './rows.ts'

const key = openProofKey(newProofKey())
const publicKey = createPublicKey(key)
let fresh: FreshDatabase
let database: Database<unknown>
/** The lines of a whole export of twelve entries, the signed one last. */
let whole: readonly string[]

beforeAll(async () => {
  fresh = await freshDatabase({ migrations: auditMigrations })
  database = await openDatabase<unknown>(fresh.settings, { log: silentLog, maxConnections: 2 })
  for (let number = 1; number <= 12; number++) {
    const subject = { kind: 'job', id: String(number), name: `Job “${number}”` }
    const act = number % 3 === 0 ? 'job.removed' : 'job.added'
    const actor = { kind: 'person', id: '1', name: 'Ada' } as const
    await database.transaction((inside) => record(inside, { actor, act, outcome: 'done', subject }))
  }
  whole = await linesOf({})
})
afterAll(async () => {
  await database.close()
  await fresh.drop()
})

const linesOf = (filter: AuditFilter) => Array.fromAsync(exportAudit(database.kysely, { key, filter }))

async function check(lines: readonly string[], given?: KeyObject) {
  const file = Buffer.from(lines.join(''))
  async function* chunks() {
    for (let at = 0; at < file.length; at += 61) yield file.subarray(at, at + 61)
  }
  return checkExport(chunks(), given)
}

const kindsIn = async (lines: readonly string[], given?: KeyObject) =>
  (await check(lines, given)).findings.map(({ kind }) => kind)

/** The export with one line put through `change`. */
const with5 = (change: (line: string) => string) => whole.map((line, at) => (at === 4 ? change(line) : line))

describe('an export of the audit log', () => {
  test('is intact as it was written, with the key that was given or its own', async () => {
    expect(await check(whole)).toMatchObject({ isIntact: true, key: 'its own', entries: 12, findings: [] })
    expect(await check(whole, publicKey)).toMatchObject({
      isIntact: true,
      key: 'given',
      end: { head: { seq: 12 }, isWhole: true },
    })
  })

  test('that a filter made is as sure, and says that it is not the whole log', async () => {
    const some = await linesOf({ act: 'job.removed' })
    expect(await check(some, publicKey)).toMatchObject({
      isIntact: true,
      entries: 4,
      end: { head: { seq: 12 }, isWhole: false },
    })
    expect(await kindsIn(some.toSpliced(1, 1))).toEqual(['missing', 'changed'])
    expect(await kindsIn([some[1] ?? '', some[0] ?? '', ...some.slice(2)])).toEqual(['out-of-order', 'changed'])
  })

  test('of an empty log is one signed line', async () => {
    const none = await linesOf({ act: 'nothing.done' })
    expect(await check(none, publicKey)).toMatchObject({ isIntact: true, entries: 0 })
  })

  test.for([
    ['an altered name', (line: string) => line.replace('Ada', 'Eve'), 'changed'],
    ['an altered time', (line: string) => line.replace(/"at":"20/, '"at":"19'), 'changed'],
    ['a field that was added', (line: string) => line.replace('{', '{"note":"x",'), 'changed'],
    ['a line that is no entry', () => 'x\n', 'changed'],
    ['an entry twice', (line: string) => line + line, 'out-of-order'],
    ['an entry that is gone', () => '', 'missing'],
    ['a space that changes nothing', (line: string) => line.replace('{', '{ '), 'changed'],
  ] as const)('shows %s', async ([, change, kind]) => {
    const { isIntact, findings } = await check(with5(change), publicKey)
    expect(isIntact).toBe(false)
    expect(findings.map((finding) => finding.kind)).toContain(kind)
  })

  test('names the line that was altered', async () => {
    const { findings } = await check(with5((line) => line.replace('Ada', 'Eve')))
    expect(findings[0]).toEqual({
      kind: 'changed',
      line: 5,
      sentence: 'Entry 5 is not what was recorded: it was changed afterwards.',
    })
  })

  test('shows an order that was changed', async () => {
    const [first = '', second = '', ...rest] = whole
    expect(await kindsIn([second, first, ...rest])).toContain('out-of-order')
  })

  test('shows that its end was cut off, with or without the signed line', async () => {
    const end = whole.at(-1) ?? ''
    expect(await kindsIn(whole.slice(0, -1))).toEqual(['cut-off'])
    expect(await kindsIn([...whole.slice(0, -3), end])).toEqual(['missing', 'cut-off', 'changed'])
    expect(await kindsIn([end])).toContain('cut-off')
    expect(await kindsIn([])).toEqual(['cut-off'])
    expect(await kindsIn([...whole, end])).toEqual(['changed'])
  })

  test('shows an end that was rewritten to fit what is left', async () => {
    const end = (whole.at(-1) ?? '').replace('"entries":12', '"entries":10').replace('"seq":12', '"seq":10')
    expect(await kindsIn([...whole.slice(0, -3), end])).toContain('wrong-signature')
    const partial = (whole.at(-1) ?? '').replace('"isWhole":true', '"isWhole":false')
    expect(await kindsIn([...whole.slice(0, -1), partial])).toEqual(['wrong-signature'])
    const more = (whole.at(-1) ?? '').replace('{"head"', '{"head":0,"head"')
    expect(await kindsIn([...whole.slice(0, -1), more])).toEqual(['wrong-signature'])
  })

  test('that somebody rewrote whole and signed anew is found with the key of the installation alone', async () => {
    const other = openProofKey(newProofKey())
    const row = JSON.parse(whole[11] ?? '')
    const { hash: _, ...link } = { ...row, actor: { ...row.actor, name: 'Eve' }, at: new Date(row.at) }
    const line = `${JSON.stringify({ ...link, hash: hashOf(link) })}\n`
    const lines = [...whole.slice(0, 11), line]
    const sha256 = createHash('sha256').update(lines.join('')).digest('hex')
    const head = { seq: 12, hash: hashOf(link) }
    const end = endLine({ head, entries: 12, isWhole: true, exportedAt: row.at, sha256 }, other)
    expect(await kindsIn([...lines, end])).toEqual([])
    expect(await kindsIn([...lines, end], publicKey)).toEqual(['wrong-key', 'wrong-signature'])
    expect(end).toContain(publicKeyText(other))
  })
})
