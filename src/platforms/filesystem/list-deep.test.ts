import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry, Path } from '#platform'
import { expect, test } from 'vitest'
import { partialName } from './partial.ts'
import { at, collect, failureOf, opened, scratchFolder } from './testing/scratch.ts'

// 12 folders in 3 levels with 60 files each, names that are no text among them, a link, and an unfinished file of ours.
function tree() {
  const root = scratchFolder()
  const folders = ['a', 'a/aa', 'a/aa/aaa', 'a/b', 'b', 'b/empty', 'b/x', 'b/x/y', 'c', 'c/a', 'c/a.b', 'c/b']
  for (const folder of folders) {
    mkdirSync(join(root, folder), { recursive: true })
    if (folder === 'b/empty') continue
    for (let n = 0; n < 60; n++) writeFileSync(join(root, folder, `file ${n}`), `${n}`)
  }
  writeFileSync(Buffer.concat([Buffer.from(join(root, 'a/b/')), Buffer.from([0xff, 0x2e, 0xe4])]), 'x')
  writeFileSync(join(root, 'c', 'ü 漢字 😀'), 'x')
  writeFileSync(join(root, 'c', partialName('intent')), 'x')
  symlinkSync('..', join(root, 'a', 'loop'))
  return { root, storage: opened(root) }
}

async function byFolders(storage: ReturnType<typeof opened>, path: Path): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const entry of await collect(storage.list({ ...at(), path }))) {
    entries.push(entry)
    if (entry.kind === 'folder') entries.push(...(await byFolders(storage, entry.path)))
  }
  return entries
}

async function deep(storage: ReturnType<typeof opened>, path: Path, options = {}) {
  return await Array.fromAsync(storage.listDeep?.({ ...at(), path }, options) ?? [])
}

test('a tree is listed with the very entries that its folders give one by one', async () => {
  const { storage } = tree()
  const pages = await deep(storage, [], { pageSize: 50 })
  expect(pages.flatMap((page) => page.entries)).toEqual(await byFolders(storage, []))
  expect(pages.every((page) => page.entries.length <= 50)).toBe(true)
  expect((await deep(storage, ['b', 'x'])).flatMap((page) => page.entries)).toEqual(
    await byFolders(storage, ['b', 'x']),
  )
  expect(await deep(storage, ['b', 'empty'])).toEqual([{ entries: [] }])
})

test('each cursor goes on right behind its page, in another storage too', async () => {
  const { root, storage } = tree()
  const all = await byFolders(storage, [])
  let seen = 0
  for (const page of await deep(storage, [], { pageSize: 37 })) {
    seen += page.entries.length
    if (page.next === undefined) break
    const rest = (await deep(opened(root), [], { cursor: page.next })).flatMap((page) => page.entries)
    expect(rest).toEqual(all.slice(seen))
  }
  expect(seen).toBe(all.length)
})

test('a cursor whose file or folder is gone goes on behind where it was', async () => {
  const { root, storage } = tree()
  const all = await byFolders(storage, [])
  for (const gone of ['a/aa/file 7', 'a/aa']) {
    rmSync(join(root, gone), { recursive: true })
    const after = all.findIndex((entry) => entry.path.join('/') === gone)
    const expected = all.slice(after + 1).filter((entry) => !entry.path.join('/').startsWith(`${gone}/`))
    const cursor = JSON.stringify(gone.split('/'))
    const rest = (await deep(storage, [], { cursor })).flatMap((page) => page.entries)
    expect(rest.map((entry) => entry.path)).toEqual(expected.map((entry) => entry.path))
  }
})

test('listings side by side do not disturb each other, nor does one that is left early', async () => {
  const { storage } = tree()
  const expected = (await byFolders(storage, [])).length
  for await (const page of storage.listDeep?.(at(), { pageSize: 5 }) ?? []) {
    expect(page.entries.length).toBe(5)
    break
  }
  const counts = await Promise.all(
    Array.from({ length: 6 }, async () => (await deep(storage, [], { pageSize: 20 })).flatMap((page) => page.entries)),
  )
  expect(counts.map((entries) => entries.length)).toEqual(Array.from({ length: 6 }, () => expected))
})

test('a missing folder is not found, and a listing that is given up is cancelled', async () => {
  const { storage } = tree()
  expect(await failureOf(deep(storage, ['none']))).toMatchObject({ kind: 'not-found', path: ['none'], verb: 'list' })
  const controller = new AbortController()
  const listing = async () => {
    for await (const page of storage.listDeep?.(at(), { pageSize: 5, signal: controller.signal }) ?? []) {
      expect(page.entries.length).toBe(5)
      controller.abort()
    }
  }
  expect(await failureOf(listing())).toMatchObject({ kind: 'cancelled' })
})
