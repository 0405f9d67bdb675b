import type { Clock, Fields, Place, Storage } from '#platform'
import { sentenceOf } from './failure.ts'
import { tryOften } from './try-often.ts'

interface Filling {
  readonly destination: Storage
  readonly signal: AbortSignal
  readonly clock: Clock
}

/** Of two states of an entry's fields what brings the one to the other: what is lost has the empty text. */
export function changedFields(before: Fields, after: Fields): Fields {
  const lost = Object.keys(before).filter((field) => !Object.hasOwn(after, field))
  const changed = Object.entries(after).filter(([field, value]) => before[field] !== value)
  return Object.fromEntries([...lost.map((field) => [field, ''] as const), ...changed])
}

/**
 * Fills fields of an entry of the destination in; gives why that could not be done, or nothing. Never throws for a single entry;
 * throws Halt for what concerns the whole run.
 */
export function giveMetadata(to: Place, fields: Fields, filling: Filling): Promise<string | undefined> {
  const { destination, signal } = filling
  return tryOften<string | undefined>(
    filling,
    async () => {
      await destination.metadata?.set(to, fields, { signal })
      return undefined
    },
    sentenceOf,
  )
}
