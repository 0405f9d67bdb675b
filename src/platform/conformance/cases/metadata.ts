import assert from 'node:assert/strict'
import type { Fields } from '#platform'
import type { Case } from '../case.ts'
import { entriesOf, present, type Context } from '../context.ts'
import { all, can, fact, has, makesFolders, writes } from '../needs.ts'

const tells = fact((facts) => facts.metadata !== 'none', 'it tells of no metadata')
const filled = all(writes, tells, can('fillIn'))
const needs = all(
  filled,
  has('metadata'),
  fact((facts) => facts.metadata === 'set', 'it lets no metadata be set'),
)

export const metadata: readonly Case[] = [
  {
    sentence: 'what is written has no metadata yet, and listings and stat say so where the platform tells any',
    needs: writes,
    run: async ({ at, write, list, storage, facts }) => {
      const none = facts.metadata === 'none' ? undefined : {}
      assert.deepEqual((await write(at('file'), 'x')).metadata, none)
      assert.deepEqual((await storage.stat(at('file'))).metadata, none)
      assert.deepEqual(
        (await list()).map((entry) => entry.metadata),
        [none],
      )
    },
  },
  {
    sentence:
      'fields that another program fills in are told by listings, deep ones and stat, without a change of content',
    needs: filled,
    run: async ({ at, write, list, text, folder, settle, storage, ground }) => {
      const before = await write(at('file'), 'content')
      const fields = await ground.fillIn?.(before)
      await settle()
      const now = await storage.stat(at('file'))
      assert.deepEqual([now.metadata, now.etag, now.version], [fields, before.etag, before.version])
      assert.deepEqual(
        (await list()).map((entry) => entry.metadata),
        [fields],
      )
      if (storage.listDeep) assert.deepEqual((await entriesOf(storage.listDeep(folder)))[0]?.metadata, fields)
      assert.equal(await text(at('file')), 'content')
    },
  },
  {
    sentence: 'a folder has metadata of its own, and what lies in it keeps its own',
    needs: all(filled, makesFolders),
    run: async ({ at, write, makeFolder, storage, ground }) => {
      const { folder } = await makeFolder(at('folder'))
      await write(at('folder', 'file'), 'x')
      const fields = await ground.fillIn?.(folder)
      assert.deepEqual((await storage.stat(at('folder'))).metadata, fields)
      assert.deepEqual((await storage.stat(at('folder', 'file'))).metadata, {})
    },
  },
  {
    sentence: 'a new content keeps the metadata of its file, and says so',
    needs: filled,
    run: async ({ at, write, storage, ground }) => {
      const fields = await ground.fillIn?.(await write(at('file'), 'old'))
      assert.deepEqual((await write(at('file'), 'new')).metadata, fields)
      assert.deepEqual((await storage.stat(at('file'))).metadata, fields)
    },
  },
  {
    sentence: 'metadata that is set is told, and fields that are not named stay as they are',
    needs,
    run: async (context) => {
      const { at, storage } = context
      const [fields, field] = await filledIn(context)
      const { set } = present(storage, 'metadata')
      await set(at('file'), { [field]: 'another' })
      assert.deepEqual((await storage.stat(at('file'))).metadata, { ...fields, [field]: 'another' })
      await set(at('file'), {})
      assert.deepEqual((await storage.stat(at('file'))).metadata, { ...fields, [field]: 'another' })
    },
  },
  {
    sentence: 'a field that is set to the empty text has no value any more',
    needs,
    run: async (context) => {
      const { at, storage } = context
      const [{ ...left }, field] = await filledIn(context)
      await present(storage, 'metadata').set(at('file'), { [field]: '' })
      Reflect.deleteProperty(left, field)
      assert.deepEqual((await storage.stat(at('file'))).metadata, left)
    },
  },
  {
    sentence: 'setting metadata changes neither content nor etag nor version nor times',
    needs,
    run: async (context) => {
      const { at, text, storage } = context
      const [, field] = await filledIn(context)
      const { etag, version, size, modifiedAt } = await storage.stat(at('file'))
      await present(storage, 'metadata').set(at('file'), { [field]: 'another' })
      const now = await storage.stat(at('file'))
      assert.deepEqual([now.etag, now.version, now.size, now.modifiedAt], [etag, version, size, modifiedAt])
      assert.equal(await text(at('file')), 'content')
    },
  },
  {
    sentence:
      'a field that the platform does not have is refused with all that goes with it, and so is what is not there',
    needs,
    run: async (context) => {
      const { at, refused, storage } = context
      const [fields, field] = await filledIn(context)
      const { set } = present(storage, 'metadata')
      await refused(set(at('file'), { [field]: 'another', 'no field of this name': 'x' }), 'unsupported')
      assert.deepEqual((await storage.stat(at('file'))).metadata, fields)
      await refused(set(at('missing'), { [field]: 'x' }), 'not-found')
    },
  },
]

/** A file with metadata, and one of its fields. */
async function filledIn({ at, write, ground, inapplicable }: Context): Promise<readonly [Fields, string]> {
  const fields = (await ground.fillIn?.(await write(at('file'), 'content'))) ?? {}
  const [field] = Object.keys(fields)
  return field === undefined ? inapplicable('no field was filled in') : [fields, field]
}
