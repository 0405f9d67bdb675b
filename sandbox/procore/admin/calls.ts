export interface CallCount {
  /** GET /rest/v1.0/files/:id, or "storage POST /pro-core.com" for the other hosts. */
  readonly endpoint: string
  readonly count: number
  readonly statuses: Readonly<Record<string, number>>
}

export interface CallSums {
  readonly total: number
  /** Calls that count against the rate limits, refused ones included. */
  readonly limited: number
  readonly statuses: Readonly<Record<string, number>>
  readonly endpoints: readonly CallCount[]
}

export interface CallCounter {
  count(endpoint: string, status: number, isLimited: boolean): void
  sums(): CallSums
  forget(): void
}

export function countCalls(): CallCounter {
  const endpoints = new Map<string, Map<number, number>>()
  let limited = 0

  return {
    count(endpoint, status, isLimited) {
      const statuses = endpoints.get(endpoint) ?? new Map<number, number>()
      endpoints.set(endpoint, statuses.set(status, (statuses.get(status) ?? 0) + 1))
      if (isLimited) limited++
    },
    sums() {
      const counts = [...endpoints].map(([endpoint, statuses]) => ({
        endpoint,
        count: sum(statuses.values()),
        statuses: Object.fromEntries(statuses),
      }))
      const byStatus: Record<string, number> = {}
      for (const { statuses } of counts) {
        for (const [status, count] of Object.entries(statuses)) byStatus[status] = (byStatus[status] ?? 0) + count
      }
      return {
        total: sum(counts.map(({ count }) => count)),
        limited,
        statuses: byStatus,
        endpoints: counts.toSorted((a, b) => b.count - a.count),
      }
    },
    forget() {
      endpoints.clear()
      limited = 0
    },
  }
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0)
