import type { Throughput } from '#api/contract/runs.ts'

type Sample = Throughput['samples'][number]

/** Between two points of a curve. */
export interface Speed {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly until: number
  /** In a second. */
  readonly items: number
  readonly bytes: number
  /** Why nothing moved. */
  readonly rest?: NonNullable<Sample['waiting']> | 'paused'
}

export function speedsOf(samples: readonly Sample[]): readonly Speed[] {
  return samples.slice(1).flatMap((sample, at) => {
    const before = samples[at]
    const [from, until] = [Date.parse(before?.at ?? sample.at), Date.parse(sample.at)]
    if (!before || until <= from) return []
    const seconds = (until - from) / 1000
    const rest = sample.waiting ?? (sample.state === 'paused' ? ('paused' as const) : undefined)
    // A scan that begins again counts anew.
    const grown = (of: 'items' | 'bytes') => Math.max(0, sample[of] - before[of]) / seconds
    return [{ from, until, items: grown('items'), bytes: grown('bytes'), ...(rest && { rest }) }]
  })
}
