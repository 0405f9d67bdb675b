import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { changeMasterKey } from '#connections/change-master-key.ts'
import { nextKeyFile } from '#connections/master-key.ts'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { changeMasterKeyOf } from './change-master-key.ts'
import { harbour } from './testing/harbour.ts'
import { openTestHouse, type TestHouse } from './testing/house.ts'

const values = { domain: 'https://harbour.example', clientId: 'crane', clientSecret: 'sesame-4711' }
const platforms = [harbour('Gantry robot')]

/** A house with a sealed secret and two data keys. */
async function sealedHouse(): Promise<TestHouse> {
  const house = await openTestHouse({ platforms })
  await house.ask('POST', '/connections', { json: { platform: 'harbour', way: 'service', values } })
  await house.ask('POST', '/settings/keys/rotation')
  return house
}

const opens = async (house: TestHouse) =>
  (await house.ask('POST', '/connections/Harbour/test')).json['succeeded'] === true

const startAgain = ({ data, databaseUrl }: TestHouse, masterKeyFile?: string) =>
  openTestHouse({ platforms, settings: { data, databaseUrl, ...(masterKeyFile !== undefined && { masterKeyFile }) } })

async function onDatabase<Result>({ databaseUrl }: TestHouse, work: (database: Db) => Promise<Result>) {
  const database = await openDatabase<unknown>({ url: databaseUrl }, { log: silentLog, maxConnections: 2 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
type Db = Awaited<ReturnType<typeof openDatabase<unknown>>>

const breakingAfter =
  ({ transaction }: Db): Db['transaction'] =>
  async (work) => {
    await transaction(work)
    throw new Error('the power is gone')
  }

const rowsOf = (house: TestHouse) =>
  onDatabase(house, async ({ kysely }) => {
    const { rows: sealed } = await sql`select name as what, sealed from own_secrets
      union all select name, sealed from connections order by what`.execute(kysely)
    const { rows: keys } = await sql<{ wrapped: string }>`select wrapped from data_keys order by id`.execute(kysely)
    return { sealed, keys: keys.map(({ wrapped }) => wrapped) }
  })

const settingsOf = ({ data, databaseUrl }: TestHouse, masterKeyFile?: string) =>
  ({ data, databaseUrl, masterKeyFile, workers: 1 }) as unknown as Parameters<typeof changeMasterKeyOf>[0]

test('a new master key takes the place of the old one while Gantry runs, and no secret is sealed anew', async () => {
  await using house = await sealedHouse()
  const file = join(house.data, 'master.key')
  const oldKey = readFileSync(file, 'utf8')
  const before = await rowsOf(house)
  const change = await changeMasterKeyOf(settingsOf(house), undefined)
  const after = await rowsOf(house)
  expect(change).toEqual({ keys: before.keys.length, file, oldFile: `${file}.old` })
  expect(after.sealed).toEqual(before.sealed)
  expect(after.keys.filter((wrapped) => before.keys.includes(wrapped))).toEqual([])
  expect(readFileSync(`${file}.old`, 'utf8')).toBe(oldKey)
  expect([readFileSync(file, 'utf8') === oldKey, existsSync(nextKeyFile(file))]).toEqual([false, false])

  expect(await opens(house)).toBe(true)
  // The running server reads the new key when it needs one: to wrap another data key.
  expect((await house.ask('POST', '/settings/keys/rotation')).json).toMatchObject({ unopened: 0 })
  const { json } = await house.ask('GET', '/audit?act=master-key.changed')
  expect(json['entries']).toMatchObject([{ actor: { kind: 'local' }, subject: { name: 'master key' } }])

  // Another change, of which the power is lost just after the commit.
  const secondKey = readFileSync(file, 'utf8')
  await expect(
    onDatabase(house, (database) => changeMasterKey({ file, transaction: breakingAfter(database) })),
  ).rejects.toThrow()
  expect((await house.ask('POST', '/settings/keys/rotation')).json).toMatchObject({ unopened: 0 })
  await house.stop()
  const thirdKey = readFileSync(nextKeyFile(file), 'utf8')
  await using again = await startAgain(house)
  expect(await opens(again)).toBe(true)
  expect([readFileSync(file, 'utf8'), readFileSync(`${file}.old`, 'utf8'), existsSync(nextKeyFile(file))]).toEqual([
    thirdKey,
    secondKey,
    false,
  ])
})

test('where a setting names the key, the new one is made in the file that is named, and the setting has to follow', async () => {
  await using house = await sealedHouse()
  const [file, newFile] = [join(house.data, 'master.key'), join(house.data, 'second.key')]
  await house.stop()
  await expect(changeMasterKeyOf(settingsOf(house, file), undefined)).rejects.toThrow(/Name the file .* --new-key/)
  const change = await changeMasterKeyOf(settingsOf(house, file), newFile)
  expect(change).toMatchObject({ file: newFile, oldFile: file })
  await expect(startAgain(house, file)).rejects.toThrow(/after a change of the master key that is the new one/)
  await using again = await startAgain(house, newFile)
  expect(await opens(again)).toBe(true)
})
