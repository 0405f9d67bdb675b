import { execFileSync } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isStorageError, wrongLength, type Surroundings } from '#platform'
import { describe, expect, onTestFinished, test } from 'vitest'
import { filesystem } from './filesystem.ts'
import { partialName } from './partial.ts'
import { at, bytesOf, collect, contentOf, failureOf, opened, scratchFolder, textOf } from './testing/scratch.ts'

function fresh() {
  const root = scratchFolder()
  return { root, storage: opened(root) }
}

async function nameList(storage: ReturnType<typeof opened>, ...path: string[]) {
  return (await collect(storage.list(at(...path)))).map((entry) => entry.path.at(-1))
}

async function open(root: string) {
  // A disk needs nothing of what surrounds it.
  return await filesystem.open({ way: 'folder', settings: { root } }, {} as Surroundings)
}

describe('opening', () => {
  test.each([
    ['a missing folder', (root: string) => join(root, 'missing'), 'not-found', 'it is not there'],
    ['a file', (root: string) => join(root, 'file'), 'not-a-folder', 'it is no folder'],
    ['a relative path', () => 'projects', 'not-found', 'it is no absolute path'],
    ['nothing', () => '', 'not-found', 'it is no absolute path'],
  ])('%s is refused with a sentence', async (_, folder, kind, words) => {
    const root = scratchFolder()
    writeFileSync(join(root, 'file'), '')
    const failure = await failureOf(open(folder(root)))
    expect(failure).toMatchObject({ kind, advice: { do: 'fix-settings' }, verb: 'open' })
    expect(String(failure)).toContain(words)
  })

  test('gives one space with the name of the folder, and what is free on its disk', async () => {
    const root = scratchFolder()
    const storage = await open(`${root}/`)
    const [page] = await Array.fromAsync(storage.spaces())
    expect(page?.entries).toEqual([{ id: 'root', name: root.split('/').at(-1), kind: 'folder' }])
    const about = await storage.about?.()
    expect(about?.account).toBe(root)
    expect(about?.freeBytes).toBeGreaterThan(0)
    await storage.close()
  })

  test('finds out that this disk tells capital from small letters, and leaves nothing behind', () => {
    const { root, storage } = fresh()
    writeFileSync(join(root, 'plan'), 'a')
    writeFileSync(join(root, 'PLAN'), 'b')
    expect(storage.facts.caseSensitive).toBe(readdirSync(root).length === 2)
    const empty = scratchFolder()
    opened(empty)
    expect(readdirSync(empty)).toEqual([])
  })

  test('a root that is replaced afterwards is unavailable, not empty', async () => {
    const parent = scratchFolder()
    const root = join(parent, 'share')
    mkdirSync(root)
    writeFileSync(join(root, 'a.txt'), 'a')
    const storage = opened(root)
    renameSync(root, join(parent, 'elsewhere'))
    expect(await failureOf(collect(storage.list(at())))).toMatchObject({ kind: 'unavailable', verb: 'list' })
    mkdirSync(root)
    expect(await failureOf(collect(storage.list(at())))).toMatchObject({ kind: 'unavailable', verb: 'list' })
    expect(await failureOf(Promise.resolve(storage.delete?.(at('a.txt'))))).toMatchObject({ kind: 'unavailable' })
    expect(await failureOf(Promise.resolve(storage.listDeep && collect(storage.listDeep(at()))))).toMatchObject({
      kind: 'unavailable',
    })
  })

  test('another space is not found', async () => {
    const { storage } = fresh()
    const elsewhere = { space: 'other', path: [] }
    expect(await failureOf(storage.stat(elsewhere))).toMatchObject({ kind: 'not-found' })
    expect(await failureOf(collect(storage.list(elsewhere)))).toMatchObject({ kind: 'not-found' })
  })
})

