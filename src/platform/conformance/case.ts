import type { Context } from './context.ts'
import type { Ground } from './harness.ts'

/** One promise of the contract, as a sentence and as the proof of it. */
export interface Case {
  readonly sentence: string
  /** Why it does not apply to this storage; undefined when it does. */
  readonly needs?: (ground: Ground) => string | undefined
  /** Throws when the promise is not kept. */
  readonly run: (context: Context) => Promise<void>
}

/** Thrown by a case that finds out only while it runs that it does not apply. */
export class Inapplicable extends Error {
  override readonly name = 'Inapplicable'
}
