import type { Kysely } from 'kysely'
import type { RunOverview } from '#api/contract/exports.ts'
import { plannedBatches } from './batches.ts'
import { countedOf, overviewing } from './overview.ts'

/** The files that the plan of a simulation names: to be copied, or left. */
export async function plannedOverview(
  db: Kysely<unknown>,
  run: string,
  { now, signal }: { readonly now: number; readonly signal: AbortSignal },
): Promise<RunOverview> {
  const { add, overview } = overviewing(now)
  for await (const { actions } of plannedBatches(db, run)) {
    signal.throwIfAborted()
    // What is to be deleted is no file of the source any more.
    for (const action of actions) if (action.do !== 'remove' && action.do !== 'move') add(countedOf(action))
  }
  return overview()
}