describe('listing', () => {
  test('says what each thing is, and follows or reads nothing that is no file or folder', async () => {
    const { root, storage } = fresh()
    writeFileSync(join(root, 'file'), 'abc')
    writeFileSync(join(root, '.hidden'), '')
    mkdirSync(join(root, 'folder'))
    symlinkSync('/etc', join(root, 'link'))
    execFileSync('mkfifo', [join(root, 'pipe')])
    const server = createServer().listen(join(root, 'socket'))
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))

    expect(await collect(storage.list(at()))).toMatchObject([
      { path: ['.hidden'], kind: 'file', traits: ['hidden'] },
      { path: ['file'], kind: 'file', size: 3 },
      { path: ['folder'], kind: 'folder' },
      { path: ['link'], kind: 'other', what: 'symbolic link' },
      { path: ['pipe'], kind: 'other', what: 'named pipe' },
      { path: ['socket'], kind: 'other', what: 'socket' },
    ])
    for (const [name, kind] of [
      ['link', 'forbidden'],
      ['pipe', 'unsupported'],
      ['socket', 'unsupported'],
      ['folder', 'is-a-folder'],
    ] as const) {
      expect(await failureOf(textOf(storage.read(at(name)))), name).toMatchObject({ kind, verb: 'read', path: [name] })
    }
  })

  test('goes page by page in a stable order and resumes from a cursor in another storage', async () => {
    const { root, storage } = fresh()
    const names = Array.from({ length: 2345 }, (_, n) => `file ${n}.txt`)
    for (const name of names) writeFileSync(join(root, name), '')
    const pages = await Array.fromAsync(storage.list(at()))
    expect(pages.map((page) => page.entries.length)).toEqual([1000, 1000, 345])
    expect(await nameList(storage)).toEqual(names.toSorted())

    const [first] = pages
    expect(pages.at(-1)).not.toHaveProperty('next')
    const rest = await collect(opened(root).list(at(), { cursor: first?.next ?? '', pageSize: 500 }))
    expect(rest.map((entry) => entry.path[0])).toEqual(names.toSorted().slice(1000))
  })

  test('leaves out unfinished files of our own, and only those', async () => {
    const { root, storage } = fresh()
    const ours = partialName('an intent')
    for (const name of [ours, `${ours}.txt`, '.gantry-x.partial']) writeFileSync(join(root, name), '')
    expect(await nameList(storage)).toEqual([`${ours}.txt`, '.gantry-x.partial'].toSorted())
  })

  test('a missing folder is not found, a file is no folder, an unreadable cursor has expired', async () => {
    const { root, storage } = fresh()
    writeFileSync(join(root, 'file'), '')
    expect(await failureOf(collect(storage.list(at('missing'))))).toMatchObject({ kind: 'not-found', verb: 'list' })
    expect(await failureOf(collect(storage.list(at('file'))))).toMatchObject({ kind: 'not-a-folder' })
    expect(await failureOf(collect(storage.list(at(), { cursor: '{' })))).toMatchObject({ kind: 'cursor-expired' })
  })

  test('names that are no text keep their bytes through listing, reading, writing, moving and deleting', async () => {
    const { root, storage } = fresh()
    const bad = Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff, 0xfe]), Buffer.from('.pdf')])
    writeFileSync(bad, 'bytes')
    writeFileSync(join(root, 'bad\ufffd\ufffd.pdf'), 'text')
    const entries = await collect(storage.list(at()))
    expect(entries.map((entry) => entry.path[0])).toEqual(['bad\udcff\udcfe.pdf', 'bad\ufffd\ufffd.pdf'])
    expect(await Promise.all(entries.map((entry) => textOf(storage.read(entry))))).toEqual(['bytes', 'text'])
    const [first] = entries
    if (!first) throw new Error('not listed')
    await storage.write?.(first, contentOf('new'))
    expect(readFileSync(bad, 'utf8')).toBe('new')
    const moved = await storage.move?.(first, at('moved\udcff'))
    expect(await nameList(storage)).toEqual(['bad\ufffd\ufffd.pdf', 'moved\udcff'])
    if (moved) await storage.delete?.(moved)
    expect(await nameList(storage)).toEqual(['bad\ufffd\ufffd.pdf'])
  })
})

