import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Content, Entry, Page, Place, Storage } from '#platform'
import { littleProcore, rootId, type LittleProcore } from './testing/little-procore.ts'
import { openLittle, space } from './testing/open-little.ts'
import { scriptedServer } from './testing/scripted-server.ts'

let little: LittleProcore
let storage: Storage

beforeEach(async () => {
  little = await littleProcore()
  storage = await openLittle(little.api.origin)
})
afterEach(async () => {
  await storage.close()
  await little[Symbol.asyncDispose]()
})

const at = (...path: string[]): Place => ({ space, path })

function text(value: string | Buffer): Content {
  const bytes = Buffer.from(value)
  return {
    size: bytes.length,
    async *open(range) {
      yield bytes.subarray(range?.start ?? 0, range?.end ?? bytes.length)
    },
  }
}

async function all<T>(pages: AsyncIterable<Page<T>> | undefined): Promise<readonly T[]> {
  const entries: T[] = []
  for await (const page of pages ?? []) entries.push(...page.entries)
  return entries
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const some: Uint8Array[] = []
  for await (const chunk of chunks) some.push(chunk)
  return Buffer.concat(some).toString()
}

const byPath = (a: Entry, b: Entry) => a.path.join('/').localeCompare(b.path.join('/'))

async function write(file: Place, content: Content, options = {}): Promise<Entry> {
  if (!storage.write) throw new Error('no write')
  return await storage.write(file, content, options)
}

