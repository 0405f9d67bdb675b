import assert from 'node:assert/strict'
import { showPath, type Entry, type Place, type Storage } from '#platform'
import type { Case } from '../case.ts'
import { entriesOf, present, type Context } from '../context.ts'
import { all, has, makesFolders } from '../needs.ts'

const needs = all(makesFolders, has('listDeep'))

export const deep: readonly Case[] = [
  {
    sentence: 'a whole subtree listed at once equals the walk by listings',
    needs,
    run: async (context) => {
      const { at, storage } = context
      await plant(context)
      for (const folder of [at(), at('a'), at('a', 'b'), at('empty')]) {
        assert.deepEqual(await deepList(context, folder), sorted(await walk(storage, folder)))
      }
    },
  },
  {
    sentence: 'a subtree listed at once does not hold the folder itself, nor what lies beside it',
    needs,
    run: async (context) => {
      await plant(context)
      const paths = (await deepList(context, context.at('a'))).map(({ path }) =>
        showPath(path.slice(context.at().path.length)),
      )
      assert.deepEqual(paths.toSorted(), ['a/b', 'a/b/c', 'a/b/c/deep', 'a/b/in b', 'a/in a'])
    },
  },
  {
    sentence: 'a missing subtree is not found, and an empty one empty',
    needs,
    run: async (context) => {
      const { at, makeFolder, refused } = context
      await makeFolder(at('empty'))
      assert.deepEqual(await deepList(context, at('empty')), [])
      await refused(deepList(context, at('missing')), 'not-found')
    },
  },
  {
    sentence: 'a subtree listed at once comes in pages that can be resumed',
    needs,
    run: async (context) => {
      const { storage, folder, settle } = context
      await plant(context)
      await settle()
      const list = present(storage, 'listDeep')
      const everything = sorted(await walk(storage, folder))
      const pages = await Array.fromAsync(list(folder, { pageSize: 2 }))
      assert.deepEqual(sorted(pages.flatMap(({ entries }) => entries)), everything)
      const given: Entry[] = []
      for (const { entries, next } of pages) {
        assert.ok(entries.length <= 2)
        given.push(...entries)
        if (next === undefined) continue
        assert.deepEqual(sorted([...given, ...(await entriesOf(list(folder, { cursor: next })))]), everything)
      }
      assert.equal(pages.at(-1)?.next, undefined)
    },
  },
]

/** Folders whose names begin alike, an empty one, and files at every level. */
async function plant({ at, write, makeFolder }: Context): Promise<void> {
  await makeFolder(at('a', 'b', 'c'))
  await makeFolder(at('ab'))
  await makeFolder(at('empty'))
  await write(at('a', 'in a'), '1')
  await write(at('a', 'b', 'in b'), '22')
  await write(at('a', 'b', 'c', 'deep'), '333')
  await write(at('ab', 'beside'), '4444')
  await write(at('a file'), '55555')
}

async function deepList({ storage, settle }: Context, folder: Place): Promise<readonly Entry[]> {
  await settle()
  return sorted(await entriesOf(present(storage, 'listDeep')(folder)))
}

async function walk(storage: Storage, folder: Place): Promise<readonly Entry[]> {
  const entries = await entriesOf(storage.list(folder))
  const below = await Promise.all(
    entries.filter(({ kind }) => kind === 'folder').map(async (entry) => await walk(storage, entry)),
  )
  return [...entries, ...below.flat()]
}

function sorted(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => (showPath(a.path) < showPath(b.path) ? -1 : 1))
}
