import { moveTo } from './rows.ts'
import type { Scene } from './scene.ts'

/**
 * Whether so many items may be deleted now: somebody has approved as many, or there is no reason to ask. Else the run waits for
 * a person, who is told that reason; one that is being stopped meanwhile does not wait, nor does it delete.
 */
export async function mayDelete(
  { db, run }: Scene,
  items: number,
  reasonToWait: () => Promise<string | undefined>,
): Promise<boolean> {
  if (run.removals?.decision === 'approved' && items <= run.removals.items) return true
  const reason = await reasonToWait()
  if (reason === undefined) return true
  await moveTo(db, run.id, 'waiting', { waiting: { code: 'approval-needed', reason } })
  return false
}