describe('listing', () => {
  it('gives the same entries one folder at a time, in one go and one by one', async () => {
    const plans = little.put('Plans', rootId)
    const deep = little.put('Level 1', plans.id)
    const file = little.put('a/b.pdf', deep.id, 'abc')
    file.held = 'Bob'
    file.private = true
    little.put('Schedules', rootId).read_only = true
    little.put('gone.pdf', plans.id, 'x').is_deleted = true

    const root = await all(storage.list(at()))
    const walked = [...root]
    for (const folder of walked) if (folder.kind === 'folder') walked.push(...(await all(storage.list(folder))))
    const flat = await all(storage.listDeep?.(at()))

    const withoutBin = walked.filter(({ path }) => path[0] !== 'Recycle Bin')
    expect(flat.toSorted(byPath)).toEqual(withoutBin.toSorted(byPath))
    for (const entry of flat) expect(await storage.stat(entry)).toEqual(entry)
    expect(flat.find(({ kind }) => kind === 'file')).toMatchObject({
      path: ['Plans', 'Level 1', 'a/b.pdf'],
      size: 3,
      author: 'Ada',
      traits: ['private', 'checked-out'],
      heldBy: 'Bob',
    })
    expect(flat.find(({ path }) => path[0] === 'Schedules')?.traits).toEqual(['system', 'read-only'])
    expect(root.find(({ path }) => path[0] === 'Recycle Bin')?.traits).toEqual(['system'])
  })

  it('tells custom fields as text, whatever their form, and leaves out what is empty', async () => {
    const fields = {
      custom_field_1: { data_type: 'string', value: 'For review' },
      custom_field_2: { data_type: 'decimal', value: 2.5 },
      custom_field_3: { data_type: 'boolean', value: false },
      custom_field_4: { data_type: 'lov_entry', value: { id: 7, label: 'Structural' } },
      custom_field_5: {
        data_type: 'lov_entries',
        value: [
          { id: 8, label: 'Level 1' },
          { id: 9, label: 'Level 2' },
        ],
      },
      custom_field_6: { data_type: 'string', value: null },
      custom_field_7: { data_type: 'string', value: '' },
      custom_field_8: { data_type: 'yet another', value: { form: 'not known' } },
      custom_field_9: null,
    }
    little.put('Plans', rootId).custom_fields = fields
    little.put('plan.pdf', rootId, 'abc').custom_fields = fields
    const texts = {
      custom_field_1: 'For review',
      custom_field_2: '2.5',
      custom_field_3: 'false',
      custom_field_4: 'Structural',
      custom_field_5: 'Level 1, Level 2',
    }
    for (const entry of await all(storage.listDeep?.(at()))) expect(entry.metadata).toEqual(texts)
    expect((await storage.stat(at('Plans'))).metadata).toEqual(texts)
  })

  it('takes one call for the folders and one for each page of files', async () => {
    let folder = rootId
    for (let depth = 0; depth < 20; depth++) folder = little.put(`folder ${depth}`, folder).id
    for (let count = 0; count < 7; count++) little.put(`${count}.pdf`, folder, 'x')
    expect(await all(storage.listDeep?.(at(), { pageSize: 3 }))).toHaveLength(27)
    expect(little.newCalls()).toEqual(Array(4).fill('GET /rest/v1.0/projects/7/documents'))
  })

  it('goes on from every page in another storage', async () => {
    const plans = little.put('Plans', rootId)
    for (let count = 0; count < 3; count++) little.put(`folder ${count}`, plans.id)
    for (let count = 0; count < 5; count++) little.put(`${count}.pdf`, plans.id, 'x')
    const whole = (await all(storage.listDeep?.(at('Plans')))).map(({ path }) => path)
    const pages: Page<Entry>[] = []
    for await (const page of storage.listDeep?.(at('Plans'), { pageSize: 2 }) ?? []) pages.push(page)
    let before = 0
    for (const { entries, next } of pages) {
      before += entries.length
      if (next === undefined) continue
      const other = await openLittle(little.api.origin)
      const rest = await all(other.listDeep?.(at('Plans'), { cursor: next, pageSize: 2 }))
      expect(rest.map(({ path }) => path)).toEqual(whole.slice(before))
      await other.close()
    }
    expect(whole).toHaveLength(8)
  })

  it('loses nothing when something is deleted while pages are read', async () => {
    const files = Array.from({ length: 6 }, (_, count) => little.put(`${count}.pdf`, rootId, 'x'))
    const found: string[] = []
    for await (const page of storage.listDeep?.(at(), { pageSize: 2 }) ?? []) {
      found.push(...page.entries.map(({ path }) => path.join('/')))
      if (found.length === 2 && files[0]) files[0].is_deleted = true
    }
    expect(found).toEqual(['0.pdf', '1.pdf', '2.pdf', '3.pdf', '4.pdf', '5.pdf'])
  })

  it('gives a folder that was made after the folders were listed, before the file in it', async () => {
    little.override = ({ path, query }) => {
      if (path.endsWith('/documents') && query.get('filters[document_type]') === 'file' && !isMade) {
        isMade = true
        little.put('new.pdf', little.put('Inner', little.put('Outer', rootId).id).id, 'x')
      }
      return undefined
    }
    let isMade = false
    const found = await all(storage.listDeep?.(at()))
    expect(found.map(({ path }) => path.join('/'))).toEqual(['Outer', 'Outer/Inner', 'Outer/Inner/new.pdf'])
  })

  it('says not-found for a folder that is gone, and never that it is empty', async () => {
    const plans = little.put('Plans', rootId)
    const [entry] = (await all(storage.list(at()))).filter(({ path }) => path[0] === 'Plans')
    if (!entry) throw new Error('not listed')
    plans.is_deleted = true
    await expect(all(storage.listDeep?.(entry))).rejects.toMatchObject({ kind: 'not-found' })
    await expect(all(storage.list(entry))).rejects.toMatchObject({ kind: 'not-found' })
    await expect(all(storage.list(at('Never')))).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('does not take a folder that was moved for the one at its old path', async () => {
    const plans = little.put('Plans', rootId)
    little.put('a.pdf', plans.id, 'x')
    await all(storage.list(at('Plans')))
    plans.name = 'Old plans'
    await expect(all(storage.list(at('Plans')))).rejects.toMatchObject({ kind: 'not-found' })
    expect(await all(storage.list(at('Old plans')))).toHaveLength(1)
  })
})

describe('writing', () => {
  it('takes two calls for a new file, and none to read it back', async () => {
    const plans = little.put('Plans', rootId)
    const written = await write({ ...at('Plans', 'a.txt'), parentId: String(plans.id) }, text('hello'), {
      ifAbsent: true,
    })
    expect(await bytesOf(storage.read(written))).toBe('hello')
    expect(little.newCalls()).toEqual(['POST /rest/v1.1/projects/7/uploads', 'POST /rest/v1.0/files'])
    expect(await storage.stat(at('Plans', 'a.txt'))).toEqual(written)
  })

  it('needs no id to write into the root folder', async () => {
    await write(at('a.txt'), text('hello'), { ifAbsent: true })
    expect(little.newCalls()).toHaveLength(2)
  })

  it('sends the form’s fields as they are, the file last, and no token', async () => {
    await write(at('a.txt'), text('hello'))
    const [form] = little.storage.heard
    const sent = form?.body.toString() ?? ''
    expect(sent.match(/(?<=data; name=")[^"]*/g)).toEqual(['key', 'policy', 'file'])
    expect(form?.headers.authorization).toBeUndefined()
    expect(form?.headers['procore-company-id']).toBeUndefined()
  })

  it('adds a version to a file that is there', async () => {
    const file = little.put('a.txt', rootId, 'old')
    const written = await write(at('A.TXT'), text('new'))
    expect(file.versions).toHaveLength(2)
    expect(written).toMatchObject({ path: ['a.txt'], size: 3, version: String(file.versions[1]?.id) })
    expect(await bytesOf(storage.read(at('a.txt')))).toBe('new')
    expect(await storage.versions?.(written)).toMatchObject([{ number: 1 }, { number: 2, isCurrent: true }])
  })

  it('refuses to replace what was to be absent, or has changed', async () => {
    const file = little.put('a.txt', rootId, 'old')
    const seen = await storage.stat(at('a.txt'))
    await expect(write(at('a.txt'), text('new'), { ifAbsent: true })).rejects.toMatchObject({ kind: 'already-exists' })
    await write(at('a.txt'), text('second'), { ifMatch: seen.etag })
    await expect(write(seen, text('third'), { ifMatch: seen.etag })).rejects.toMatchObject({
      kind: 'precondition-failed',
    })
    await expect(write(at('b.txt'), text('third'), { ifMatch: '1' })).rejects.toMatchObject({
      kind: 'precondition-failed',
    })
    expect(file.versions).toHaveLength(2)
  })

  it('says who holds a file that is checked out', async () => {
    little.put('a.txt', rootId, 'old').held = 'Bob Builder'
    await expect(write(at('a.txt'), text('new'))).rejects.toMatchObject({
      kind: 'locked',
      message: expect.stringContaining('checked out by Bob Builder') as string,
    })
  })

  it('refuses names that Procore cannot hold before any call', async () => {
    for (const name of [
      'a:b.txt',
      'a/b',
      'a<b',
      'a>b',
      'a\\b',
      'a|b',
      'a?b',
      'a*b',
      'a .txt',
      'a.txt ',
      'x'.repeat(256),
    ]) {
      await expect(write(at(name), text('x'))).rejects.toMatchObject({ kind: 'invalid-name' })
      await expect(storage.makeFolder?.(at(name))).rejects.toMatchObject({ kind: 'invalid-name' })
    }
    expect(little.newCalls()).toEqual([])
  })

  it('leaves nothing of content that is shorter or longer than promised', async () => {
    for (const size of [4, 6]) {
      await expect(write(at('a.txt'), { ...text('hello'), size })).rejects.toMatchObject({ kind: 'short-content' })
    }
    expect(little.storage.heard).toHaveLength(0)
    expect(await all(storage.listDeep?.(at()))).toEqual([])
  })

  it('throws what the source throws', async () => {
    const broken: Content = {
      size: 5,
      // oxlint-disable-next-line require-yield
      async *open() {
        throw new Error('the disk is gone')
      },
    }
    await expect(write(at('a.txt'), broken)).rejects.toThrow('the disk is gone')
  })

  it('stops while its source is silent, and leaves nothing', async () => {
    const stop = new AbortController()
    const silent: Content = {
      size: 5,
      async *open() {
        yield Buffer.from('he')
        stop.abort()
        await new Promise(() => undefined)
      },
    }
    await expect(write(at('a.txt'), silent, { signal: stop.signal })).rejects.toMatchObject({ kind: 'cancelled' })
    expect(little.newCalls()).toEqual(['POST /rest/v1.1/projects/7/uploads'])
  })

  it('sends large content in segments with their hashes, and reads it no more often than twice', async () => {
    const mebibyte = 1024 * 1024
    const bytes = randomBytes(33 * mebibyte)
    let read = 0
    const content: Content = {
      size: bytes.length,
      async *open(range) {
        for (let from = range?.start ?? 0; from < (range?.end ?? bytes.length); from += mebibyte) {
          const some = bytes.subarray(from, Math.min(from + mebibyte, range?.end ?? bytes.length))
          read += some.length
          yield some
        }
      },
    }
    const written = await write(at('big.bin'), content)
    const [created] = little.api.heard.filter(({ path }) => path.endsWith('/uploads'))
    const { segments } = JSON.parse(created?.body.toString() ?? '{}') as {
      segments: { size: number; sha256: string }[]
    }
    expect(segments.map(({ size }) => size)).toEqual([16 * mebibyte, 16 * mebibyte, mebibyte])
    expect(segments[2]?.sha256).toBe(
      createHash('sha256')
        .update(bytes.subarray(32 * mebibyte))
        .digest('hex'),
    )
    expect(little.newCalls()).toHaveLength(3)
    expect(written.size).toBe(bytes.length)
    expect(little.documents.get(Number(written.id))?.versions[0]?.bytes.equals(bytes)).toBe(true)
    expect(read).toBe(2 * bytes.length)
  })

  it('tries a storage service in trouble again with the same upload', async () => {
    let failures = 0
    await using flaky = await scriptedServer(() => ({ status: failures++ === 0 ? 500 : 204 }))
    little.override = ({ path }) =>
      path.endsWith('/uploads')
        ? { status: 201, body: { uuid: 'u', url: `${flaky.origin}/form`, fields: { key: 'u' } } }
        : path.endsWith('/files')
          ? { status: 201, body: { id: 9, name: 'a.txt', parent_id: rootId, file_versions: [{ id: 10, size: 5 }] } }
          : undefined
    expect(await write(at('a.txt'), text('hello'))).toMatchObject({ id: '9', size: 5 })
    expect(little.newCalls()).toHaveLength(2)
  })

  it('does not create a file twice when the answer is lost', async () => {
    little.override = ({ path }) => (path === '/rest/v1.0/files' ? { breaks: 'before' } : undefined)
    await expect(write(at('a.txt'), text('hello'))).rejects.toMatchObject({
      kind: 'unavailable',
      advice: { do: 'retry-later' },
    })
    expect(little.newCalls().filter((call) => call.endsWith('/files'))).toHaveLength(1)
  })
})

describe('reading', () => {
  it('sends the token to Procore and none to the storage it leads to', async () => {
    little.put('a.txt', rootId, 'hello')
    expect(await bytesOf(storage.read(at('a.txt')))).toBe('hello')
    const download = little.api.heard.find(({ path }) => path.includes('/download/'))
    expect(download?.headers.authorization).toBe('Bearer access-token-1')
    expect(little.storage.heard[0]?.headers).not.toHaveProperty('authorization')
    expect(little.storage.heard[0]?.headers).not.toHaveProperty('procore-company-id')
  })

  it('reads ranges, also from a service that ignores them', async () => {
    little.put('a.txt', rootId, 'hello world')
    const ranges = [
      [{ start: 0, end: 5 }, 'hello'],
      [{ start: 6 }, 'world'],
      [{ start: 4, end: 7 }, 'o w'],
      [{ start: 6, end: 99 }, 'world'],
      [{ start: 11 }, ''],
    ] as const
    for (const [range, expected] of ranges) expect(await bytesOf(storage.read(at('a.txt'), { range }))).toBe(expected)
    little.override = ({ path }) => (path.includes('/download/') ? { body: 'hello world' } : undefined)
    for (const [range, expected] of ranges) expect(await bytesOf(storage.read(at('a.txt'), { range }))).toBe(expected)
  })

  it('takes one call for all files of a folder', async () => {
    const plans = little.put('Plans', rootId)
    for (let count = 0; count < 12; count++) little.put(`${count}.txt`, plans.id, `content ${count}`)
    const entries = (await all(storage.listDeep?.(at()))).filter(({ kind }) => kind === 'file')
    const other = await openLittle(little.api.origin)
    little.newCalls()
    const read = entries.map(({ version, ...entry }) =>
      bytesOf(other.read(entry, version === undefined ? {} : { version })),
    )
    expect((await Promise.all(read)).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, count) => `content ${count}`).toSorted(),
    )
    expect(little.newCalls()).toEqual([`GET /rest/v1.0/folders/${plans.id}`])
    await other.close()
  })

  it('reads an older version', async () => {
    const file = little.put('a.txt', rootId, 'old')
    await write(at('a.txt'), text('newer'))
    const entry = await storage.stat(at('a.txt'))
    const [first] = (await storage.versions?.(entry)) ?? []
    if (!first) throw new Error('no versions')
    expect(first.id).toBe(String(file.versions[0]?.id))
    little.newCalls()
    expect(await bytesOf(storage.read(entry, { version: first.id }))).toBe('old')
    // Where it is was told with the versions.
    expect(little.newCalls()).toEqual([])
    let refusals = 0
    little.override = ({ path }) => (path.includes('/download/') && refusals++ === 0 ? { status: 403 } : undefined)
    expect(await bytesOf(storage.read(entry, { version: first.id }))).toBe('old')
    expect(refusals).toBe(2)
    await expect(bytesOf(storage.read(entry, { version: '1' }))).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('asks for another address when the one it knows has run out', async () => {
    little.put('a.txt', rootId, 'hello')
    const entry = await storage.stat(at('a.txt'))
    little.newCalls()
    let refusals = 0
    little.override = ({ path }) => (path.includes('/download/') && refusals++ === 0 ? { status: 403 } : undefined)
    expect(await bytesOf(storage.read(entry))).toBe('hello')
    expect(little.newCalls()).toHaveLength(1)
  })

  it('says short-content when the content breaks off or is less than promised', async () => {
    little.put('a.txt', rootId, 'hello')
    little.override = ({ path }) => (path.includes('/download/') ? { body: 'hello', breaks: 'within' } : undefined)
    await expect(bytesOf(storage.read(at('a.txt')))).rejects.toMatchObject({ kind: 'short-content' })
    little.override = ({ path }) => (path.includes('/download/') ? { body: 'hel' } : undefined)
    await expect(bytesOf(storage.read(at('a.txt')))).rejects.toMatchObject({ kind: 'short-content' })
  })
})

describe('folders', () => {
  it('takes one call where the folder above is known', async () => {
    const plans = little.put('Plans', rootId)
    const made = await storage.makeFolder?.({ ...at('Plans', 'New'), parentId: String(plans.id) })
    expect(made).toMatchObject({ isNew: true, folder: { kind: 'folder', parentId: String(plans.id) } })
    expect(little.newCalls()).toEqual(['POST /rest/v1.0/folders'])
  })

  it('makes those above, and finds those that are there', async () => {
    expect(await storage.makeFolder?.(at('a', 'b', 'c'))).toMatchObject({ isNew: true })
    const again = await storage.makeFolder?.(at('a', 'B', 'c'))
    expect(again).toMatchObject({ isNew: false })
    expect(again?.folder.path.at(-1)).toBe('c')
    expect([...little.documents.values()].filter(({ isFolder }) => isFolder)).toHaveLength(5)
  })

  it('refuses a name that a file or Procore itself has', async () => {
    little.put('a.txt', rootId, 'x')
    await expect(storage.makeFolder?.(at('a.txt'))).rejects.toMatchObject({ kind: 'not-a-folder' })
    await expect(storage.makeFolder?.(at('Recycle Bin'))).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it('says that a name is taken by something that may not be seen', async () => {
    little.override = ({ method, path }) =>
      method === 'POST' && path.endsWith('/folders')
        ? { status: 400, body: { errors: { name: ['has already been taken'] } } }
        : undefined
    await expect(storage.makeFolder?.(at('Secret'))).rejects.toMatchObject({
      kind: 'already-exists',
      message: expect.stringContaining('may not see') as string,
    })
  })
})

describe('moving and deleting', () => {
  it('moves and renames in one order, keeping the id', async () => {
    const plans = little.put('Plans', rootId)
    const file = little.put('a.txt', rootId, 'x')
    const moved = await storage.move?.(await storage.stat(at('a.txt')), at('Plans', 'b.txt'))
    expect(moved).toMatchObject({ id: String(file.id), path: ['Plans', 'b.txt'], parentId: String(plans.id) })
    expect(await storage.stat(at('Plans', 'b.txt'))).toEqual(moved)
    await storage.move?.(at('Plans', 'b.txt'), at('c.txt'))
    expect(file).toMatchObject({ name: 'c.txt', parent_id: rootId })
  })

  it('never moves onto something, nor a folder into itself', async () => {
    little.put('Plans', rootId)
    little.put('a.txt', rootId, 'x')
    little.put('b.txt', rootId, 'y')
    await expect(storage.move?.(at('a.txt'), at('b.txt'))).rejects.toMatchObject({ kind: 'already-exists' })
    await expect(storage.move?.(at('Plans'), at('Plans', 'Inner'))).rejects.toMatchObject({ kind: 'unsupported' })
    await expect(storage.move?.(at('Recycle Bin'), at('Bin'))).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await storage.move?.(at('a.txt'), at('A.txt'))).toMatchObject({ path: ['A.txt'] })
  })

  it('deletes to the recycle bin; what is absent is fine, what is Procore’s own stays', async () => {
    const file = little.put('a.txt', rootId, 'x')
    await storage.delete?.(at('a.txt'))
    await storage.delete?.(at('a.txt'))
    expect(file.is_deleted).toBe(true)
    await expect(storage.delete?.(at('Recycle Bin'))).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(storage.delete?.(at())).rejects.toMatchObject({ kind: 'unsupported' })
  })

  it('does not delete a file that took the place of the one that was meant', async () => {
    const file = little.put('a.txt', rootId, 'x')
    const entry = await storage.stat(at('a.txt'))
    file.is_deleted = true
    const other = little.put('a.txt', rootId, 'y')
    await storage.delete?.(entry)
    expect(other.is_deleted).toBe(false)
  })
})
