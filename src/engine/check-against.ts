import { isStorageError, nameOf, parsePath, type Entry, type Place, type Storage } from '#platform'
import { archiveOf } from './archive.ts'
import { concurrently } from './concurrently.ts'
import { sentenceOf } from './failure.ts'
import { hashInside } from './hash-inside.ts'
import { linesOf } from './lines.ts'
import { hashStream } from './passing-hash.ts'
import { lastLineStart, type ProofItem } from './proof-format.ts'
import { parseItem } from './proof-parse.ts'
import { quote } from './quote.ts'
import { kindWords } from './unclear.ts'

/** What became of one item of a proof. `unproven`: it is there, but the proof holds no hash of it. */
export interface LocationFinding {
  readonly line: number
  /** Below the location. */
  readonly path: string
  readonly outcome: 'same' | 'changed' | 'missing' | 'unreadable' | 'unproven'
  readonly sentence: string
}

export interface CheckTerms {
  readonly signal: AbortSignal
  readonly concurrency: number
  /** Whether the location is where the run put the items, or where it took them from. */
  readonly side: 'destination' | 'source'
}

const linesAtOnce = 256

/**
 * Reads every item of a proof at a location and compares it with the hash that the proof holds. The proof is taken at its
 * word: `checkProof` says whether it can be. Items that the run did not move are passed over.
 */
export async function* checkAgainst(
  storage: Storage,
  place: Place,
  chunks: AsyncIterable<Uint8Array>,
  terms: CheckTerms,
): AsyncGenerator<readonly LocationFinding[], void, undefined> {
  let waiting: Item[] = []
  const check = (item: Item) => checkItem(storage, place, item, terms)
  for await (const bytes of linesOf(chunks)) {
    const line = bytes.toString('utf8')
    const item = line.startsWith(lastLineStart) ? undefined : parseItem(line)
    if (!item || item.kind === 'other' || !lies.has(item.state)) continue
    // The header has paths too, but no kind.
    if (item.kind !== 'file' && item.kind !== 'folder') continue
    waiting.push(item)
    if (waiting.length < linesAtOnce) continue
    yield* concurrently(waiting, terms.concurrency, check)
    waiting = []
  }
  yield* concurrently(waiting, terms.concurrency, check)
}

type Item = ProofItem & { readonly line: number }

const lies: ReadonlySet<string> = new Set(['succeeded', 'revised'])

async function checkItem(storage: Storage, place: Place, item: Item, terms: CheckTerms): Promise<LocationFinding> {
  const { side, signal } = terms
  const text = side === 'source' ? item.source : (item.destination ?? item.source)
  const finding = (outcome: LocationFinding['outcome'], sentence = '') => ({
    line: item.line,
    path: text,
    outcome,
    sentence,
  })
  try {
    const at = { space: place.space, path: [...place.path, ...parsePath(text)] }
    const entry = await storage.stat(at, { signal })
    if (entry.kind !== item.kind)
      return finding('changed', `It was a ${item.kind} and is now ${kindWords[entry.kind]}.`)
    if (entry.kind === 'folder') return finding('same')
    return await checkContent(storage, entry, item, terms, finding)
  } catch (error) {
    signal.throwIfAborted()
    if (isStorageError(error, 'not-found')) return finding('missing', 'It is not there.')
    return finding('unreadable', sentenceOf(error))
  }
}

async function checkContent<Finding>(
  storage: Storage,
  entry: Entry,
  item: Item,
  { side, signal }: CheckTerms,
  finding: (outcome: LocationFinding['outcome'], sentence?: string) => Finding,
): Promise<Finding> {
  const { source, sourceSha256, destinationSha256 } = item
  const name = nameOf(parsePath(source))
  const isArchive = side === 'destination' && item.packed !== undefined
  const size = isArchive ? archiveOf(name, item.size).size : item.size
  if (entry.size !== undefined && entry.size !== size) {
    return finding('changed', `It had ${size} bytes and now has ${entry.size}.`)
  }
  const chunks = () => storage.read(entry, { signal })
  if (isArchive) {
    if (sourceSha256 === undefined) return finding('unproven', unproven)
    const { archive, content } = await hashInside(chunks(), name, item.size)
    if (content === sourceSha256 && (destinationSha256 ?? archive) === archive) return finding('same')
    return finding('changed', `It is no archive any more that holds ${quote(name)} as it was, and nothing else.`)
  }
  const expected = side === 'source' ? (sourceSha256 ?? destinationSha256) : (destinationSha256 ?? sourceSha256)
  if (expected === undefined) return finding('unproven', unproven)
  const { hashes } = await hashStream(chunks(), ['sha256'])
  return hashes.sha256 === expected ? finding('same') : finding('changed', 'Its content is another than it was.')
}

const unproven = 'The proof holds no hash of it; its size is the same.'
