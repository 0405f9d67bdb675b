import type { RetryItems } from '#api/contract/flagged.ts'
import { api } from '../api.ts'
import { texts } from '../texts/texts.ts'

/** Has items tried again, and says what came of it; throws when no run could begin. */
export async function retryItems(filter: RetryItems) {
  const { items, runs, held } = await api.retryItems(filter)
  const [first] = held
  if (runs.length === 0 && first) throw new Error(first.sentence)
  const sentence = texts.causes.retried(items, runs.length)
  return {
    runs: runs.map(({ run }) => run),
    isPartial: first !== undefined,
    sentence: first ? `${sentence} ${first.sentence}` : sentence,
  }
}
