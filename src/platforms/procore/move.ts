import { nameOf, parentOf, samePath, type Entry, type Place, type Waiting } from '#platform'
import { entryOf } from './entries.ts'
import { failure, failureFrom, failureFromAnswer } from './failures.ts'
import { childNamed, openFolder, parentPlace } from './folders.ts'
import { withGrace } from './grace.ts'
import type { Means } from './means.ts'
import { refuseName } from './names.ts'
import { change } from './orders.ts'
import { treeOf } from './routes.ts'
import { documentAt, type Looking } from './stat.ts'

/** Renames, or hangs into another folder, or both in one call; two more look at what is there. Ids and versions stay. */
export async function move(means: Means, from: Place | Entry, to: Place, { signal }: Waiting = {}): Promise<Entry> {
  const looking: Looking = { verb: 'move', path: from.path, signal }
  try {
    refuseMove(from, to, looking)
    const tree = treeOf(from.space)
    const there: Looking = { ...looking, path: to.path }
    const document = await documentAt(means, from, looking)
    if (entryOf(document, { ...from, now: 0 }).traits?.includes('system')) {
      throw failure('forbidden', looking, 'it is a folder of Procore’s own')
    }
    const above = await openFolder(means, tree, parentPlace(to), there)
    const occupant = childNamed(above.children, nameOf(to.path))
    if (occupant && occupant.id !== document.id) throw taken(there)
    const changes = {
      ...(document.name !== nameOf(to.path) && { name: nameOf(to.path) }),
      ...(document.parentId !== above.document.id && { parentId: above.document.id }),
    }
    const moved =
      Object.keys(changes).length === 0
        ? { document }
        : await withGrace(signal, (late) => change(means, tree, document, changes, { ...there, signal: late }))
    if ('refusal' in moved) throw failureFromAnswer(moved.refusal, there)
    if (document.isFolder) means.folderIds.forget(from.space, from.path)
    means.contents.keep(moved.document)
    const path = [...parentOf(to.path), moved.document.name]
    return entryOf(moved.document, { space: to.space, path, now: means.clock.now() })
  } catch (error) {
    throw failureFrom(error, looking, signal)
  }
}

function refuseMove(from: Place, to: Place, looking: Looking): void {
  if (from.path.length === 0 || to.path.length === 0) {
    throw failure('unsupported', looking, 'the root folder cannot be moved; choose something in it')
  }
  if (from.space !== to.space) throw failure('unsupported', looking, 'Procore moves within one project only')
  if (to.path.length > from.path.length && samePath(to.path.slice(0, from.path.length), from.path)) {
    throw failure('unsupported', looking, 'a folder cannot be moved into itself')
  }
  refuseName(to.path, { ...looking, path: to.path })
}

function taken(looking: Looking) {
  return failure('already-exists', looking, 'something of that name is there already')
}
