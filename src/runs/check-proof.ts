import { Readable } from 'node:stream'
import type { ProofCheckLine } from '#api/contract/locations.ts'
import { checkAgainst, type CheckTerms } from '#engine/check-against.ts'
import { sentenceOf } from '#engine/failure.ts'
import type { Place, Storage } from '#platform'

/** Files read side by side: enough to hide the latency of a platform, few enough for one disk. */
const filesAtOnce = 8

/** Reads what a proof tells of at a place again: each thing that is not as it was, and as the last line the sums or a failure. */
export async function* proofCheck(
  storage: Storage,
  place: Place,
  proof: AsyncIterable<Uint8Array>,
  terms: Pick<CheckTerms, 'side' | 'signal'>,
): AsyncGenerator<ProofCheckLine, void, undefined> {
  let same = 0
  let found = 0
  try {
    for await (const findings of checkAgainst(storage, place, proof, { ...terms, concurrency: filesAtOnce })) {
      for (const { outcome, line, path, sentence } of findings) {
        if (outcome === 'same') same++
        else {
          found++
          yield { line, path, outcome, sentence }
        }
      }
    }
    yield { same, found }
  } catch (error) {
    yield { failure: sentenceOf(error) }
  }
}

/** Lines of JSON, as they come. */
export function inJson(lines: AsyncIterable<unknown>): Readable {
  return Readable.from(texts(lines), { objectMode: false })
}

async function* texts(lines: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`
}
