import assert from 'node:assert/strict'
import { nameOf, type Entry, type Page } from '#platform'
import type { Case } from '../case.ts'
import { entriesOf, type Context } from '../context.ts'
import { all, can, fact, has, makesFolders, writes } from '../needs.ts'

export const listing: readonly Case[] = [
  {
    sentence: 'an empty folder lists as nothing, on one page',
    run: async ({ storage, folder, settle }) => {
      await settle()
      const pages = await Array.fromAsync(storage.list(folder))
      assert.deepEqual(await entriesOf(from(pages)), [])
      assert.equal(pages.at(-1)?.next, undefined)
    },
  },
  {
    sentence: 'a folder that is missing is not found, never empty',
    run: async ({ at, list, refused }) => {
      await refused(list(at('missing')), 'not-found')
      await refused(list(at('missing', 'deeper')), 'not-found')
    },
  },
  {
    sentence: 'a folder that was deleted is not found, never empty',
    needs: has('makeFolder', 'delete'),
    run: async ({ at, makeFolder, remove, list, refused }) => {
      await makeFolder(at('folder'))
      await remove(at('folder'))
      await refused(list(at('folder')), 'not-found')
    },
  },
  {
    sentence: 'listing a file is refused',
    needs: writes,
    run: async ({ at, write, list, refused }) => {
      const file = await write(at('file'), 'x')
      await refused(list(file), 'not-a-folder', 'not-found')
      await refused(list(at('file')), 'not-a-folder', 'not-found')
    },
  },
  {
    sentence: 'a space that is missing is not found',
    run: async ({ storage, list, refused }) => {
      const nowhere = { space: '404404404404', path: [] }
      await refused(list(nowhere), 'not-found')
      await refused(storage.stat(nowhere), 'not-found')
    },
  },
  {
    sentence: 'a listing holds the direct children, all of them and nothing else',
    needs: makesFolders,
    run: async ({ at, write, makeFolder, list }) => {
      await makeFolder(at('a', 'a', 'a'))
      await makeFolder(at('ab'))
      await write(at('a', 'file'), 'x')
      await write(at('a', 'a', 'file'), 'x')
      await write(at('a.b'), 'x')
      await write(at('ab', 'other'), 'x')
      const kinds = (entries: readonly Entry[]) => entries.map(({ kind, path }) => `${kind} ${nameOf(path)}`).toSorted()
      assert.deepEqual(kinds(await list()), ['file a.b', 'folder a', 'folder ab'])
      assert.deepEqual(kinds(await list(at('a'))), ['file file', 'folder a'])
      assert.deepEqual(kinds(await list(at('a', 'a'))), ['file file', 'folder a'])
      assert.deepEqual(kinds(await list(at('a', 'a', 'a'))), [])
    },
  },
  {
    sentence: 'every entry of a listing has the path and space of its folder',
    needs: makesFolders,
    run: async ({ at, write, makeFolder, list }) => {
      await makeFolder(at('folder', 'sub'))
      await write(at('folder', 'file'), 'x')
      for (const entry of await list(at('folder'))) {
        assert.deepEqual(entry.path.slice(0, -1), at('folder').path)
        assert.equal(entry.space, at().space)
      }
    },
  },
  {
    sentence: 'a listing of more than two pages gives every entry once',
    needs: writes,
    run: async (context) => {
      const { list, storage, folder, settle } = context
      const all = await fill(context, 7)
      await settle()
      const pages = await Array.fromAsync(storage.list(folder, { pageSize: 3 }))
      assert.ok(pages.length > 2)
      for (const page of pages.slice(0, -1)) assert.ok(page.next !== undefined, 'A page before the last has no cursor.')
      assert.equal(pages.at(-1)?.next, undefined)
      const listed = await entriesOf(from(pages))
      assert.deepEqual(namesOf(listed), all)
      assert.deepEqual(listed, await list())
    },
  },
  {
    sentence: 'more than two of its largest pages give every entry once',
    needs: all(
      writes,
      fact(({ pageSize }) => pageSize <= 50, 'its pages are too large to fill here'),
    ),
    run: async (context) => {
      const all = await fill(context, context.facts.pageSize * 2 + 1)
      assert.deepEqual(namesOf(await context.list()), all)
    },
  },
  {
    sentence: 'pages are never larger than was wished for, nor than the platform’s largest',
    needs: writes,
    run: async (context) => {
      const { storage, folder, facts, settle } = context
      await fill(context, 5)
      await settle()
      for (const pageSize of [1, 2, 4, 5, 6, 1_000_000]) {
        for await (const page of storage.list(folder, { pageSize })) {
          assert.ok(page.entries.length <= Math.min(pageSize, facts.pageSize), `${page.entries.length} for ${pageSize}`)
        }
      }
    },
  },
  {
    sentence: 'a listing resumes after every entry by its cursor',
    needs: writes,
    run: async (context) => {
      const { storage, folder, list, settle } = context
      await fill(context, 5)
      await settle()
      const pages = await Array.fromAsync(storage.list(folder, { pageSize: 1 }))
      const all = await entriesOf(from(pages))
      let given = 0
      for (const { entries, next } of pages) {
        given += entries.length
        if (next === undefined) continue
        assert.deepEqual(await list(folder, { cursor: next, pageSize: 2 }), all.slice(given))
      }
      assert.equal(given, 5)
    },
  },
  {
    sentence: 'a cursor goes on in another process',
    needs: all(writes, can('reopen')),
    run: async (context) => {
      const { storage, folder, ground, settle } = context
      const all = await fill(context, 5)
      await settle()
      const [first] = await Array.fromAsync(storage.list(folder, { pageSize: 2 }))
      assert.ok(first?.next !== undefined && ground.reopen)
      const other = await ground.reopen()
      try {
        const rest = await entriesOf(other.list(folder, { cursor: first.next }))
        assert.deepEqual(namesOf([...first.entries, ...rest]), all)
      } finally {
        await other.close()
      }
    },
  },
  {
    sentence: 'a cursor that cannot be read has expired',
    run: async ({ list, folder, refused }) => {
      for (const cursor of ['no such cursor', '{', '']) await refused(list(folder, { cursor }), 'cursor-expired')
    },
  },
  {
    sentence: 'changes while listing lose nothing that was there throughout',
    needs: has('write', 'delete'),
    run: async (context) => {
      const { kept, listed } = await listWhileChanging(context)
      assert.deepEqual(
        kept.filter((name) => !listed.includes(name)),
        [],
        'These were lost.',
      )
    },
  },
  {
    sentence: 'changes while listing give nothing twice that was there throughout',
    needs: has('write', 'delete'),
    run: async (context) => {
      const { kept, listed } = await listWhileChanging(context)
      assert.deepEqual(
        kept.filter((name) => listed.indexOf(name) !== listed.lastIndexOf(name)),
        [],
        'These came twice.',
      )
    },
  },
  {
    sentence: 'the order of a listing stays the same',
    needs: writes,
    run: async (context) => {
      const { list, write, at, facts } = context
      const names = await fill(context, 6)
      const before = (await list()).map(({ path }) => nameOf(path))
      if (!facts.allowsDuplicates) await write(at(names[2] ?? ''), 'new content')
      assert.deepEqual(
        (await list()).map(({ path }) => nameOf(path)),
        before,
      )
      const inPages = await list(undefined, { pageSize: 2 })
      assert.deepEqual(
        inPages.map(({ path }) => nameOf(path)),
        before,
      )
    },
  },
  {
    sentence: 'stat, listing and the answer of the write say the same of a file',
    needs: writes,
    run: async ({ at, write, list, storage }) => {
      const written = await write(at('file.txt'), 'content', { modifiedAt: new Date('2026-02-03T04:05:06.789Z') })
      assert.deepEqual(await storage.stat(at('file.txt')), written)
      assert.deepEqual(await list(), [written])
      assert.deepEqual(await storage.stat(written), written)
      assert.equal(written.kind, 'file')
      assert.deepEqual(written.path, at('file.txt').path)
    },
  },
  {
    sentence: 'stat, listing and the answer of its making say the same of a folder',
    needs: makesFolders,
    run: async ({ at, makeFolder, list, storage }) => {
      const { folder } = await makeFolder(at('folder'))
      assert.deepEqual(await storage.stat(at('folder')), folder)
      assert.deepEqual(await list(), [folder])
      assert.deepEqual(await storage.stat(folder), folder)
      assert.equal(folder.kind, 'folder')
    },
  },
  {
    sentence: 'the size in an entry is the number of its bytes',
    needs: writes,
    run: async ({ at, write, list, storage, inapplicable }) => {
      for (const size of [1, 1000, 65_537]) {
        await write(at(`${size}`), Buffer.alloc(size, 1))
        const { size: told } = await storage.stat(at(`${size}`))
        if (told === undefined) inapplicable('it tells no sizes')
        assert.equal(told, size)
      }
      for (const entry of await list()) assert.equal(entry.size, Number(nameOf(entry.path)))
    },
  },
  {
    sentence: 'hashes in entries are those of the content, of every kind that is promised',
    needs: all(
      writes,
      fact(({ hashes }) => hashes.length > 0, 'it gives no hashes'),
    ),
    run: async ({ at, write, list, storage, facts }) => {
      const { hash } = await import('node:crypto')
      const content = Buffer.from('hashed content')
      const written = await write(at('file'), content)
      const promised = Object.fromEntries(facts.hashes.map((kind) => [kind, hash(kind, content, 'hex')]))
      for (const entry of [written, await storage.stat(at('file')), ...(await list())]) {
        assert.deepEqual(entry.hashes, promised)
      }
    },
  },
  {
    sentence: 'stat of what is missing is not found',
    run: async ({ at, storage, refused }) => {
      await refused(storage.stat(at('missing')), 'not-found')
      await refused(storage.stat(at('missing', 'deeper')), 'not-found')
    },
  },
  {
    sentence: 'stat of the folder worked in says that it is a folder',
    run: async ({ folder, storage }) => {
      const entry = await storage.stat(folder)
      assert.equal(entry.kind, 'folder')
      assert.deepEqual(entry.path, folder.path)
    },
  },
  {
    sentence: 'two files of one name are listed as two, and each is read by its entry',
    needs: all(
      writes,
      fact((facts) => facts.allowsDuplicates, 'no two entries of one name lie in one folder'),
      can('putBeside'),
    ),
    run: async ({ at, write, list, text, ground }) => {
      await write(at('file'), 'first')
      await ground.putBeside?.(at('file'), 'second')
      const both = await list()
      assert.deepEqual(
        both.map((entry) => nameOf(entry.path)),
        ['file', 'file'],
      )
      assert.notEqual(both[0]?.id, both[1]?.id)
      const contents = await Promise.all(both.map(async (entry) => await text(entry)))
      assert.deepEqual(contents.toSorted(), ['first', 'second'])
    },
  },
  {
    sentence: 'a file and a folder of one name are two entries, each itself',
    needs: all(
      makesFolders,
      fact((facts) => facts.filesAndFoldersApart, 'a name is a file or a folder, not both'),
    ),
    run: async ({ at, write, makeFolder, list, text, names, storage }) => {
      const file = await write(at('same'), 'the file')
      const { folder } = await makeFolder(at('same'))
      await write(at('same', 'inside'), 'x')
      const both = (await list()).toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
      assert.deepEqual(
        both.map(({ kind }) => kind),
        ['file', 'folder'],
      )
      assert.equal((await storage.stat(file)).kind, 'file')
      assert.equal((await storage.stat(folder)).kind, 'folder')
      assert.equal(await text(at('same')), 'the file')
      assert.deepEqual(await names(at('same')), ['inside'])
    },
  },
]

