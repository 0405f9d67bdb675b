import type { Leave, Make } from '#engine/action.ts'
import { makeFolders } from '#engine/make-folders.ts'
import type { Backlog } from './backlog.ts'
import type { Scene } from './scene.ts'
import type { Folder } from './visit.ts'

/** Makes the folder, or plans it in a simulation. Gives where it is then, or that it is left. */
export async function make(scene: Scene, folder: Folder, action: Make, backlog: Backlog): Promise<Folder | Leave> {
  if (scene.run.kind === 'simulation') {
    await backlog.plan(action)
    return folder
  }
  let made: Folder | Leave = folder
  for await (const receipts of makeFolders([action], { ...scene, concurrency: 1 })) {
    for (const receipt of receipts) {
      await backlog.note(receipt)
      const { source, kind, size, reason, sentence } = receipt
      const id = receipt.destinationPrint?.id
      made =
        receipt.state === 'flagged'
          ? { do: 'leave', state: 'flagged', source, kind, size, reason, sentence }
          : { ...folder, to: { ...folder.to, ...(id !== undefined && { id }) }, isNew: reason !== 'already-there' }
    }
  }
  return made
}
