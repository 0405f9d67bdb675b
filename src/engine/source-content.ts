import { StorageError, type Content, type Entry, type HashKind, type Hashes, type Storage } from '#platform'
import { changedMeanwhile } from './changed-meanwhile.ts'
import { passingHash } from './passing-hash.ts'
import { differentPrint, printOf } from './print.ts'
import { quotePath } from './quote.ts'
import { agreement } from './verify.ts'

/** What passed, once all of it has. */
export interface Passed {
  /** Of the bytes that the destination is to hold, and how many these are. */
  readonly hashes: Hashes
  readonly size: number
  /** Of the bytes of the source, which are others where they are packed. */
  readonly source: Hashes
}

/** One attempt's reading of a source file: content for a write, hashed as it passes. */
export interface SourceContent {
  readonly content: Content
  /** Absent while some bytes have not passed in order. */
  passed(): Passed | undefined
  /** What the source threw, so that its failures are not taken for the destination's. */
  failure(): unknown
}

export interface ReadTerms {
  readonly source: Storage
  readonly kinds: readonly HashKind[]
  readonly signal: AbortSignal
  /** Told of bytes that pass for the first time. */
  readonly onBytes: (count: number) => void
}

/**
 * The content of a source file as it was listed. Every pass that reaches the end makes sure, before it ends, that the file
 * has not changed meanwhile, and throws otherwise: a torn mixture of two contents is never written whole.
 */
export function sourceContent(entry: Entry, size: number, terms: ReadTerms): SourceContent {
  const { source, kinds, signal } = terms
  // A version does not change: what was listed is what is read, without another call to make sure.
  const version = source.versions === undefined ? undefined : entry.version
  const hash = passingHash(kinds)
  let finished: Hashes | undefined
  let furthest = 0
  let failure: unknown

  const hashes = () => {
    if (finished === undefined && hash.length === size) finished = hash.finish()
    return finished
  }

  async function assertUnchanged() {
    const word = agreement(hashes(), entry.hashes)
    if (word === 'different') throw changedMeanwhile(entry)
    if (word === 'same' || version !== undefined) return
    const now = await source.stat(entry, { signal })
    if (now.kind !== 'file' || differentPrint(printOf(entry), printOf(now), source.facts.timePrecisionMs)) {
      throw changedMeanwhile(entry)
    }
  }

  async function* pass(start: number, end: number): AsyncIterable<Uint8Array> {
    let at = start
    const isWhole = start === 0 && end === size
    for await (const chunk of source.read(entry, {
      signal,
      ...(!isWhole && { range: { start, end } }),
      ...(version !== undefined && { version }),
    })) {
      if (at + chunk.length > end) throw changedMeanwhile(entry)
      hash.add(chunk, at)
      at += chunk.length
      if (at > furthest) {
        terms.onBytes(at - furthest)
        furthest = at
      }
      yield chunk
    }
    if (at < end) throw changedMeanwhile(entry)
    if (end === size) await assertUnchanged()
  }

  return {
    passed() {
      const source = hashes()
      return source && { hashes: source, size, source }
    },
    content: {
      size,
      async *open(range) {
        failure = undefined
        try {
          yield* pass(range?.start ?? 0, range?.end ?? size)
        } catch (error) {
          failure = error
          throw error
        }
      },
    },
    failure: () => failure,
  }
}

/** The size that a write must promise, found by reading where the platform does not tell it. */
export async function sizeOf(entry: Entry, source: Storage, signal: AbortSignal): Promise<number> {
  if (entry.size !== undefined) return entry.size
  const version = source.versions === undefined ? undefined : entry.version
  let size = 0
  for await (const chunk of source.read(entry, { signal, ...(version !== undefined && { version }) })) {
    size += chunk.length
  }
  return size
}

/** The file as it is now, after a reading found it changed. */
export async function lookAgain(entry: Entry, source: Storage, signal: AbortSignal): Promise<Entry> {
  const now = await source.stat(entry, { signal })
  if (now.kind === 'file') return now
  const message = `${quotePath(entry.path)} is no longer a file at the source.`
  throw new StorageError({ kind: 'is-a-folder', verb: 'read', path: entry.path, message })
}

/** What is told of a content that has not passed in order, where nobody asks for more. */
export function unread({ size }: Content): Passed {
  return { hashes: {}, size, source: {} }
}

/** Lets all of the content pass; throws when the file is no longer as its entry says. */
export async function passAll({ content, passed }: SourceContent): Promise<Passed> {
  const chunks = content.open()[Symbol.asyncIterator]()
  while (!(await chunks.next()).done) continue
  return passed() ?? unread(content)
}
