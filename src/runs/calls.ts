import { sql, type Kysely } from 'kysely'
import type { Log } from '#platform'

type Db = Kysely<unknown>

/** The calls that one task of a run makes, added to the run's own. */
export interface Calls {
  /** One call through this connection. */
  readonly count: (connection: string) => void
  /** Writes what was counted so far; what cannot be written stops no run. */
  flush(): Promise<void>
}

// What a process that is killed may leave uncounted in each of its tasks.
const callsAtOnce = 20

export function countCalls(db: Db, run: string, log: Log): Calls {
  let counted = new Map<string, number>()
  let unwritten = 0
  let writing = Promise.resolve()
  const write = async () => {
    const calls = counted
    counted = new Map()
    unwritten = 0
    await addCalls(db, run, calls).catch((error: unknown) => log.warn({ run, error }, 'calls-not-counted'))
  }
  const flush = () => (writing = writing.then(write))
  return {
    count(connection) {
      counted.set(connection, (counted.get(connection) ?? 0) + 1)
      unwritten++
      if (unwritten === callsAtOnce) void flush()
    },
    flush,
  }
}

/** Rows are taken in one order, so that workers cannot block each other for good. */
async function addCalls(db: Db, run: string, calls: ReadonlyMap<string, number>): Promise<void> {
  if (calls.size === 0) return
  const connections = [...calls.keys()].toSorted()
  await sql`
    insert into run_calls (run, connection, calls)
    select ${run}::bigint, * from unnest(${connections}::text[], ${connections.map((id) => calls.get(id))}::bigint[])
    on conflict (run, connection) do update set calls = run_calls.calls + excluded.calls`.execute(db)
}

/** How many calls each run made through each connection; those that made none are missing. */
export async function callsOfRuns(
  db: Db,
  runs: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const { rows } = await sql<{ run: string; connection: string; calls: string }>`
    select run::text, connection, calls::text from run_calls where run = any(${runs}::bigint[])`.execute(db)
  const byRun = Map.groupBy(rows, ({ run }) => run)
  return new Map(
    [...byRun].map(([run, some]) => [
      run,
      new Map(some.map(({ connection, calls }) => [connection, Number(calls)] as const)),
    ]),
  )
}