describe('reading', () => {
  test('gives the bytes, or a range of them', async () => {
    const { root, storage } = fresh()
    const bytes = Buffer.from(Array.from({ length: 3_000_001 }, (_, n) => n % 251))
    writeFileSync(join(root, 'large'), bytes)
    expect((await bytesOf(storage.read(at('large')))).equals(bytes)).toBe(true)
    const range = { start: 1_048_570, end: 2_100_000 }
    expect((await bytesOf(storage.read(at('large'), { range }))).equals(bytes.subarray(1_048_570, 2_100_000))).toBe(
      true,
    )
    expect((await bytesOf(storage.read(at('large'), { range: { start: 3_000_000 } }))).length).toBe(1)
  })

  test('a file that grows while it is read is refused, to be tried later', async () => {
    const { root, storage } = fresh()
    writeFileSync(join(root, 'log'), Buffer.alloc(2_500_000))
    const reading = async () => {
      for await (const chunk of storage.read(at('log'))) await appendFile(join(root, 'log'), chunk.subarray(0, 1))
    }
    expect(await failureOf(reading())).toMatchObject({ kind: 'precondition-failed', advice: { do: 'retry-later' } })
  })

  test('a file that was cut since it was listed is short', async () => {
    const { root, storage } = fresh()
    writeFileSync(join(root, 'plan'), '0123456789')
    const entry = await storage.stat(at('plan'))
    writeFileSync(join(root, 'plan'), '01234')
    const failure = await failureOf(textOf(storage.read(entry)))
    expect(failure).toMatchObject({ kind: 'short-content', path: ['plan'] })
    expect(String(failure)).toContain('ended after 5 of 10 bytes')
  })
})

