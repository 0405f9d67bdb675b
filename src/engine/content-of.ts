import { crc32 } from 'node:zlib'
import { nameOf, type Entry, type HashKind, type Range } from '#platform'
import type { Copy } from './action.ts'
import { archiveOf, type Archive } from './archive.ts'
import { passingHash } from './passing-hash.ts'
import { passAll, sourceContent, type Passed, type ReadTerms, type SourceContent } from './source-content.ts'

type Packed = Pick<Copy, 'packed'>

/** What a copy of this file writes: its content, or the archive that holds it. */
export function contentOf({ packed }: Packed, entry: Entry, size: number, terms: ReadTerms): SourceContent {
  const content = sourceContent(entry, size, terms)
  return packed ? packedContent(content, archiveOf(nameOf(entry.path), size), terms.kinds) : content
}

/** What such a copy would have let pass. Throws when the file is no longer as its entry says. */
export function hashContent(
  action: Packed,
  entry: Entry,
  size: number,
  terms: Omit<ReadTerms, 'onBytes'>,
): Promise<Passed> {
  return passAll(contentOf(action, entry, size, { ...terms, onBytes: () => {} }))
}

/** The entry as the destination holds it: of an archive nothing is known beforehand but its size. */
export function heldAs({ packed }: Packed, entry: Entry): Entry {
  if (!packed) return entry
  const { hashes: _, size, ...archive } = entry
  return size === undefined ? archive : { ...archive, size: archiveOf(nameOf(entry.path), size).size }
}

function packedContent(
  { content, passed, failure }: SourceContent,
  { head, end, size }: Archive,
  kinds: readonly HashKind[],
): SourceContent {
  const hash = passingHash(kinds)
  const endsAt = head.length + content.size
  let finished: Passed['hashes'] | undefined
  let sum = 0
  let summed = 0

  function add(chunk: Uint8Array, at: number): void {
    if (at > summed || at + chunk.length <= summed) return
    sum = crc32(chunk.subarray(summed - at), sum)
    summed = at + chunk.length
  }

  const within = (at: number) => Math.min(Math.max(at - head.length, 0), content.size)

  async function* inside(range: Required<Range>): AsyncIterable<Uint8Array> {
    let at = range.start
    for await (const chunk of content.open(range)) {
      add(chunk, at)
      at += chunk.length
      yield chunk
    }
  }

  async function* pieces(start: number, stop: number): AsyncIterable<Uint8Array> {
    if (start < head.length) yield head.subarray(start, stop)
    const range = { start: within(start), end: within(stop) }
    if (range.start < range.end || content.size === 0) yield* inside(range)
    if (stop <= endsAt) return
    // Parts that passed out of order have left a gap in the sum: then the source is read once more.
    if (summed < content.size) for await (const _ of inside({ start: 0, end: content.size })) continue
    yield end(sum).subarray(Math.max(start - endsAt, 0), stop - endsAt)
  }

  return {
    content: {
      size,
      async *open(range) {
        let at = range?.start ?? 0
        for await (const chunk of pieces(at, range?.end ?? size)) {
          hash.add(chunk, at)
          at += chunk.length
          yield chunk
        }
      },
    },
    passed() {
      const source = passed()?.source
      if (source && hash.length === size) finished ??= hash.finish()
      return source && finished && { hashes: finished, size, source }
    },
    failure,
  }
}
