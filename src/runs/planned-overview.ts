import type { Kysely } from 'kysely'
import type { RunOverview } from '#api/contract/exports.ts'
import { plannedFrom, type PlanStretch } from './batches.ts'
import { countedOf, overviewing } from './overview.ts'

/** The files that the plan of a simulation names: to be copied, or left. */
export async function plannedOverview(
  db: Kysely<unknown>,
  run: string,
  { now, signal }: { readonly now: number; readonly signal: AbortSignal },
): Promise<RunOverview> {
  const { add, overview } = overviewing(now)
  for (let seq: number | undefined = 1; seq !== undefined;) {
    signal.throwIfAborted()
    const stretch: PlanStretch = await plannedFrom(db, run, seq)
    for (const { actions } of stretch.batches) {
      // What is to be deleted is no file of the source any more.
      for (const action of actions) if (action.do !== 'remove' && action.do !== 'move') add(countedOf(action))
    }
    seq = stretch.next
  }
  return overview()
}
