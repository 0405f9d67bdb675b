import { expect, test } from 'vitest'
import { tree } from '#engine/testing/tree.ts'
import { StorageError, type FailureKind } from '#platform'
import type { ChildPlace } from './found.ts'
import { lookInto } from './look-into.ts'

function rowsOf(count: number): readonly ChildPlace[] {
  const place = { connection: 'Disk', space: 's', path: [], shown: 'Disk:Main' }
  return Array.from({ length: count }, (_, at) => ({
    name: `F${at}`,
    row: at + 1,
    key: String(at),
    source: { ...place, path: [`F${at}`] },
    destination: place,
  }))
}

/** Every folder is there but those that fail. */
async function looked(rows: readonly ChildPlace[], failing: Readonly<Record<string, FailureKind>> = {}) {
  const disk = tree()
  for (const { source } of rows) disk.put([...source.path, 'a.pdf'], 'a')
  const { list } = disk
  const atOnce = { now: 0, most: 0 }
  const seen: string[] = []
  disk.list = async function* (folder, options) {
    const name = folder.path[0] ?? ''
    seen.push(name)
    atOnce.most = Math.max(atOnce.most, ++atOnce.now)
    try {
      const kind = failing[name]
      if (kind) throw new StorageError({ kind, message: `The disk refused to list “${name}”.` })
      yield* list(folder, options)
    } finally {
      atOnce.now--
    }
  }
  const look = async ({ space, path }: ChildPlace['source']) => ({ storage: disk, title: 'Disk', at: { space, path } })
  return { ...(await lookInto(rows, { look, signal: new AbortController().signal })), seen, atOnce: atOnce.most }
}

test('rows that cannot be read are named in their order, with what to do', async () => {
  const { unreadable, unseen } = await looked(rowsOf(5), { F3: 'forbidden', F1: 'invalid-name' })
  expect(unseen).toBeUndefined()
  expect(unreadable.map(({ name, why }) => `${name}: ${why}`)).toEqual([
    'Row 2 (F1): Its source cannot be read: The disk refused to list “F1”. Correct the path.',
    'Row 4 (F3): Its source cannot be read: The disk refused to list “F3”. Let the account of the connection read it, or take the row out.',
  ])
})

test('one folder is looked into once for all its rows, few at a time and not without end', async () => {
  const [first, ...others] = rowsOf(3)
  const same = [first, ...others].map((row, at) => ({ ...row, ...(at > 0 && { source: others[0]?.source }) }))
  expect((await looked(same as ChildPlace[], { F1: 'not-found' })).unreadable).toHaveLength(2)

  const { seen, unseen, atOnce } = await looked(rowsOf(130))
  expect(seen).toHaveLength(100)
  expect(atOnce).toBe(8)
  expect(unseen).toContain('The sources of 30 of 130 rows were not looked into: only the first 100 folders are')
})

test('a platform that is away makes no row wrong, and how many were not looked into is said', async () => {
  const { unreadable, unseen } = await looked(rowsOf(20), { F0: 'unavailable' })
  expect(unreadable).toEqual([])
  expect(unseen).toMatch(/^The sources of \d+ of 20 rows were not looked into: The disk refused to list “F0”/)
})
