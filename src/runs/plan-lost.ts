import type { Decision } from '#engine/action.ts'
import { planForeign } from '#engine/plan-foreign.ts'
import { planRemovals } from '#engine/plan-removals.ts'
import type { Terms } from '#engine/terms.ts'
import { isStorageError, type Entry, type Path, type Place } from '#platform'
import { leave } from './hand-over.ts'
import { folderKey } from './key.ts'
import { knownIn, markRemoved, type Remembered } from './receipts.ts'
import { isHeld } from './recollection.ts'
import type { Scene } from './scene.ts'
import type { Hands } from './visit.ts'

/** A folder of the destination, what the source has lost in it, and what this run does there besides. */
interface Folder {
  readonly lost: readonly Remembered[]
  readonly to: Place
  /** Below the job's two folders. */
  readonly source: Path
  readonly destination: Path
  readonly present: readonly Entry[] | 'new'
  /** About every entry of the source folder. */
  readonly actions: readonly Decision[]
}

/**
 * Plans what is to be deleted at the destination: in this folder, and in all that the job remembers below the folders that
 * are lost as a whole, and where nothing but the source's is to be there also what it does not remember. Those above are planned
 * before those below.
 */
export async function planLost(scene: Scene, top: Folder, { backlog, destinations, terms }: Hands): Promise<void> {
  const { db, job, run } = scene
  const deletesForeign = job.options.foreignItems === 'delete'
  const stack = [top]
  for (let folder = stack.pop(); folder; folder = stack.pop()) {
    if (folder.lost.length === 0 && !deletesForeign) continue
    const { actions, forgotten } = planRemovals(
      folder.lost,
      {
        destination: folder.present,
        sourcePath: folder.source,
        destinationPath: folder.destination,
        sourceFolder: scene.places.source,
        actions: folder.actions,
      },
      terms,
    )
    if (run.kind === 'run') await markRemoved(db, job.id, forgotten)
    for (const action of [...actions, ...(deletesForeign ? foreignIn(scene, folder, terms) : [])]) {
      if (action.do === 'leave') {
        await leave(scene, backlog, action)
        continue
      }
      await backlog.remove(action)
      if (action.kind !== 'folder') continue
      const inside = (await knownIn(db, job.id, [folderKey(action.source)])).get(folderKey(action.source)) ?? []
      const lost = inside.filter(isHeld)
      if (lost.length === 0 && !deletesForeign) continue
      const present = await destinations.children(action.to).catch(orNothing)
      const { source, destination, to } = action
      if (present) stack.push({ lost, to, source, destination, present, actions: [] })
    }
  }
}

function foreignIn({ places }: Scene, folder: Folder, terms: Terms) {
  const { present, to, source, destination, actions, lost } = folder
  if (present === 'new') return []
  return planForeign(
    {
      destination: present,
      destinationFolder: to,
      destinationPath: destination,
      sourcePath: source,
      sourceRoot: places.source,
      plan: actions,
      lost,
    },
    terms,
  )
}

/** What cannot be looked into is not emptied, and what is not empty is not deleted. */
function orNothing(error: unknown): undefined {
  if (isStorageError(error) && error.kind !== 'cancelled' && error.advice.do === 'skip-this') return undefined
  throw error
}