describe('writing', () => {
  test('answers what stat then says, with the time to the millisecond', async () => {
    const { root, storage } = fresh()
    for (const time of ['2024-02-29T12:34:56.789Z', '1969-12-31T23:59:58.001Z', '2038-01-20T00:00:00.999Z']) {
      const modifiedAt = new Date(time)
      const written = await storage.write?.(at('plan.pdf'), contentOf('abc', 'def'), { modifiedAt })
      expect(written).toEqual(await storage.stat(at('plan.pdf')))
      expect(written).toMatchObject({ kind: 'file', size: 6, modifiedAt })
      // As programs see it that cut what is below a millisecond.
      const { mtimeNs } = statSync(join(root, 'plan.pdf'), { bigint: true })
      expect(Math.floor(Number(mtimeNs) / 1e6)).toBe(modifiedAt.getTime())
    }
  })

  test('content that is shorter or longer than promised leaves the old content and nothing else', async () => {
    const { root, storage } = fresh()
    writeFileSync(join(root, 'plan'), 'old')
    for (const size of [5, 7]) {
      const failure = await failureOf(Promise.resolve(storage.write?.(at('plan'), { ...contentOf('abcdef'), size })))
      expect(failure).toMatchObject({ kind: wrongLength([], 1, 2).kind, path: ['plan'] })
    }
    expect(readdirSync(root)).toEqual(['plan'])
    expect(readFileSync(join(root, 'plan'), 'utf8')).toBe('old')
  })

  test('a source that fails, or falls silent and is given up, leaves nothing', async () => {
    const { root, storage } = fresh()
    const failing = {
      size: 10,
      async *open() {
        yield Buffer.from('half')
        throw new Error('the line went dead')
      },
    }
    await expect(storage.write?.(at('plan'), failing)).rejects.toThrow()
    const controller = new AbortController()
    const silent = {
      size: 10,
      async *open() {
        yield Buffer.from('half')
        controller.abort()
        await wait(600_000, undefined, { ref: false })
      },
    }
    const failure = await failureOf(Promise.resolve(storage.write?.(at('plan'), silent, { signal: controller.signal })))
    expect(failure).toMatchObject({ kind: 'cancelled', path: ['plan'] })
    expect(readdirSync(root)).toEqual([])
  })

  test('of many writers with ifAbsent exactly one wins, and its content stays', async () => {
    const { root, storage } = fresh()
    for (let round = 0; round < 50; round++) {
      const results = await Promise.allSettled(
        ['a', 'b', 'c', 'd'].map(async (text) => storage.write?.(at(`${round}`), contentOf(text), { ifAbsent: true })),
      )
      const won = results.flatMap((result, n) => (result.status === 'fulfilled' ? ['abcd'.charAt(n)] : []))
      expect(won).toEqual([readFileSync(join(root, `${round}`), 'utf8')])
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ kind: 'already-exists' })
      }
    }
    expect(readdirSync(root).length).toBe(50)
  })

  test('with ifMatch only over the content that was seen, also when it changes during the write', async () => {
    const { root, storage } = fresh()
    writeFileSync(join(root, 'plan'), 'one')
    const { etag = '' } = await storage.stat(at('plan'))
    const changing = {
      size: 3,
      async *open() {
        yield Buffer.from('new')
        writeFileSync(join(root, 'plan'), 'other')
      },
    }
    const write = (content: typeof changing) =>
      failureOf(Promise.resolve(storage.write?.(at('plan'), content, { ifMatch: etag })))
    expect(await write(changing)).toMatchObject({ kind: 'precondition-failed' })
    expect(readFileSync(join(root, 'plan'), 'utf8')).toBe('other')
    expect(await write(changing)).toMatchObject({ kind: 'precondition-failed' })
    expect(readdirSync(root)).toEqual(['plan'])
  })

  test('nothing is put in place of a folder, a link or a pipe', async () => {
    const { root, storage } = fresh()
    mkdirSync(join(root, 'folder'))
    symlinkSync(join(root, 'target'), join(root, 'link'))
    execFileSync('mkfifo', [join(root, 'pipe')])
    for (const [name, kind] of [
      ['folder', 'is-a-folder'],
      ['link', 'already-exists'],
      ['pipe', 'already-exists'],
    ] as const) {
      expect(await failureOf(Promise.resolve(storage.write?.(at(name), contentOf('x'))))).toMatchObject({ kind })
    }
    expect(readdirSync(root).toSorted()).toEqual(['folder', 'link', 'pipe'])
  })

  test('into a missing folder is not found; a name that is too long is invalid', async () => {
    const { root, storage } = fresh()
    const write = (...path: string[]) => failureOf(Promise.resolve(storage.write?.(at(...path), contentOf('x'))))
    expect(await write('missing', 'a')).toMatchObject({ kind: 'not-found', path: ['missing', 'a'] })
    expect(await write('a'.repeat(256))).toMatchObject({ kind: 'invalid-name' })
    expect(await write('ä'.repeat(128))).toMatchObject({ kind: 'invalid-name' })
    expect(await write('..', 'a')).toMatchObject({ kind: 'invalid-name' })
    expect(await write()).toMatchObject({ kind: 'invalid-name' })
    expect(readdirSync(root)).toEqual([])
  })

  test('what an interrupted write left is removed by its intent alone', async () => {
    const { root, storage } = fresh()
    writeFileSync(join(root, partialName('mine')), '')
    writeFileSync(join(root, partialName('mine')), '')
    const other = partialName('other')
    writeFileSync(join(root, other), '')
    await storage.write?.abandon?.(at('plan'), 'mine')
    expect(readdirSync(root)).toEqual([other])
    await storage.write?.abandon?.(at('missing', 'plan'), 'mine')
  })
})

