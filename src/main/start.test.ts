import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openTestHouse } from './testing/house.ts'

describe('a start that cannot be', () => {
  test('another master key is refused with a sentence, and nothing is lost by it', async () => {
    await using house = await openTestHouse()
    await house.stop()
    const key = join(house.data, 'another.key')
    writeFileSync(key, randomBytes(32).toString('base64'))
    const again = (masterKeyFile?: string) =>
      openTestHouse({
        settings: { data: house.data, databaseUrl: house.databaseUrl, ...(masterKeyFile && { masterKeyFile }) },
      })
    await expect(again(key)).rejects.toThrow(/The master key is not the one .* nothing was opened or changed/)
    await expect(again(`${key}.gone`)).rejects.toThrow(/another.key.gone is not there/)
    await using right = await again()
    expect((await right.ask('GET', '/connections', { token: house.token })).status).toBe(200)
  })

  test('a port that is taken is told of, and so is what to do', async () => {
    await using house = await openTestHouse()
    await expect(openTestHouse({ settings: { port: house.port } })).rejects.toThrow(
      new RegExp(`cannot listen on 127.0.0.1:${house.port}: something listens .* --port`),
    )
  })

  test('a data folder that cannot be made is told of', async () => {
    await using house = await openTestHouse()
    const data = join(house.data, 'local.token')
    await expect(openTestHouse({ settings: { data } })).rejects.toThrow(
      /cannot use its data folder .* a file of that name/,
    )
  })

  test('a database that refuses the sign-in is told of without its password', async () => {
    await using house = await openTestHouse()
    const databaseUrl = house.databaseUrl.replace('postgres://', 'postgres://nobody:sesame@').replace(/@[^@/]*@/, '@')
    const error: unknown = await openTestHouse({ settings: { databaseUrl } }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ message: expect.stringMatching(/refused the connection/) as string })
    expect(String(error)).not.toContain('sesame')
  })
})
