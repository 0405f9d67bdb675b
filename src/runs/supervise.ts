import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Log } from '#platform'
import { lostRuns, takeUpRun } from './recover.ts'
import type { Send } from './stage.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly send: Send
  readonly clock: { now(): number }
  readonly log: Log
  readonly everyMs?: number
}

// One small question to the database; a run that was lost stands still for two of them at most.
const usualMs = 60_000

/**
 * Looks from time to time for runs that nobody is on any more, until the stack is disposed of. A run counts as lost when it
 * is found twice in a row: once may be the moment between two of its tasks.
 */
export function superviseRuns(stack: AsyncDisposableStack, { everyMs = usualMs, ...means }: Means): void {
  const stopping = new AbortController()
  const watch = async () => {
    let before: ReadonlySet<string> = new Set()
    while (!stopping.signal.aborted) {
      await wait(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      if (stopping.signal.aborted) return
      before = await look(before, means)
    }
  }
  const watching = watch()
  stack.defer(async () => {
    stopping.abort()
    await watching
  })
}

/** Takes up what is lost now and was before; gives what is lost now. */
async function look(before: ReadonlySet<string>, { db, send, clock, log }: Means): Promise<ReadonlySet<string>> {
  try {
    const lost = await lostRuns(db)
    for (const run of lost.filter((id) => before.has(id))) {
      log.warn({ run }, 'run-taken-up')
      await takeUpRun(run, { db, send, now: clock.now() })
    }
    return new Set(lost.filter((id) => !before.has(id)))
  } catch (error) {
    // The next look comes; a database that is away is told of by those who need it.
    log.warn({ error }, 'runs-not-looked-at')
    return before
  }
}
