import type { Facts } from '#platform'
import type { Gate } from './gate.ts'
import type { Holding } from './held.ts'
import type { Knobs } from './knobs.ts'

/** What memory looks things up in. */
export interface Room {
  readonly holding: Holding
  readonly facts: Facts
}

/** What the verbs of one storage work with. */
export interface Memory extends Room {
  readonly knobs: () => Knobs
  readonly gate: Gate
}
