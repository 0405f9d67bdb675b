import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import type { Entry, Take, Taken } from '#platform'
import type { Case } from '../case.ts'
import { present, type Context } from '../context.ts'
import { bytesOf, contentOf } from '../content.ts'
import { all, can, makesFolders, has } from '../needs.ts'

const needs = all(makesFolders, has('takeFrom'), can('source'))

export const taking: readonly Case[] = [
  {
    sentence: 'files taken straight from another storage of its kind arrive whole, with their hashes',
    needs,
    run: async (context) => {
      const { at, makeFolder, bytes, storage, facts } = context
      await makeFolder(at('folder'))
      const sizes = [facts.minFileBytes, 1, 4097, 1_200_000]
      const contents = sizes.map((size) => bytesOf(size))
      const { takes, taken } = await take(context, contents, (number) => at('folder', `file ${number}`))
      assert.deepEqual(new Set(taken.map((one) => one.at)), new Set([0, 1, 2, 3]))
      assert.equal(taken.length, 4)
      for (const one of taken) {
        assert.ok('written' in one, 'failure' in one ? String(one.failure) : '')
        const content = contents[one.at] ?? Buffer.alloc(0)
        const { to, from } = takes[one.at] ?? assert.fail()
        assert.ok(content.equals(await bytes(to)))
        assert.deepEqual(await storage.stat(to), one.written)
        assert.equal(one.sourceSha256, hash('sha256', content, 'hex'))
        assert.equal(one.writtenSha256, one.sourceSha256)
        const off = Math.abs(Number(one.written.modifiedAt) - Number(from.modifiedAt))
        assert.ok(!storage.facts.setsModifiedAt || off < storage.facts.timePrecisionMs)
      }
    },
  },
  {
    sentence: 'what of the files taken fails is told of each by itself, and the others arrive',
    needs,
    run: async (context) => {
      const { at, write, text, names } = context
      await write(at('file 1'), 'there before')
      const { taken } = await take(context, [bytesOf(10), bytesOf(20), bytesOf(30)], (number) =>
        number === 2 ? at('missing', 'file') : at(`file ${number}`),
      )
      const failed = taken.filter((one) => 'failure' in one)
      assert.deepEqual(new Set(failed.map((one) => one.at)), new Set([1, 2]))
      await context.refused(Promise.reject(failed.find((one) => one.at === 1)?.failure), 'already-exists')
      await context.refused(Promise.reject(failed.find((one) => one.at === 2)?.failure), 'not-found')
      assert.equal(await text(at('file 1')), 'there before')
      assert.deepEqual(await names(), ['file 0', 'file 1'])
    },
  },
  {
    sentence: 'it takes no files from a storage that is not of its kind',
    needs: has('takeFrom'),
    run: async ({ storage }) => {
      const stranger = { ...storage }
      assert.equal(present(storage, 'takeFrom').call(storage, stranger, [], { readBack: false }), undefined)
    },
  },
]

/** Writes the contents into the source and takes them from there; none may replace anything. */
async function take(context: Context, contents: readonly Buffer[], to: (number: number) => Take['to']) {
  const { storage, ground } = context
  const source = (await ground.source?.()) ?? assert.fail()
  try {
    const write = present(source.storage, 'write')
    const modifiedAt = new Date('2020-01-02T03:04:05Z')
    const entries: Entry[] = []
    for (const [number, content] of contents.entries()) {
      const place = { space: source.folder.space, path: [...source.folder.path, `file ${number}`] }
      entries.push(await write(place, contentOf(content), { modifiedAt }))
    }
    const takes = entries.map((from, number) => ({ from, to: to(number), intent: `take ${number}`, ifAbsent: true }))
    const taken: Taken[] = []
    const answers = storage.takeFrom?.(source.storage, takes, { readBack: true }) ?? assert.fail('It takes nothing.')
    for await (const some of answers) taken.push(...some)
    return { takes, taken }
  } finally {
    await source.storage.close()
  }
}
