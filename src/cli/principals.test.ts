import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { mappedPrincipals, principalPage } from '#api/contract/principals.ts'
import { answer, fakeApi, type FakeApi } from './testing/fake-api.ts'
import { typeCommand } from './testing/type-command.ts'

let api: FakeApi | undefined

afterEach(async () => {
  await api?.close()
  api = undefined
})

test('who has permissions is listed, with who they are and what stays behind', async () => {
  const ada = { id: 'u1', kind: 'person' as const, name: 'Ada Marsh', email: 'ada@quay.example', grants: 4, owned: 0 }
  const side = 'source'
  api = await fakeApi({
    listPrincipals: () =>
      answer(principalPage, {
        principals: [
          { side, ...ada, state: 'mapped' },
          { side, id: 'g1', kind: 'group', name: 'Crew', grants: 7, owned: 1, state: 'unmapped' },
        ],
        sums: { all: 2, unmapped: 1, unmappedGrants: 7, unmappedOwned: 1 },
      }),
  })
  expect(await typeCommand(['jobs', 'principals', '3', '--server', api.url])).toEqual({
    exitCode: 0,
    output:
      'source\tu1\tperson\tAda Marsh\tada@quay.example\t4\t0\tmapped\tby e-mail\nsource\tg1\tgroup\tCrew\t–\t7\t1\tunmapped\t–\n',
    errors: '2 principals; 1 not mapped, which leaves 7 permissions and 1 owner behind.\n',
  })
})

test('one is mapped, left out or forgotten, and many come from a file', async () => {
  const counts = { mapped: 1, leftOut: 0, removed: 0 }
  api = await fakeApi({
    mapPrincipals: () => answer(mappedPrincipals, counts),
    importPrincipals: () => answer(mappedPrincipals, { ...counts, mapped: 40, leftOut: 2 }),
  })
  const { url, heard } = api
  const map = (...words: readonly string[]) => typeCommand(['jobs', 'map', '3', ...words, '--server', url])
  expect((await map('u1', 'ada@quay.example')).output).toBe('1 principal mapped. It counts from the next run on.\n')
  await map('g1', '--leave-out')
  await map('g1', '--forget')
  const sent = heard.map(({ body }) => (JSON.parse(body ?? '') as { rows: unknown[] }).rows[0])
  expect(sent).toEqual([
    { source: 'u1', destination: 'ada@quay.example' },
    { source: 'g1', destination: null },
    { source: 'g1', destination: '' },
  ])
  expect(await map('u1')).toMatchObject({
    exitCode: 2,
    errors: expect.stringContaining('Say who “u1” is at the destination'),
  })
  expect(await map('--from', 'nowhere.csv')).toMatchObject({
    exitCode: 1,
    errors: 'nowhere.csv cannot be read: it is not there.\n',
  })

  const folder = await mkdtemp(join(tmpdir(), 'gantry-principals-'))
  try {
    const file = join(folder, 'people.csv')
    await writeFile(file, 'Source id,Destination\nu1,a\n')
    expect((await map('--from', file)).output).toBe(
      '40 principals mapped, 2 left out. It counts from the next run on.\n',
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})
