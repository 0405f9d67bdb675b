import { sql } from 'kysely'
import type { Database } from '#database/database.ts'
import type { Stops } from './stops.ts'

const channel = 'run-stops'

/**
 * Lets every process hear which run is to stop, and stops the tasks of this one. Gives what tells them; the listening ends
 * with the stack.
 */
export async function stopRuns(
  stack: AsyncDisposableStack,
  { database, stops }: { readonly database: Database<unknown>; readonly stops: Stops },
): Promise<(run: string) => Promise<void>> {
  const lookForStops = async () => {
    const { rows } = await sql<{ id: string }>`
      select id::text from runs where state in ('pausing', 'cancelling')`.execute(database.kysely)
    for (const { id } of rows) stops.stop(id)
  }
  const listening = await database.listen(channel, {
    message: (run) => stops.stop(run),
    // When the database is away again it will be missed again.
    missed: () => void lookForStops().catch(() => undefined),
  })
  stack.defer(() => listening.close())
  return async (run) => {
    stops.stop(run)
    await database.notify(channel, run)
  }
}
