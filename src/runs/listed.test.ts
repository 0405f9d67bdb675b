import { expect, test } from 'vitest'
import { freshDatabase } from '#database/testing/template.ts'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { tree } from '#engine/testing/tree.ts'
import { nameOf } from '#platform'
import { openListing } from './listed.ts'
import { stageMigrations } from './testing/open-stage.ts'

const root = { space: 's', path: [] }

test('a scan that overtook another sees nothing of what that one listed, and is left alone by it', async () => {
  const { settings } = await freshDatabase({ migrations: stageMigrations })
  const database = await openDatabase<unknown>(settings, { log: silentLog })
  try {
    const source = tree()
    const scene = {
      db: database.kysely,
      run: { id: '1' },
      source: { ...source, listDeep: source.list, budget: () => undefined },
      destination: tree(),
      signal: new AbortController().signal,
      clock: { now: () => 0, sleep: async () => undefined },
    }
    source.put(['gone meanwhile.pdf'], 'a')
    const earlier = await openListing(scene, 1, 'source', root)
    expect((await earlier.children(root)).map(({ path }) => nameOf(path))).toEqual(['gone meanwhile.pdf'])
    source.files.clear()
    source.put(['new.pdf'], 'b')

    const later = await openListing(scene, 2, 'source', root)
    await expect(earlier.children(root)).rejects.toThrow('was lost')
    await earlier.close()
    expect((await later.children(root)).map(({ path }) => nameOf(path))).toEqual(['new.pdf'])
    await later.close()
    await expect(later.children(root)).rejects.toThrow('was lost')
  } finally {
    await database.close()
  }
})