describe('folders', () => {
  test('are made with those above them, and again without harm', async () => {
    const { root, storage } = fresh()
    const made = await storage.makeFolder?.(at('a', 'b', 'c'))
    expect(made).toMatchObject({ isNew: true, folder: { path: ['a', 'b', 'c'], kind: 'folder' } })
    expect(await storage.makeFolder?.(at('a', 'b', 'c'))).toMatchObject({ isNew: false })
    expect(await storage.makeFolder?.(at())).toMatchObject({ isNew: false, folder: { path: [] } })
    writeFileSync(join(root, 'file'), '')
    const make = (...path: string[]) => failureOf(Promise.resolve(storage.makeFolder?.(at(...path))))
    expect(await make('file')).toMatchObject({ kind: 'not-a-folder' })
    expect(await make('file', 'below')).toMatchObject({ kind: 'not-a-folder' })
  })

  test('are deleted with all they hold, links in them as links; what is absent is fine', async () => {
    const { root, storage } = fresh()
    const outside = scratchFolder()
    writeFileSync(join(outside, 'kept'), '')
    mkdirSync(join(root, 'a', 'b'), { recursive: true })
    for (let n = 0; n < 600; n++) writeFileSync(join(root, 'a', 'b', `${n}`), '')
    symlinkSync(outside, join(root, 'a', 'link'))
    await storage.delete?.(at('a'))
    await storage.delete?.(at('a'))
    await storage.delete?.(at('missing', 'below'))
    expect(readdirSync(root)).toEqual([])
    expect(readdirSync(outside)).toEqual(['kept'])
    expect(await failureOf(Promise.resolve(storage.delete?.(at())))).toMatchObject({ kind: 'unsupported' })
  })

  test('a large deletion stops soon after it is given up', async () => {
    const { root, storage } = fresh()
    for (let n = 0; n < 2000; n++) writeFileSync(join(root, `${n}`), '')
    mkdirSync(join(root, 'all'))
    for (let n = 0; n < 2000; n++) renameSync(join(root, `${n}`), join(root, 'all', `${n}`))
    const controller = new AbortController()
    const deleting = failureOf(Promise.resolve(storage.delete?.(at('all'), { signal: controller.signal })))
    controller.abort()
    expect(await deleting).toMatchObject({ kind: 'cancelled' })
    expect(readdirSync(join(root, 'all')).length).toBeGreaterThan(1000)
  })
})

describe('moving', () => {
  test('renames files and folders, and refuses what is taken', async () => {
    const { root, storage } = fresh()
    mkdirSync(join(root, 'a'))
    mkdirSync(join(root, 'b'))
    writeFileSync(join(root, 'a', 'one'), '1')
    writeFileSync(join(root, 'two'), '2')
    linkSync(join(root, 'two'), join(root, 'twin'))
    const move = (from: string[], to: string[]) => Promise.resolve(storage.move?.(at(...from), at(...to)))
    expect(await move(['a', 'one'], ['b', 'uno'])).toEqual(await storage.stat(at('b', 'uno')))
    expect(await move(['b'], ['c'])).toMatchObject({ path: ['c'], kind: 'folder' })
    expect(readFileSync(join(root, 'c', 'uno'), 'utf8')).toBe('1')
    const taken = { kind: 'already-exists' }
    expect(await failureOf(move(['two'], ['c']))).toMatchObject(taken)
    expect(await failureOf(move(['two'], ['c', 'uno']))).toMatchObject(taken)
    expect(await failureOf(move(['two'], ['twin']))).toMatchObject(taken)
    expect(await failureOf(move(['c'], ['a']))).toMatchObject(taken)
    expect(await failureOf(move(['c'], ['c', 'd']))).toMatchObject({ kind: 'unsupported' })
    expect(await failureOf(move(['none'], ['x']))).toMatchObject({ kind: 'not-found', path: ['none'] })
    expect(readdirSync(root).toSorted()).toEqual(['a', 'c', 'twin', 'two'])
  })
})

test('every verb that is given up before it begins does nothing', async () => {
  const { root, storage } = fresh()
  writeFileSync(join(root, 'a'), 'a')
  const options = { signal: AbortSignal.abort() }
  const verbs = [
    () => collect(storage.list(at(), options)),
    () => Promise.resolve(storage.listDeep && collect(storage.listDeep(at(), options))),
    () => storage.stat(at('a'), options),
    () => textOf(storage.read(at('a'), options)),
    () => Promise.resolve(storage.write?.(at('b'), contentOf('b'), options)),
    () => Promise.resolve(storage.makeFolder?.(at('c'), options)),
    () => Promise.resolve(storage.delete?.(at('a'), options)),
    () => Promise.resolve(storage.move?.(at('a'), at('d'), options)),
  ]
  for (const verb of verbs) expect(isStorageError(await failureOf(verb()), 'cancelled'), String(verb)).toBe(true)
  expect(readdirSync(root)).toEqual(['a'])
})
