import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { auditMigrations } from '#audit/migrations.ts'
import { openDatabase, type Database } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase, type FreshDatabase } from '#database/testing/template.ts'
import { jobMigrations } from '#jobs/rows.ts'
import { runMigrations } from '#runs/migrations.ts'
import { changeMasterKey, endMasterKeyChange } from './change-master-key.ts'
import { allKeys, currentKey } from './key-rows.ts'
import { openKeys } from './keys.ts'
import { makeKey, masterKeysIn, nextKeyFile, oldKeyFile } from './master-key.ts'
import { connectionMigrations } from './migrations.ts'

const migrations = [...connectionMigrations, ...jobMigrations, ...runMigrations, ...auditMigrations]
let fresh: FreshDatabase
let database: Database<unknown>
let db: Kysely<unknown>
let folder: string
let file: string
let sealed: string

beforeEach(async () => {
  fresh = await freshDatabase({ migrations })
  database = await openDatabase<unknown>(fresh.settings, { log: silentLog, maxConnections: 4 })
  db = database.kysely
  folder = mkdtempSync(join(tmpdir(), 'gantry-keys-'))
  file = join(folder, 'master.key')
  makeKey(file)
  const keys = await openKeys(db, masterKeysIn(file))
  sealed = await keys.seal(db, 'sesame', 'here')
  await database.transaction((inside) => keys.add(inside))
})
afterEach(async () => {
  await database.close()
  await fresh.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** What was sealed, opened by a process that has just started. */
const opened = async () => (await openKeys(db, masterKeysIn(file))).open(db, sealed, 'here')

const change = (transaction: Database<unknown>['transaction'] = (work) => database.transaction(work)) =>
  changeMasterKey({ file, transaction })

const breaking = (when: 'before' | 'after') =>
  change(async (work) => {
    await database.transaction(async (inside) => {
      await work(inside)
      if (when === 'before') throw new Error('the power is gone')
    })
    throw new Error('the power is gone')
  })

test('every data key is wrapped with the new master key, which takes the place of the old one', async () => {
  const [before, oldKey] = [await allKeys(db), readFileSync(file, 'utf8')]
  expect(await change()).toEqual({ keys: 2, file, oldFile: oldKeyFile(file) })
  const after = await allKeys(db)
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  for (const [at, { wrapped }] of after.entries()) expect(wrapped).not.toBe(before[at]?.wrapped)
  expect([readFileSync(oldKeyFile(file), 'utf8'), existsSync(nextKeyFile(file))]).toEqual([oldKey, false])
  expect([file, oldKeyFile(file)].map((one) => statSync(one).mode & 0o777)).toEqual([0o600, 0o600])
  expect(await opened()).toBe('sesame')
  writeFileSync(file, oldKey)
  await expect(opened()).rejects.toThrow(/after a change of the master key that is the new one/)
})

test('broken off before its commit the old key opens everything, and the next change uses the key that waits', async () => {
  const [before, oldKey] = [await allKeys(db), readFileSync(file, 'utf8')]
  await expect(breaking('before')).rejects.toThrow('the power is gone')
  expect([await allKeys(db), readFileSync(file, 'utf8'), await opened()]).toEqual([before, oldKey, 'sesame'])
  const newest = await currentKey(db)
  expect(newest && endMasterKeyChange(file, newest)).toBe(false)
  const waiting = readFileSync(nextKeyFile(file), 'utf8')
  await change()
  expect([readFileSync(file, 'utf8'), await opened()]).toEqual([waiting, 'sesame'])
})

test.for(['a start', 'the same command'])(
  'broken off after its commit the new key opens everything where it waits, and %s ends the change',
  async (by) => {
    const oldKey = readFileSync(file, 'utf8')
    await expect(breaking('after')).rejects.toThrow('the power is gone')
    expect([readFileSync(file, 'utf8'), await opened()]).toEqual([oldKey, 'sesame'])
    const [waiting, wrapped, newest] = [
      readFileSync(nextKeyFile(file), 'utf8'),
      await allKeys(db),
      await currentKey(db),
    ]
    if (by === 'a start') expect(newest && endMasterKeyChange(file, newest)).toBe(true)
    else expect(await change()).toMatchObject({ keys: 2 })
    expect([readFileSync(file, 'utf8'), readFileSync(oldKeyFile(file), 'utf8')]).toEqual([waiting, oldKey])
    expect([await allKeys(db), existsSync(nextKeyFile(file)), await opened()]).toEqual([wrapped, false, 'sesame'])
  },
)

test('a key that nobody had time to write is made again', async () => {
  writeFileSync(nextKeyFile(file), 'AAAA')
  expect(await opened()).toBe('sesame')
  await change()
  expect(await opened()).toBe('sesame')
})

test('of two who change it at once both are told of a key that opens everything', async () => {
  await Promise.all([change(), change()])
  expect(await opened()).toBe('sesame')
})

test('a process that runs meanwhile makes no data key with the master key of before', async () => {
  const keys = await openKeys(db, masterKeysIn(file))
  await breaking('after').catch(() => undefined)
  await database.transaction((inside) => keys.add(inside))
  expect(await opened()).toBe('sesame')
  await change()
  await database.transaction((inside) => keys.add(inside))
  expect([await keys.open(db, sealed, 'here'), await opened()]).toEqual(['sesame', 'sesame'])
})

test('a database without data keys is left alone', async () => {
  await sql`delete from data_keys`.execute(db)
  await expect(change()).rejects.toThrow(/Start Gantry once/)
})
