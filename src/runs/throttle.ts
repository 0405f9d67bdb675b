import { bandwidthAt } from '#jobs/bandwidth.ts'
import type { Job } from '#jobs/job.ts'
import type { Clock, Storage } from '#platform'

/** What each run of this process may move: its batches share one measure. */
const measures = new Map<string, Measure>()

interface Measure {
  /** When what was let through so far has had its time. */
  freeAt: number
  users: number
}

interface Sides {
  readonly source: Storage
  readonly destination: Storage
}

interface Throttled extends Sides {
  /** Whoever opened it says when it is not used any more. */
  readonly leave: () => void
}

/**
 * The two sides of a job, no faster than its pace allows at the moment: what is read from the source waits its time. Without a
 * limit they are as they were. With one nothing goes from disk to disk by threads, which know of no limit.
 */
export function throttled(run: string, { pace, schedule }: Job, sides: Sides, clock: Clock): Throttled {
  if (pace.bandwidth === undefined && pace.bandwidthBetween === undefined) return { ...sides, leave: () => undefined }
  const measure = measures.get(run) ?? { freeAt: 0, users: 0 }
  measure.users++
  measures.set(run, measure)
  const { takeFrom: _, ...destination } = sides.destination
  const { source } = sides
  return {
    source: {
      ...source,
      async *read(file, options) {
        for await (const chunk of source.read(file, options)) {
          const limit = bandwidthAt(pace, schedule, clock.now())
          if (limit !== undefined) await letThrough(measure, (chunk.length / limit) * 1000, clock, options?.signal)
          yield chunk
        }
      },
    },
    destination,
    leave() {
      measure.users--
      if (measure.users === 0) measures.delete(run)
    },
  }
}

// What may come at once after a rest.
const burstMs = 250

async function letThrough(measure: Measure, ms: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  const now = clock.now()
  measure.freeAt = Math.max(measure.freeAt, now - burstMs) + ms
  if (measure.freeAt > now) await clock.sleep(measure.freeAt - now, signal)
}
