import assert from 'node:assert/strict'
import { StorageError, type Content } from '#platform'
import type { Case } from '../case.ts'
import { brokenContent, bytesOf, contentOf, lyingContent } from '../content.ts'
import { all, fact, has, oneOfAName, writes } from '../needs.ts'

/** Contents that promise one size and give another. */
const lies = [
  ['one byte too few', 5000, 5001],
  ['one byte too many', 5001, 5000],
  ['nothing of what was promised', 0, 10],
  ['far too many', 300_000, 10],
] as const

const largestTested = 64 * 2 ** 20

export const writing: readonly Case[] = [
  {
    sentence: 'a content of exactly one part, one byte less and one byte more is kept whole',
    needs: all(
      writes,
      fact((facts) => facts.parts !== undefined, 'it takes a content in one piece'),
      fact((facts) => (facts.parts?.aboveBytes ?? 0) < largestTested, 'its parts begin above 64 MiB'),
    ),
    run: async ({ at, write, bytes, facts }) => {
      const { aboveBytes = 0, maxBytes = 0 } = facts.parts ?? {}
      const sizes = [aboveBytes - 1, aboveBytes, aboveBytes + 1, maxBytes * 2, maxBytes * 2 + 1]
      for (const size of sizes.filter((size) => size > 0 && size <= largestTested)) {
        const content = bytesOf(size)
        const entry = await write(at(`${size} bytes`), content)
        assert.equal(entry.size ?? size, size)
        assert.ok(content.equals(await bytes(at(`${size} bytes`))), `${size} bytes came back different`)
      }
    },
  },
  {
    sentence: 'a content is kept whole whatever chunks it comes in',
    needs: writes,
    run: async ({ at, write, bytes }) => {
      const content = bytesOf(5_000)
      for (const chunkBytes of [1, 7, 4096, content.length, content.length * 2]) {
        await write(at(`chunks of ${chunkBytes}`), contentOf(content, chunkBytes))
        assert.ok(content.equals(await bytes(at(`chunks of ${chunkBytes}`))), `chunks of ${chunkBytes}`)
      }
      const withEmptyChunks: Content = {
        size: 2,
        async *open({ start, end = 2 } = { start: 0 }) {
          yield Buffer.alloc(0)
          for (const byte of Buffer.from('ab').subarray(start, end)) {
            yield Buffer.from([byte])
            yield Buffer.alloc(0)
          }
        },
      }
      await write(at('empty chunks'), withEmptyChunks)
      assert.equal((await bytes(at('empty chunks'))).toString(), 'ab')
    },
  },
  {
    sentence: 'a source may use its chunks again once they were taken',
    needs: writes,
    run: async ({ at, write, text }) => {
      const given: Buffer[] = []
      const content: Content = {
        size: 6,
        async *open({ start, end = 6 } = { start: 0 }) {
          const chunk = Buffer.from('abcdef').subarray(start, end)
          given.push(chunk)
          yield chunk
        },
      }
      await write(at('file'), content)
      for (const chunk of given) chunk.fill(0)
      assert.equal(await text(at('file')), 'abcdef')
    },
  },
  {
    sentence: 'a content that is shorter or longer than promised is refused and leaves nothing',
    needs: writes,
    run: async ({ at, write, names, absent, refused }) => {
      for (const [name, came, promised] of lies) {
        await refused(write(at(name), lyingContent(bytesOf(came), promised)), 'short-content')
        await absent(at(name))
      }
      assert.deepEqual(await names(), [])
    },
  },
  {
    sentence: 'a content in parts that is shorter or longer than promised is refused and leaves nothing',
    needs: all(
      writes,
      fact((facts) => facts.parts !== undefined, 'it takes a content in one piece'),
      fact((facts) => (facts.parts?.aboveBytes ?? 0) < largestTested, 'its parts begin above 64 MiB'),
    ),
    run: async ({ at, write, names, refused, facts }) => {
      const { aboveBytes = 0 } = facts.parts ?? {}
      const promised = aboveBytes + 100
      for (const came of [promised - 1, promised + 1, aboveBytes >> 1]) {
        await refused(write(at('file'), lyingContent(bytesOf(came), promised)), 'short-content')
      }
      assert.deepEqual(await names(), [])
    },
  },
  {
    sentence: 'a source that fails midway fails the write and leaves nothing',
    needs: writes,
    run: async ({ at, write, names, absent, refused }) => {
      const failure = new StorageError({ kind: 'unavailable', verb: 'read', message: 'The source went away midway.' })
      const content = brokenContent(bytesOf(300_000), async () => await Promise.reject(failure))
      await refused(write(at('file'), content))
      await absent(at('file'))
      assert.deepEqual(await names(), [])
      assert.equal(content.isOpen(), 0)
    },
  },
  {
    sentence: 'a failure of the source that is no StorageError becomes one',
    needs: writes,
    run: async ({ at, write, absent, refused }) => {
      const content = brokenContent(bytesOf(1000), async () => await Promise.reject(new TypeError('broken source')))
      await refused(write(at('file'), content))
      await absent(at('file'))
    },
  },
  {
    sentence: 'a source that is not read to its end is let go',
    needs: writes,
    run: async ({ at, write, refused }) => {
      const bytes = bytesOf(500_000)
      let openings = 0
      const content: Content = {
        size: 10,
        async *open() {
          openings++
          try {
            for (let from = 0; from < bytes.length; from += 1000) yield bytes.subarray(from, from + 1000)
          } finally {
            openings--
          }
        },
      }
      await refused(write(at('file'), content), 'short-content')
      await new Promise((resolve) => setImmediate(resolve))
      assert.equal(openings, 0, 'The source is still open.')
    },
  },
  {
    sentence: 'writing over a file replaces all of its content, by longer and by shorter',
    needs: all(writes, oneOfAName),
    run: async ({ at, write, text, list, storage }) => {
      for (const content of ['second', 'a much longer content than before', 'short']) {
        await write(at('file'), 'first')
        const entry = await write(at('file'), content)
        assert.equal(await text(at('file')), content)
        assert.deepEqual(await storage.stat(at('file')), entry)
        const listed = await list()
        assert.deepEqual(listed, [entry])
      }
    },
  },
  {
    sentence: 'an overwrite that fails leaves the old content whole',
    needs: all(
      writes,
      fact((facts) => facts.atomicReplace, 'it overwrites in place'),
    ),
    run: async ({ at, write, text, refused, storage }) => {
      const before = await write(at('file'), 'the old content')
      const fails = async () => await Promise.reject(new Error('broken source'))
      await refused(write(at('file'), brokenContent(bytesOf(300_000), fails)))
      await refused(write(at('file'), lyingContent(bytesOf(4), 5)), 'short-content')
      await refused(write(at('file'), lyingContent(bytesOf(6), 5)), 'short-content')
      assert.equal(await text(at('file')), 'the old content')
      assert.deepEqual(await storage.stat(at('file')), before)
    },
  },
  {
    sentence: 'until a write has ended nothing is visible but what was there before',
    needs: all(
      writes,
      fact((facts) => facts.atomicReplace, 'it overwrites in place'),
    ),
    run: async ({ at, write, text, names, settle, absent }) => {
      await write(at('old'), 'as before')
      const looks: Promise<void>[] = []
      const look = async () => {
        await absent(at('new'))
        assert.deepEqual(await names(), ['old'])
        assert.equal(await text(at('old')), 'as before')
      }
      const watched = () => brokenContent(bytesOf(300_000), async () => await (looks.push(look()), looks.at(-1)))
      await write(at('new'), watched())
      await settle()
      assert.ok(looks.length > 0)
      await write(at('new'), 'newer')
      assert.equal(await text(at('new')), 'newer')
    },
  },
  {
    sentence: 'writing into a folder that is missing is refused and makes no folder',
    needs: writes,
    run: async ({ at, write, names, refused }) => {
      await refused(write(at('missing', 'file'), 'x'), 'not-found')
      await refused(write(at('missing', 'deeper', 'file'), 'x'), 'not-found')
      assert.deepEqual(await names(), [])
    },
  },
  {
    sentence: 'writing below a file is refused and leaves the file as it was',
    needs: all(
      writes,
      fact((facts) => !facts.filesAndFoldersApart, 'a file and a folder may have one name'),
    ),
    run: async ({ at, write, names, text, refused }) => {
      await write(at('file'), 'a file')
      await refused(write(at('file', 'below'), 'x'), 'not-a-folder', 'not-found')
      assert.equal(await text(at('file')), 'a file')
      assert.deepEqual(await names(), ['file'])
    },
  },
  {
    sentence: 'writing over a folder is refused and leaves the folder as it was',
    needs: all(
      has('write', 'makeFolder'),
      fact((facts) => !facts.filesAndFoldersApart, 'a file and a folder may have one name'),
    ),
    run: async ({ at, write, makeFolder, names, refused }) => {
      await makeFolder(at('folder'))
      await write(at('folder', 'inside'), 'x')
      await refused(write(at('folder'), 'y'), 'is-a-folder', 'already-exists')
      await refused(write(at('folder'), 'y', { ifAbsent: true }), 'is-a-folder', 'already-exists')
      assert.deepEqual(await names(at('folder')), ['inside'])
    },
  },
  {
    sentence: 'content above the largest size is refused as too large without being read',
    needs: all(
      writes,
      fact((facts) => facts.maxFileBytes !== undefined, 'it knows no largest file'),
    ),
    run: async ({ at, write, refused, absent, facts }) => {
      let isRead = false
      const content: Content = {
        size: (facts.maxFileBytes ?? 0) + 1,
        async *open() {
          isRead = true
          yield Buffer.alloc(1)
        },
      }
      await refused(write(at('large'), content), 'too-large')
      await absent(at('large'))
      assert.ok(!isRead, 'It was read, and could not be kept.')
    },
  },
  {
    sentence: 'content below the smallest size is refused and leaves nothing',
    needs: all(
      writes,
      fact((facts) => facts.minFileBytes > 0, 'it holds empty files'),
    ),
    run: async ({ at, write, refused, absent, facts }) => {
      await refused(write(at('small'), bytesOf(facts.minFileBytes - 1)), 'unsupported')
      await absent(at('small'))
    },
  },
  {
    sentence: 'a type that is not taken is refused and leaves nothing',
    needs: all(
      writes,
      fact((facts) => facts.restrictedTypes.length > 0, 'it takes every type'),
    ),
    run: async ({ at, write, refused, absent, facts }) => {
      const name = `file${facts.restrictedTypes[0]?.toUpperCase()}`
      await refused(write(at(name), 'x'), 'unsupported', 'forbidden')
      await absent(at(name))
    },
  },
]
