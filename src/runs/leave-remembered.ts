import type { Leave } from '#engine/action.ts'
import type { Backlog } from './backlog.ts'
import { leave } from './hand-over.ts'
import { folderKey } from './key.ts'
import { knownIn, markGone, type Remembered } from './receipts.ts'
import { isHeld } from './recollection.ts'
import type { Scene } from './scene.ts'

/**
 * What a folder that is left out held in earlier runs, though it is not looked into: what they put at the destination stays
 * there and shares the folder's state and sentence; of what they left nothing need be known any more.
 */
export async function leaveRemembered(
  scene: Scene,
  backlog: Backlog,
  { reason, sentence, source }: Leave,
  known: Remembered | undefined,
): Promise<void> {
  // A folder that was left out ever since it was first seen has nothing below it.
  if (!known || known.isGone || (known.state === 'ignored' && !known.destinationPrint)) return
  let folders = [folderKey(source)]
  while (folders.length > 0) {
    const inside = [...(await knownIn(scene.db, scene.job.id, folders)).values()].flat().filter(({ isGone }) => !isGone)
    const [there, lost] = parted(inside)
    if (scene.run.kind === 'run') await markGone(scene.db, scene.run, lost)
    for (const { source, kind, size } of there) {
      await leave(scene, backlog, { do: 'leave', state: 'ignored', source, kind, size, reason, sentence })
    }
    folders = there.filter(({ kind }) => kind === 'folder').map(({ source }) => folderKey(source))
  }
}

function parted(items: readonly Remembered[]): readonly [there: readonly Remembered[], lost: readonly Remembered[]] {
  return [items.filter(isHeld), items.filter((item) => !isHeld(item))]
}
