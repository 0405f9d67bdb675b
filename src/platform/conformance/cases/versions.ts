import assert from 'node:assert/strict'
import type { Case } from '../case.ts'
import { present } from '../context.ts'
import { all, fact, has } from '../needs.ts'

const needs = all(
  has('write', 'versions'),
  fact((facts) => facts.keepsVersions, 'it keeps no versions'),
)
const contents = ['one', 'the second', 'and the third version']

export const versions: readonly Case[] = [
  {
    sentence: 'every write of a file adds a version, listed oldest first',
    needs,
    run: async ({ at, write, list, storage }) => {
      for (const content of contents) await write(at('file'), content)
      const kept = await present(storage, 'versions')(at('file'))
      assert.deepEqual(
        kept.map(({ number }) => number),
        [1, 2, 3],
      )
      assert.deepEqual(
        kept.map(({ isCurrent }) => isCurrent),
        [false, false, true],
      )
      for (const [at, { size }] of kept.entries()) assert.equal(size ?? contents[at]?.length, contents[at]?.length)
      assert.equal(new Set(kept.map(({ id }) => id)).size, 3)
      assert.equal((await list()).length, 1)
      assert.equal((await storage.stat(at('file'))).version, kept[2]?.id)
    },
  },
  {
    sentence: 'the number of the current version, where it is told, is its number among the versions',
    needs,
    run: async ({ at, write, list, storage }) => {
      for (const [before, content] of contents.entries()) {
        const written = await write(at('file'), content)
        const [listed] = await list()
        for (const entry of [written, listed, await storage.stat(at('file'))]) {
          assert.equal(entry?.versionNumber ?? before + 1, before + 1)
        }
      }
    },
  },
  {
    sentence: 'an old version reads as it was, also in ranges, and the current one stays',
    needs,
    run: async ({ at, write, text, storage }) => {
      for (const content of contents) await write(at('file'), content)
      const kept = await present(storage, 'versions')(at('file'))
      for (const [number, { id }] of kept.entries()) {
        const content = contents[number] ?? ''
        assert.equal(await text(at('file'), { version: id }), content)
        assert.equal(await text(at('file'), { version: id, range: { start: 1, end: 3 } }), content.slice(1, 3))
      }
      assert.equal(await text(at('file')), contents[2])
    },
  },
  {
    sentence: 'a version that is not there is not found',
    needs,
    run: async ({ at, write, text, refused, storage }) => {
      await write(at('file'), 'x')
      await refused(text(at('file'), { version: '404404404404' }), 'not-found')
      await refused(present(storage, 'versions')(at('missing')), 'not-found')
    },
  },
  {
    sentence: 'a write that fails adds no version',
    needs,
    run: async ({ at, write, refused, storage }) => {
      const { etag } = await write(at('file'), 'one')
      await refused(
        write(at('file'), {
          size: 9,
          async *open() {
            yield Buffer.from('short')
          },
        }),
        'short-content',
      )
      await refused(write(at('file'), 'two', { ifMatch: `not ${etag}` }), 'precondition-failed')
      assert.equal((await present(storage, 'versions')(at('file'))).length, 1)
    },
  },
]
