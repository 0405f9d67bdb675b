import type { Entry } from '#platform'
import type { Copy } from './action.ts'
import type { Print } from './item.ts'
import type { History } from './older-versions.ts'

/** How far an action has come over its attempts. */
export interface Progress {
  /** As the source holds it now. */
  entry: Entry
  /** It changed while it was read: list it anew. */
  isStale: boolean
  /** What lies at the destination and may be replaced. */
  replaces: Print | undefined
  attempts: number
  /** The outcome of an earlier attempt is unclear: look before writing. */
  mustSettle: boolean
  /** What an attempt wrote that does not agree with the source. */
  wrong: Entry | undefined
  /** What an attempt wrote that could not be verified yet. */
  unproven: Entry | undefined
  /** The last of its older versions that lies there, while the current one does not. */
  part: Print | undefined
  /** The versions that it consists of; absent for the current one alone. */
  history: History | undefined
}

export function begin({ from, replaces }: Copy, mustSettle: boolean): Progress {
  return {
    entry: from,
    isStale: false,
    replaces,
    attempts: 0,
    mustSettle,
    wrong: undefined,
    unproven: undefined,
    part: undefined,
    history: undefined,
  }
}

/** An attempt found that the item is a person's to decide. */
export class Conflict extends Error {
  override readonly name = 'Conflict'
}

/** An attempt wrote something that does not agree with what was read. */
export class Disagreement extends Error {
  override readonly name = 'Disagreement'
  /** Another attempt may replace it. */
  readonly isFirst: boolean

  constructor(isFirst: boolean) {
    super('The copy does not agree with the source.')
    this.isFirst = isFirst
  }
}
