import assert from 'node:assert/strict'
import type { Range } from '#platform'
import type { Case } from '../case.ts'
import { bytesOf, contentOf } from '../content.ts'
import { all, can, has, makesFolders, writes } from '../needs.ts'

const size = 200_003

/** Edges of a file and of the chunks that it may come in. */
const ranges: readonly Range[] = [
  { start: 0 },
  { start: 0, end: 1 },
  { start: 0, end: size },
  { start: 1, end: 2 },
  { start: 4095, end: 4097 },
  { start: 65_535, end: 131_073 },
  { start: size - 1 },
  { start: size - 1, end: size },
]

/** At the end, past it, and empty ones. */
const emptyOrPast: readonly Range[] = [
  { start: 0, end: 0 },
  { start: 100, end: 100 },
  { start: size },
  { start: size + 1000 },
  { start: size - 3, end: size + 1000 },
  { start: size, end: size + 1 },
]

export const reading: readonly Case[] = [
  {
    sentence: 'a file reads as the bytes that were written',
    needs: writes,
    run: async ({ at, write, bytes }) => {
      for (const [name, length] of [
        ['one byte', 1],
        ['a page and one', 4097],
        ['many chunks', 1_048_577],
      ] as const) {
        const content = bytesOf(length, length)
        await write(at(name), content)
        assert.ok(content.equals(await bytes(at(name))), `${length} bytes came back different`)
      }
    },
  },
  {
    sentence: 'an empty file reads as nothing',
    needs: (ground) =>
      writes(ground) ?? (ground.storage.facts.minFileBytes > 0 ? 'it holds no empty files' : undefined),
    run: async ({ at, write, bytes, storage }) => {
      const entry = await write(at('empty.txt'), '')
      assert.equal(entry.size, 0)
      assert.equal((await storage.stat(at('empty.txt'))).size, 0)
      assert.equal((await bytes(at('empty.txt'))).length, 0)
      assert.equal((await bytes(at('empty.txt'), { range: { start: 0 } })).length, 0)
    },
  },
  {
    sentence: 'bytes that look like line ends, marks or no text at all come back as they were',
    needs: writes,
    run: async ({ at, write, bytes }) => {
      const all256 = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
      const content = Buffer.concat([Buffer.from('\ufeffa\r\nb\rc\n\0\u001a'), all256, all256.toReversed()])
      await write(at('bytes.bin'), content)
      assert.deepEqual(await bytes(at('bytes.bin')), content)
    },
  },
  {
    sentence: 'a range gives exactly its bytes, its end not included',
    needs: writes,
    run: async ({ at, write, bytes }) => {
      const content = bytesOf(size)
      await write(at('file'), content)
      for (const range of ranges) {
        const came = await bytes(at('file'), { range })
        assert.ok(
          content.subarray(range.start, range.end).equals(came),
          `${JSON.stringify(range)} gave ${came.length} bytes`,
        )
      }
    },
  },
  {
    sentence: 'a range past the end gives what there is, and an empty one nothing',
    needs: writes,
    run: async ({ at, write, bytes }) => {
      const content = bytesOf(size)
      await write(at('file'), content)
      for (const range of emptyOrPast) {
        const came = await bytes(at('file'), { range })
        assert.ok(
          content.subarray(range.start, range.end).equals(came),
          `${JSON.stringify(range)} gave ${came.length} bytes`,
        )
      }
    },
  },
  {
    sentence: 'reading what is not there is refused as not found',
    run: async ({ at, text, refused }) => {
      await refused(text(at('missing')), 'not-found')
      await refused(text(at('missing folder', 'missing')), 'not-found')
    },
  },
  {
    sentence: 'reading a folder is refused',
    needs: has('makeFolder'),
    run: async ({ at, makeFolder, text, refused }) => {
      const { folder } = await makeFolder(at('folder'))
      await refused(text(folder), 'is-a-folder')
    },
  },
  {
    sentence: 'a file that has become shorter than its entry says is refused, not read short',
    needs: writes,
    run: async ({ at, write, text, refused }) => {
      const entry = await write(at('file'), 'twelve bytes')
      await refused(text({ ...entry, size: 13 } as typeof entry), 'short-content', 'precondition-failed')
    },
  },
  {
    sentence: 'a reading that breaks off in the middle is refused, not read short',
    needs: all(writes, can('cutRead')),
    run: async ({ at, write, bytes, refused, ground }) => {
      await write(at('file'), bytesOf(size))
      await ground.cutRead?.()
      await refused(bytes(at('file')), 'short-content', 'unavailable')
    },
  },
  {
    sentence: 'what a reader does to its chunks does not reach the file',
    needs: writes,
    run: async ({ at, write, text, storage }) => {
      await write(at('file'), 'unharmed')
      for await (const chunk of storage.read(at('file'))) chunk.fill(0)
      assert.equal(await text(at('file')), 'unharmed')
    },
  },
  {
    sentence: 'many readers of one file each get all of it',
    needs: writes,
    run: async ({ at, write, bytes, isSlow }) => {
      const content = bytesOf(size)
      await write(at('file'), content)
      const readers = Array.from({ length: isSlow ? 2 : 8 }, () => bytes(at('file')))
      for (const came of await Promise.all(readers)) assert.ok(content.equals(came))
    },
  },
  {
    sentence: 'a reading that is given up early leaves the file readable and removable',
    needs: has('write', 'delete'),
    run: async ({ at, write, bytes, remove, absent, storage }) => {
      const content = bytesOf(size)
      await write(at('file'), contentOf(content))
      for await (const chunk of storage.read(at('file'))) {
        assert.ok(chunk.length > 0)
        break
      }
      assert.ok(content.equals(await bytes(at('file'))))
      await remove(at('file'))
      await absent(at('file'))
    },
  },
  {
    sentence: 'an entry from a listing is read like its path',
    needs: makesFolders,
    run: async ({ at, write, makeFolder, list, text }) => {
      await makeFolder(at('folder'))
      await write(at('folder', 'file'), 'by entry')
      const [folder] = await list()
      assert.ok(folder)
      const [file] = await list(folder)
      assert.ok(file)
      assert.equal(await text(file), 'by entry')
    },
  },
]
