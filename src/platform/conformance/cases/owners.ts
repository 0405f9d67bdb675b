import assert from 'node:assert/strict'
import type { Case } from '../case.ts'
import { present, twoPrincipals } from '../context.ts'
import { all, fact, has, makesFolders } from '../needs.ts'

const needs = all(
  has('write', 'owners', 'principals'),
  fact((facts) => facts.keepsOwners, 'its entries have no owners that can be set'),
)

export const owners: readonly Case[] = [
  {
    sentence: 'an owner that is set is told, and setting another replaces them',
    needs,
    run: async (context) => {
      const { at, write, storage } = context
      await write(at('file'), 'x')
      const { of, set } = present(storage, 'owners')
      for (const one of await twoPrincipals(context)) {
        await set(at('file'), one.id)
        assert.deepEqual(await of(at('file')), one)
      }
    },
  },
  {
    sentence: 'a folder has an owner of its own, and what lies in it keeps its own',
    needs: all(needs, makesFolders),
    run: async (context) => {
      const { at, write, makeFolder, storage } = context
      await makeFolder(at('folder'))
      await write(at('folder', 'file'), 'x')
      const [one, other] = await twoPrincipals(context)
      const { of, set } = present(storage, 'owners')
      await set(at('folder', 'file'), one.id)
      await set(at('folder'), other.id)
      assert.equal((await of(at('folder')))?.id, other.id)
      assert.equal((await of(at('folder', 'file')))?.id, one.id)
    },
  },
  {
    sentence: 'setting an owner changes no content, and a new content keeps them',
    needs,
    run: async (context) => {
      const { at, write, text, storage } = context
      const before = await write(at('file'), 'content')
      const [one] = await twoPrincipals(context)
      const { of, set } = present(storage, 'owners')
      await set(at('file'), one.id)
      const after = await storage.stat(at('file'))
      assert.deepEqual([after.etag, after.size, await text(at('file'))], [before.etag, before.size, 'content'])
      await write(at('file'), 'another')
      assert.equal((await of(at('file')))?.id, one.id)
    },
  },
  {
    sentence: 'an owner whom nobody knows, and one of what is not there, are refused and change nothing',
    needs,
    run: async (context) => {
      const { at, write, refused, storage } = context
      await write(at('file'), 'x')
      const [one] = await twoPrincipals(context)
      const { of, set } = present(storage, 'owners')
      await set(at('file'), one.id)
      await refused(set(at('file'), 'nobody at all'), 'unsupported')
      assert.equal((await of(at('file')))?.id, one.id)
      await refused(of(at('missing')), 'not-found')
      await refused(set(at('missing'), one.id), 'not-found')
    },
  },
]
