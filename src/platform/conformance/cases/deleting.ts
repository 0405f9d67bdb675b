import assert from 'node:assert/strict'
import type { Case } from '../case.ts'
import { all, has, makesFolders } from '../needs.ts'

export const deleting: readonly Case[] = [
  {
    sentence: 'a file that is deleted is gone, and its neighbours stay',
    needs: has('write', 'delete'),
    run: async ({ at, write, remove, names, text, absent, refused }) => {
      for (const name of ['file', 'file 2', 'fil']) await write(at(name), name)
      await remove(at('file'))
      await absent(at('file'))
      await refused(text(at('file')), 'not-found')
      assert.deepEqual(await names(), ['fil', 'file 2'])
      assert.equal(await text(at('file 2')), 'file 2')
    },
  },
  {
    sentence: 'deleting what is absent is fine',
    needs: has('write', 'delete'),
    run: async ({ at, write, remove, names }) => {
      const file = await write(at('file'), 'x')
      await remove(at('missing'))
      await remove(at('missing', 'deeper'))
      await remove(file)
      await remove(file)
      assert.deepEqual(await names(), [])
    },
  },
  {
    sentence: 'a folder is deleted with all it holds, and nothing else',
    needs: all(makesFolders, has('delete')),
    run: async ({ at, makeFolder, write, remove, names, text, absent }) => {
      await makeFolder(at('a', 'b', 'c'))
      await makeFolder(at('ab'))
      await write(at('a', 'file'), '1')
      await write(at('a', 'b', 'c', 'file'), '2')
      await write(at('ab', 'file'), 'stays')
      await remove(at('a'))
      await absent(at('a'))
      assert.deepEqual(await names(), ['ab'])
      assert.equal(await text(at('ab', 'file')), 'stays')
    },
  },
  {
    sentence: 'a name is free again once what had it is deleted',
    needs: all(makesFolders, has('delete')),
    run: async ({ at, makeFolder, write, remove, text, names }) => {
      await write(at('name'), 'first')
      await remove(at('name'))
      await write(at('name'), 'second', { ifAbsent: true })
      assert.equal(await text(at('name')), 'second')
      await remove(at('name'))
      assert.equal((await makeFolder(at('name'))).isNew, true)
      assert.deepEqual(await names(at('name')), [])
      await remove(at('name'))
      await write(at('name'), 'third')
      assert.equal(await text(at('name')), 'third')
    },
  },
  {
    sentence: 'a folder that holds something is refused where it must be empty, and stays as it is',
    needs: all(makesFolders, has('delete')),
    run: async ({ at, makeFolder, write, remove, names, text, absent, refused }) => {
      await makeFolder(at('full', 'folder'))
      await write(at('full', 'file'), 'stays')
      await refused(remove(at('full'), { ifEmpty: true }), 'precondition-failed')
      assert.deepEqual(await names(at('full')), ['file', 'folder'])
      assert.equal(await text(at('full', 'file')), 'stays')
      await remove(at('full', 'file'), { ifEmpty: true })
      await refused(remove(at('full'), { ifEmpty: true }), 'precondition-failed')
      await remove(at('full', 'folder'), { ifEmpty: true })
      await remove(at('full'), { ifEmpty: true })
      await absent(at('full'))
      await remove(at('full'), { ifEmpty: true })
    },
  },
]
