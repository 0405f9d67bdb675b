// Trouble of every kind, made with real servers, and what a person is told of it. The journeys check it, the benchmark
// prints it.
import type { House } from './house.ts'

/** What was seen of one trouble. */
export interface Seen {
  /** What a person reads: of the command, of the run, or of the item. */
  readonly sentence: string
  /** What is left where it happened, in words that are made from what was found there. */
  readonly state: string
  /** Of the command that a script would wait for. */
  readonly code: number
}

export interface Trouble {
  /** What was done. */
  readonly done: string
  readonly says: RegExp
  readonly leaves: string
  readonly code: number
  /** Why it cannot be made here; undefined where it can. */
  readonly cannot?: () => Promise<string | undefined>
  readonly make: (house: House) => Promise<Seen>
}

// Nothing that only we understand: stacks, codes of the system, words of the machinery.
const inside =
  /\n\s+at |node:|\bE[A-Z]{4,}\b|\b\w*Error\b|undefined|\[object|did not expect|pg-?boss|\bseq\b|\bbatch\b|status 500/

/** What is wrong with what was seen, in words; empty when all is as it should be. */
export function faultsOf({ says, leaves, code }: Trouble, seen: Seen): readonly string[] {
  return [
    says.test(seen.sentence) ? '' : `It says: “${seen.sentence}”, and not ${says}.`,
    inside.test(seen.sentence) ? `It says what only the inside understands: “${seen.sentence}”.` : '',
    seen.state === leaves ? '' : `It leaves: “${seen.state}”, and not “${leaves}”.`,
    seen.code === code ? '' : `It ends with ${seen.code}, and not ${code}.`,
  ].filter((fault) => fault !== '')
}
