import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { databaseFailure } from '#database/database-error.ts'
import { StorageError, type Clock, type Pacer } from '#platform'
import {
  answered,
  freshPacing,
  isUnlimited,
  nearest,
  permit,
  type Heard,
  type PacingState,
  type Permit,
} from '#toolkit/pacing.ts'
import { tellOfCall } from './heed-calls.ts'

/** How many calls a connection has made, and what is left, for the pages that show it. */
export interface CallCount {
  readonly used: number
  readonly limit?: number
  readonly left?: number
  readonly resetsAt?: Date
}

interface Means {
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly clock: Clock
}

// While no limit has ever been told of, the shared state is only looked at now and then.
const looksWithoutLimit = 200
// Each attempt waits for a connection to the database as long as everything else does.
const mostAttempts = 5
const pauseMs = 500

/**
 * One budget for all processes that use a connection: the state lies in a row, which is locked for as long as it takes to
 * allow one call. An answer is noted together with the next question, so a call costs one short transaction.
 */
export function sharedPacer(connection: string, { transaction, clock }: Means): Pacer & { flush(): Promise<void> } {
  const who = randomUUID()
  let known: PacingState = freshPacing
  const told: Heard[] = []
  let heard: Heard[] = []
  let unnoted = 0
  let queue: Promise<unknown> = Promise.resolve()

  const ask = async (): Promise<Permit> => {
    const [answers, used] = [heard, unnoted + 1]
    heard = []
    unnoted = 0
    try {
      return await transaction(async (db) => {
        const now = clock.now()
        const before = answers.reduce((state, answer) => answered(state, who, answer, now), await lock(db, connection))
        const next = permit(before, who, now)
        await store(db, connection, next.state, next.permit.go ? used : used - 1)
        known = next.state
        return next.permit
      })
    } catch (error) {
      heard = [...answers, ...heard]
      unnoted += used - 1
      throw error
    }
  }

  /** A database that is away for a moment is no reason to give up the file whose call this is. */
  const askPatiently = async (signal?: AbortSignal): Promise<Permit> => {
    for (let attempts = 1; ; attempts++) {
      try {
        return await ask()
      } catch (error) {
        if (databaseFailure(error) !== 'unavailable') throw error
        if (attempts === mostAttempts) throw notNoted(error)
        await clock.sleep(pauseMs, signal)
      }
    }
  }

  const takeOne = async (signal?: AbortSignal): Promise<void> => {
    for (;;) {
      if (signal?.aborted) throw stopped(signal)
      if (isUnlimited(known) && heard.length === 0 && unnoted < looksWithoutLimit) {
        unnoted++
        return
      }
      const next = await askPatiently(signal)
      if (next.go) return
      await clock.sleep(Math.max(20, next.until - clock.now()), signal)
    }
  }

  return {
    take(signal) {
      // In turn: whoever waits for the window must not be overtaken by the next caller of the same process.
      const turn = queue.then(() => takeOne(signal))
      queue = turn.catch(() => undefined)
      return turn
    },
    learn({ limit, left, resetsAt, refused }) {
      told.push({ limit, left, resetsAt: resetsAt?.getTime(), refused, at: clock.now() })
    },
    done(isCounted = true) {
      const answer = told.shift()
      if (isCounted) tellOfCall(connection)
      else unnoted--
      if (answer?.limit !== undefined || answer?.refused || !isUnlimited(known)) heard.push(answer ?? {})
    },
    left() {
      const window = nearest(known, clock.now())
      return window && { ...window, resetsAt: new Date(window.resetsAt) }
    },
    async flush() {
      if (unnoted === 0 && heard.length === 0) return
      const [answers, used] = [heard, unnoted]
      heard = []
      unnoted = 0
      // What has ended is under way no more: else others would wait for it.
      await transaction(async (db) => {
        const now = clock.now()
        const state = answers.reduce((before, one) => answered(before, who, one, now), await lock(db, connection))
        await store(db, connection, state, used)
      })
    },
  }
}

async function lock(db: Kysely<unknown>, connection: string): Promise<PacingState> {
  await sql`
    insert into pacing (connection, state) values (${connection}, ${JSON.stringify(freshPacing)}) on conflict do nothing`.execute(
    db,
  )
  const { rows } = await sql<{ state: PacingState }>`
    select state from pacing where connection = ${connection} for update`.execute(db)
  return rows[0]?.state ?? freshPacing
}

async function store(db: Kysely<unknown>, connection: string, state: PacingState, used: number): Promise<void> {
  await sql`
    update pacing set state = ${JSON.stringify(state)}, used = used + ${used}, limited_until = ${limitedUntil(state)}
    where connection = ${connection}`.execute(db)
}

/** When calls go again: of the windows that are used up the end of the last one, or when a service is asked again. */
function limitedUntil({ windows, closed }: PacingState): Date | null {
  const full = windows.filter(({ trust, left }) => trust === 'heard' && left <= 0)
  const until = Math.max(closed?.until ?? 0, ...full.map(({ resetsAt }) => resetsAt))
  return until > 0 ? new Date(until) : null
}

/** What all processes together have used and heard, by connection; those that never made a call are missing. */
export async function callCounts(
  db: Kysely<unknown>,
  connections: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, CallCount>> {
  const { rows } = await sql<{ connection: string; state: PacingState; used: string }>`
    select connection::text, state, used::text from pacing
    where connection = any(${connections}::bigint[])`.execute(db)
  return new Map(rows.map(({ connection, state, used }) => [connection, countOf(state, Number(used), now)]))
}

function countOf(state: PacingState, used: number, now: number): CallCount {
  const window = nearest(state, now)
  return {
    used,
    ...(window && { limit: window.limit, left: window.left, resetsAt: new Date(window.resetsAt) }),
  }
}

function notNoted(error: unknown): StorageError {
  const reason = error instanceof Error ? error.message : String(error)
  const message = `Could not note a call, without which none is made: ${reason}`
  return new StorageError({ kind: 'unavailable', message, advice: { do: 'retry-later' }, cause: error })
}

function stopped(signal: AbortSignal): StorageError {
  return new StorageError({
    kind: 'cancelled',
    message: 'Stopped while it waited for the call limit.',
    cause: signal.reason,
  })
}
