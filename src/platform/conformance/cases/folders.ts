import assert from 'node:assert/strict'
import type { Case } from '../case.ts'
import { all, fact, has, makesFolders } from '../needs.ts'

export const folders: readonly Case[] = [
  {
    sentence: 'a folder made twice is new once and keeps what it holds',
    needs: makesFolders,
    run: async ({ at, makeFolder, write, names, list }) => {
      const first = await makeFolder(at('folder'))
      assert.equal(first.isNew, true)
      await write(at('folder', 'inside'), 'x')
      const second = await makeFolder(at('folder'))
      assert.equal(second.isNew, false)
      assert.deepEqual(second.folder.path, first.folder.path)
      assert.equal(second.folder.id, first.folder.id)
      assert.deepEqual(await names(at('folder')), ['inside'])
      assert.equal((await list()).length, 1)
    },
  },
  {
    sentence: 'a folder is made with those above it that are missing',
    needs: makesFolders,
    run: async ({ at, makeFolder, write, names, text }) => {
      const { isNew } = await makeFolder(at('a', 'b', 'c'))
      assert.equal(isNew, true)
      assert.deepEqual(await names(), ['a'])
      assert.deepEqual(await names(at('a', 'b')), ['c'])
      await write(at('a', 'b', 'c', 'file'), 'deep')
      assert.equal(await text(at('a', 'b', 'c', 'file')), 'deep')
      assert.equal((await makeFolder(at('a', 'b', 'd'))).isNew, true)
      assert.deepEqual(await names(at('a', 'b')), ['c', 'd'])
    },
  },
  {
    sentence: 'making the folder that all is in is fine and changes nothing',
    needs: has('makeFolder'),
    run: async ({ at, makeFolder, list }) => {
      const { isNew, folder } = await makeFolder(at())
      assert.equal(isNew, false)
      assert.equal(folder.kind, 'folder')
      assert.deepEqual(await list(), [])
    },
  },
  {
    sentence: 'one folder made by many at once is one folder',
    needs: makesFolders,
    run: async ({ at, makeFolder, names, isSlow }) => {
      const makers = Array.from({ length: isSlow ? 2 : 8 }, async () => await makeFolder(at('above', 'folder')))
      const made = await Promise.all(makers)
      assert.equal(new Set(made.map(({ folder }) => folder.id)).size, 1)
      assert.deepEqual(await names(), ['above'])
      assert.deepEqual(await names(at('above')), ['folder'])
    },
  },
  {
    sentence: 'a folder where a file is, or below one, is refused and leaves the file as it was',
    needs: all(
      makesFolders,
      fact((facts) => !facts.filesAndFoldersApart, 'a file and a folder may have one name'),
    ),
    run: async ({ at, write, makeFolder, text, names, refused }) => {
      await write(at('file'), 'a file')
      await refused(makeFolder(at('file')), 'not-a-folder', 'already-exists')
      await refused(makeFolder(at('file', 'below')), 'not-a-folder', 'already-exists', 'not-found')
      assert.equal(await text(at('file')), 'a file')
      assert.deepEqual(await names(), ['file'])
    },
  },
  {
    sentence: 'twelve levels of folders are one path',
    needs: all(
      makesFolders,
      fact(({ maxDepth }) => maxDepth === undefined || maxDepth > 20, 'it holds fewer levels'),
      fact(({ maxPath }) => maxPath === undefined || maxPath.count > 200, 'its paths are shorter'),
    ),
    run: async ({ at, makeFolder, write, text, names }) => {
      const levels = Array.from({ length: 12 }, (_, level) => `l${level}`)
      await makeFolder(at(...levels))
      await write(at(...levels, 'leaf'), 'leaf')
      assert.equal(await text(at(...levels, 'leaf')), 'leaf')
      assert.deepEqual(await names(at(...levels)), ['leaf'])
    },
  },
  {
    sentence: 'a place that carries the id of its folder is the same place',
    needs: makesFolders,
    run: async ({ at, makeFolder, write, text, names }) => {
      const { folder } = await makeFolder(at('folder'))
      const { space } = folder
      const parent = folder.id === undefined ? {} : { parentId: folder.id }
      await write({ space, path: [...folder.path, 'file'], ...parent }, 'found')
      await makeFolder({ space, path: [...folder.path, 'sub'], ...parent })
      assert.equal(await text(at('folder', 'file')), 'found')
      assert.deepEqual(await names(folder), ['file', 'sub'])
      assert.deepEqual(await names(), ['folder'])
    },
  },
]
