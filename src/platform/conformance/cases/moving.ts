import assert from 'node:assert/strict'
import type { Case } from '../case.ts'
import { all, fact, has, makesFolders, oneOfAName } from '../needs.ts'

const needs = all(makesFolders, has('move'))

export const moving: readonly Case[] = [
  {
    sentence: 'a renamed file keeps its content, and its old name is free',
    needs: has('write', 'move'),
    run: async ({ at, write, move, text, names, absent, storage }) => {
      await write(at('old.txt'), 'content')
      const moved = await move(at('old.txt'), at('new.txt'))
      assert.deepEqual(moved, await storage.stat(at('new.txt')))
      assert.equal(await text(at('new.txt')), 'content')
      await absent(at('old.txt'))
      assert.deepEqual(await names(), ['new.txt'])
    },
  },
  {
    sentence: 'a file moves into another folder, by its path or its entry',
    needs,
    run: async ({ at, makeFolder, write, move, text, names }) => {
      await makeFolder(at('to', 'deeper'))
      const entry = await write(at('one'), '1')
      await write(at('two'), '2')
      await move(entry, at('to', 'one'))
      await move(at('two'), at('to', 'deeper', 'zwei'))
      assert.equal(await text(at('to', 'one')), '1')
      assert.equal(await text(at('to', 'deeper', 'zwei')), '2')
      assert.deepEqual(await names(), ['to'])
    },
  },
  {
    sentence: 'a folder moves with all it holds',
    needs,
    run: async ({ at, makeFolder, write, move, text, names, absent }) => {
      await makeFolder(at('from', 'sub'))
      await makeFolder(at('to'))
      await write(at('from', 'sub', 'file'), 'inside')
      const moved = await move(at('from'), at('to', 'renamed'))
      assert.equal(moved.kind, 'folder')
      assert.equal(await text(at('to', 'renamed', 'sub', 'file')), 'inside')
      await absent(at('from'))
      assert.deepEqual(await names(at('to')), ['renamed'])
    },
  },
  {
    sentence: 'nothing is moved onto something that is there',
    needs: all(needs, oneOfAName),
    run: async ({ at, makeFolder, write, move, text, names, refused }) => {
      await write(at('file'), 'moves')
      await write(at('other'), 'stays')
      await makeFolder(at('folder'))
      await makeFolder(at('second'))
      await refused(move(at('file'), at('other')), 'already-exists')
      await refused(move(at('folder'), at('second')), 'already-exists')
      assert.equal(await text(at('file')), 'moves')
      assert.equal(await text(at('other')), 'stays')
      assert.deepEqual(await names(), ['file', 'folder', 'other', 'second'])
    },
  },
  {
    sentence: 'a file is not moved onto a folder, nor a folder onto a file',
    needs: all(
      needs,
      fact((facts) => !facts.filesAndFoldersApart, 'a file and a folder may have one name'),
    ),
    run: async ({ at, makeFolder, write, move, names, text, refused }) => {
      await write(at('file'), 'a file')
      await makeFolder(at('folder'))
      await refused(move(at('file'), at('folder')), 'already-exists')
      await refused(move(at('folder'), at('file')), 'already-exists')
      assert.equal(await text(at('file')), 'a file')
      assert.deepEqual(await names(), ['file', 'folder'])
    },
  },
  {
    sentence: 'a rename that changes only the case shows in the listing',
    needs,
    run: async ({ at, makeFolder, write, move, text, names }) => {
      await write(at('plan.pdf'), 'a plan')
      await makeFolder(at('folder'))
      await move(at('plan.pdf'), at('Plan.PDF'))
      await move(at('folder'), at('FOLDER'))
      assert.deepEqual(await names(), ['FOLDER', 'Plan.PDF'])
      assert.equal(await text(at('Plan.PDF')), 'a plan')
    },
  },
  {
    sentence: 'moving what is missing, or into a folder that is missing, is not found',
    needs,
    run: async ({ at, write, move, text, names, refused }) => {
      await write(at('file'), 'stays')
      await refused(move(at('missing'), at('new')), 'not-found')
      await refused(move(at('file'), at('missing', 'file')), 'not-found')
      assert.equal(await text(at('file')), 'stays')
      assert.deepEqual(await names(), ['file'])
    },
  },
  {
    sentence: 'a folder is not moved into itself',
    needs,
    run: async ({ at, makeFolder, write, move, text, refused }) => {
      await makeFolder(at('folder', 'sub'))
      await write(at('folder', 'file'), 'stays')
      await refused(move(at('folder'), at('folder', 'sub', 'folder')), 'unsupported')
      await refused(move(at('folder'), at('folder', 'folder')), 'unsupported')
      assert.equal(await text(at('folder', 'file')), 'stays')
    },
  },
]