/** Writes so many files and gives their names, sorted. */
export async function fill({ at, write }: Context, count: number): Promise<readonly string[]> {
  const all = Array.from({ length: count }, (_, number) => `file ${String(number).padStart(3, '0')}`)
  for (const name of all) await write(at(name), name)
  return all
}

function namesOf(entries: readonly Entry[]): readonly string[] {
  return entries.map((entry) => nameOf(entry.path)).toSorted()
}

async function* from<T>(pages: readonly Page<T>[]): AsyncGenerator<Page<T>> {
  yield* pages
}

/** While the pages come one file of those already given goes, one goes that was not, and one is added at either end. */
async function listWhileChanging(context: Context) {
  const { at, write, remove, storage, folder, settle } = context
  const all = await fill(context, 9)
  await settle()
  const listed: string[] = []
  const gone = new Set<string>()
  let round = 0
  for await (const page of storage.list(folder, { pageSize: 2 })) {
    listed.push(...page.entries.map((entry) => nameOf(entry.path)))
    if (round++ > 1) continue
    const given = listed.find((name) => all.includes(name) && !gone.has(name))
    const coming = all.findLast((name) => !listed.includes(name) && !gone.has(name))
    for (const name of [given, coming]) {
      if (name === undefined) continue
      gone.add(name)
      await remove(at(name))
    }
    await write(at(`a ${round}`), 'new')
    await write(at(`z ${round}`), 'new')
  }
  return { kept: all.filter((name) => !gone.has(name)), listed }
}
