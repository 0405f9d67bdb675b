import type { JobFilters } from '#api/contract/filters.ts'
import { bytesIn, millisecondsIn } from '#engine/amounts.ts'
import { JobRefused } from './job.ts'

/** Bounds of which the first must not be above the second. */
const pairs = [
  ['minSize', 'maxSize', bytesIn],
  ['minAge', 'maxAge', millisecondsIn],
  ['modifiedAfter', 'modifiedBefore', Date.parse],
] as const satisfies readonly (readonly [keyof JobFilters, keyof JobFilters, (text: string) => number])[]

/** Bounds that no file can keep within. */
export function refuseFilters(filters: JobFilters): void {
  for (const [least, most, amountOf] of pairs) {
    const [low, high] = [filters[least], filters[most]]
    if (low === undefined || high === undefined || amountOf(low) <= amountOf(high)) continue
    throw new JobRefused(
      'invalid',
      `These filters take no file: “${least}” (${low}) is above “${most}” (${high}). Change one of them.`,
    )
  }
}
