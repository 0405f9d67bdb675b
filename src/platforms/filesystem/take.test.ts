import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry, Storage, Take, Taken } from '#platform'
import { describe, expect, test } from 'vitest'
import { at, collect, failureOf, opened, scratchFolder } from './testing/scratch.ts'

function sides() {
  const from = scratchFolder()
  const to = scratchFolder()
  return { from, to, source: opened(from), destination: opened(to) }
}

function takeOf(entry: Entry, more: Partial<Take> = {}): Take {
  return { from: entry, to: at(...entry.path), intent: entry.path.join('/'), ifAbsent: true, ...more }
}

async function takeAll(
  destination: Storage,
  source: Storage,
  files: readonly Take[],
  options: { readBack?: boolean; signal?: AbortSignal } = {},
): Promise<readonly Taken[]> {
  const results = destination.takeFrom?.(source, files, { readBack: true, ...options })
  if (!results) throw new Error('cannot take')
  return (await Array.fromAsync(results)).flat().toSorted((a, b) => a.at - b.at)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function withoutEtag(entry: Entry): Entry {
  const { etag, ...rest } = entry
  expect(etag).toBeDefined()
  return rest
}

describe('taking files from another disk', () => {
  test('copies each with its time and hashes, and answers what stat then says', async () => {
    const { from, to, source, destination } = sides()
    for (const folder of ['a', 'b']) {
      mkdirSync(join(from, folder))
      mkdirSync(join(to, folder))
      for (let n = 0; n < 150; n++) {
        const path = join(from, folder, n === 7 ? '.hidden' : `file ${n}`)
        writeFileSync(path, Buffer.alloc(n * 97, n))
        utimesSync(path, 1.7e9 + n, 1.7e9 + n / 1000)
      }
    }
    const bytes = Buffer.from([0x66, 0xff])
    writeFileSync(Buffer.concat([Buffer.from(`${from}/a/`), bytes]), 'no text')
    const entries = [...(await collect(source.list(at('a')))), ...(await collect(source.list(at('b'))))]
    // Out of order, as no caller is bound to sort.
    const files = entries.toSorted((a, b) => (a.path[1] ?? '').localeCompare(b.path[1] ?? '')).map((e) => takeOf(e))

    const taken = await takeAll(destination, source, files)
    expect(taken.map((one) => one.at)).toEqual(files.map((_, position) => position))
    for (const one of taken) {
      if (!('written' in one)) throw one.failure
      const file = files[one.at]
      const expected = sha256(Buffer.concat(await Array.fromAsync(destination.read(one.written))))
      expect([one.sourceSha256, one.writtenSha256]).toEqual([expected, expected])
      expect(one.written).toEqual(await destination.stat(one.written))
      expect(one.written).toMatchObject({ size: file?.from.size, modifiedAt: file?.from.modifiedAt })
    }
    expect(readdirSync(join(to, 'a'), 'buffer').toSorted(Buffer.compare)).toEqual(
      readdirSync(join(from, 'a'), 'buffer').toSorted(Buffer.compare),
    )
  })

  test.each([0, 1, 1_048_575, 1_048_576, 1_048_577, 5_000_011])('a file of %d bytes arrives whole', async (size) => {
    const { from, to, source, destination } = sides()
    const bytes = Buffer.from(Array.from({ length: size }, (_, n) => (n * 31 + (n >> 8)) % 256))
    writeFileSync(join(from, 'file'), bytes)
    const entry = await source.stat(at('file'))
    const [kept] = await takeAll(destination, source, [takeOf(entry)])
    expect(kept).toMatchObject({ sourceSha256: sha256(bytes), writtenSha256: sha256(bytes) })
    expect(readFileSync(join(to, 'file')).equals(bytes)).toBe(true)
    const [unread] = await takeAll(destination, source, [takeOf(entry, { ifAbsent: false })], { readBack: false })
    expect(unread).toMatchObject({ sourceSha256: sha256(bytes) })
    expect(unread).not.toHaveProperty('writtenSha256')
  })

  test('one that changed since it was listed, is gone, or is a link now fails alone', async () => {
    const { from, to, source, destination } = sides()
    for (const name of ['changed', 'gone', 'good', 'linked', 'touched']) writeFileSync(join(from, name), name)
    const files = (await collect(source.list(at()))).map((entry) => takeOf(entry))
    const [, , good] = files
    writeFileSync(join(from, 'changed'), 'something else')
    utimesSync(join(from, 'touched'), 1, 1)
    await source.delete?.(at('gone'))
    await source.delete?.(at('linked'))
    symlinkSync(join(from, 'good'), join(from, 'linked'))
    const unmarked = files.map((file) => ({ ...file, from: withoutEtag(file.from) }))
    for (const some of [files, unmarked]) {
      expect(await takeAll(destination, source, some)).toMatchObject([
        { failure: { kind: 'precondition-failed', advice: { do: 'retry-later' }, path: ['changed'] } },
        { failure: { kind: 'not-found', path: ['gone'] } },
        { written: { path: good?.to.path } },
        { failure: { kind: 'forbidden', path: ['linked'] } },
        { failure: { kind: 'precondition-failed', path: ['touched'] } },
      ])
      expect(readdirSync(to)).toEqual(['good'])
      await destination.delete?.(at('good'))
    }
  })

  test('nothing that is there is replaced unless it is what was seen', async () => {
    const { from, to, source, destination } = sides()
    for (const name of ['absent', 'folder', 'link', 'match', 'mismatch', 'taken'])
      writeFileSync(join(from, name), 'new')
    mkdirSync(join(to, 'folder'))
    symlinkSync('/etc/hostname', join(to, 'link'))
    for (const name of ['match', 'mismatch', 'taken']) writeFileSync(join(to, name), 'old')
    const seen = (await destination.stat(at('match'))).etag ?? ''
    const conditions: Record<string, Partial<Take>> = {
      match: { ifAbsent: false, ifMatch: seen },
      mismatch: { ifAbsent: false, ifMatch: 'another' },
      folder: { ifAbsent: false },
      link: { ifAbsent: false },
    }
    const files = (await collect(source.list(at()))).map((entry) => takeOf(entry, conditions[entry.path[0] ?? '']))
    expect(await takeAll(destination, source, files)).toMatchObject([
      { written: { path: ['absent'] } },
      { failure: { kind: 'is-a-folder' } },
      { failure: { kind: 'already-exists' } },
      { written: { path: ['match'] } },
      { failure: { kind: 'precondition-failed' } },
      { failure: { kind: 'already-exists', path: ['taken'] } },
    ])
    expect(readFileSync(join(to, 'mismatch'), 'utf8') + readFileSync(join(to, 'taken'), 'utf8')).toBe('oldold')
    expect(readdirSync(to).filter((name) => name.startsWith('.gantry'))).toEqual([])
  })

  test('a missing folder at the destination fails its files only', async () => {
    const { from, source, destination } = sides()
    writeFileSync(join(from, 'a'), 'a')
    const entry = await source.stat(at('a'))
    const files = [takeOf(entry, { to: at('missing', 'a') }), takeOf(entry)]
    expect(await takeAll(destination, source, files)).toMatchObject([
      { failure: { kind: 'not-found', verb: 'write', path: ['missing', 'a'] } },
      { written: { path: ['a'] } },
    ])
  })

  test('is given up within large files, and leaves nothing of them', async () => {
    const { from, to, source, destination } = sides()
    for (const name of ['one', 'two', 'three']) writeFileSync(join(from, name), Buffer.alloc(64 * 2 ** 20))
    const files = (await collect(source.list(at()))).map((entry) => takeOf(entry))
    const controller = new AbortController()
    const taking = failureOf(takeAll(destination, source, files, { signal: controller.signal }))
    const begun = () => readdirSync(to).some((name) => statSync(join(to, name), { throwIfNoEntry: false })?.size)
    while (!begun()) await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    expect(await taking).toMatchObject({ kind: 'cancelled' })
    expect(readdirSync(to)).toEqual([])
  })

  test('a storage of another kind is not taken from', () => {
    const { source, destination } = sides()
    expect(destination.takeFrom?.({ ...source }, [], { readBack: true })).toBeUndefined()
  })

  test('of several takings of the same files at once each file has one winner', async () => {
    const { from, to, source, destination } = sides()
    for (let n = 0; n < 200; n++) writeFileSync(join(from, `${n}`), `${n}`)
    const entries = await collect(source.list(at()))
    const takings = await Promise.all(
      ['x', 'y', 'z'].map((intent) =>
        takeAll(
          destination,
          source,
          entries.map((entry) => takeOf(entry, { intent })),
        ),
      ),
    )
    for (const position of entries.keys()) {
      expect(takings.filter((taking) => 'written' in (taking[position] ?? {})).length).toBe(1)
    }
    expect(readdirSync(to).length).toBe(200)
  })
})
