import assert from 'node:assert/strict'
import { isStorageError } from '#platform'
import type { Case } from '../case.ts'
import type { Context } from '../context.ts'
import { bytesOf } from '../content.ts'
import { all, has, oneOfAName, writes } from '../needs.ts'

export const conditions: readonly Case[] = [
  {
    sentence: 'a write that asks for absence succeeds only once',
    needs: all(writes, oneOfAName),
    run: async ({ at, write, text, list, refused }) => {
      const entry = await write(at('file'), 'first', { ifAbsent: true })
      await refused(write(at('file'), 'second', { ifAbsent: true }), 'already-exists')
      assert.equal(await text(at('file')), 'first')
      assert.deepEqual(await list(), [entry])
    },
  },
  {
    sentence: 'a write on the condition of the etag that is there replaces the file',
    needs: writes,
    run: async (context) => {
      const { at, write, text } = context
      const before = await written(context, 'first')
      await write(at('file'), 'second', { ifMatch: before.etag })
      assert.equal(await text(at('file')), 'second')
    },
  },
  {
    sentence: 'a write on the condition of an etag that is no longer there is refused and changes nothing',
    needs: writes,
    run: async (context) => {
      const { at, write, text, refused, storage } = context
      const before = await written(context, 'first')
      const now = await write(at('file'), 'between')
      await refused(write(at('file'), 'second', { ifMatch: before.etag }), 'precondition-failed')
      assert.equal(await text(at('file')), 'between')
      assert.deepEqual(await storage.stat(at('file')), now)
    },
  },
  {
    sentence: 'a write on the condition of an etag is refused where there is no file',
    needs: has('write', 'delete'),
    run: async (context) => {
      const { at, write, remove, absent, refused } = context
      const before = await written(context, 'first')
      await remove(at('file'))
      await refused(write(at('file'), 'second', { ifMatch: before.etag }), 'precondition-failed')
      await absent(at('file'))
    },
  },
  {
    sentence: 'an etag stays while nothing changes and is another one for another content of the same size',
    needs: writes,
    run: async (context) => {
      const { at, write, storage } = context
      const before = await written(context, 'first')
      assert.equal((await storage.stat(at('file'))).etag, before.etag)
      const after = await write(at('file'), 'other')
      assert.notEqual(after.etag, before.etag)
    },
  },
  {
    sentence: 'of many writers that ask for absence at once one succeeds, and its content is there',
    needs: all(writes, oneOfAName),
    run: async ({ at, write, text, names, isSlow }) => {
      const writers = Array.from({ length: isSlow ? 2 : 6 }, (_, number) => `writer ${number}`)
      const outcomes = await Promise.allSettled(
        writers.map(async (content) => (await write(at('file'), content, { ifAbsent: true }), content)),
      )
      const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []))
      const losers = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
      assert.equal(winners.length, 1)
      for (const loser of losers) assert.ok(isStorageError(loser, 'already-exists'), String(loser))
      assert.equal(await text(at('file')), winners[0])
      assert.deepEqual(await names(), ['file'])
    },
  },
  {
    sentence: 'two writers of one name at once leave one whole content',
    needs: all(writes, oneOfAName),
    run: async ({ at, write, bytes, names, isSlow }) => {
      const contents = [bytesOf(300_000, 1), bytesOf(200_001, 2)]
      for (let round = 0; round < (isSlow ? 1 : 5); round++) {
        const outcomes = await Promise.allSettled(contents.map(async (content) => await write(at('file'), content)))
        assert.ok(outcomes.some(({ status }) => status === 'fulfilled'))
        const kept = await bytes(at('file'))
        assert.ok(
          contents.some((content) => content.equals(kept)),
          `${kept.length} bytes of two contents are there`,
        )
        assert.deepEqual(await names(), ['file'])
      }
    },
  },
  {
    sentence: 'many files written at once all arrive',
    needs: writes,
    run: async ({ at, write, text, names, isSlow }) => {
      const all = Array.from({ length: isSlow ? 5 : 40 }, (_, number) => `file ${number}`)
      await Promise.all(all.map(async (name) => await write(at(name), name)))
      assert.deepEqual(await names(), all.toSorted())
      for (const name of all) assert.equal(await text(at(name)), name)
    },
  },
]

/** A file and its etag, where the platform gives etags. */
async function written({ at, write, inapplicable }: Context, content: string) {
  const entry = await write(at('file'), content)
  return { ...entry, etag: entry.etag ?? inapplicable('it gives no etags') }
}
