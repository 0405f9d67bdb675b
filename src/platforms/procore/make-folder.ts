import { isStorageError, nameOf, parentOf, type Entry, type MadeFolder, type Place, type Waiting } from '#platform'
import { entryOf } from './entries.ts'
import { failure, failureFrom, failureFromAnswer, saysTaken, type Refusal } from './failures.ts'
import { childNamed, openFolder, parentPlace } from './folders.ts'
import type { Means } from './means.ts'
import { refuseName } from './names.ts'
import { create } from './orders.ts'
import { treeOf } from './routes.ts'
import { stat, type Looking } from './stat.ts'
import { unseen } from './write.ts'
import type { Document } from './wire.ts'

/** One call where the id of the folder above is known; what is missing above is made first. */
export async function makeFolder(means: Means, place: Place, { signal }: Waiting = {}): Promise<MadeFolder> {
  const looking: Looking = { verb: 'make-folder', path: place.path, signal }
  try {
    if (place.path.length === 0) return { folder: await stat(means, place, looking), isNew: false }
    for (let at = 1; at <= place.path.length; at++) refuseName(place.path.slice(0, at), looking)
    return await make(means, place, looking)
  } catch (error) {
    throw failureFrom(error, looking, signal)
  }
}

async function make(means: Means, place: Place, looking: Looking): Promise<MadeFolder> {
  const { path, space, parentId } = place
  if (parentId === undefined && path.length > 1) return await makeBelow(means, place, looking)
  const outcome = await createOrMissing(means, place, looking)
  // The folder above was known by an id that is no longer valid.
  if (outcome === 'missing') return await makeBelow(means, { space, path }, looking)
  if ('document' in outcome) return { folder: keep(means, place, outcome.document), isNew: true }
  return { folder: await existing(means, place, outcome.refusal, looking), isNew: false }
}

/** By way of the folder above, which is opened or made. */
async function makeBelow(means: Means, place: Place, looking: Looking): Promise<MadeFolder> {
  const above = parentPlace(place)
  let parentId: string
  try {
    const { document, children } = await openFolder(means, treeOf(place.space), above, looking)
    const child = childNamed(children, nameOf(place.path))
    if (child) return { folder: keep(means, place, folderOnly(child, place, looking)), isNew: false }
    parentId = document.id
  } catch (error) {
    if (!isStorageError(error, 'not-found') || above.path.length === 0) throw error
    const { folder } = await make(means, above, looking)
    if (folder.id === undefined) throw error
    parentId = folder.id
  }
  return await make(means, { ...place, parentId }, looking)
}

async function createOrMissing(means: Means, { space, path, parentId }: Place, looking: Looking) {
  try {
    return await create(means, treeOf(space), 'folder', { name: nameOf(path), parentId }, looking)
  } catch (error) {
    if (isStorageError(error, 'not-found') && parentId !== undefined) return 'missing'
    throw error
  }
}

/** The folder that has the name. Throws when the refusal was about something else, or a file has it. */
async function existing(means: Means, place: Place, refusal: Refusal, looking: Looking): Promise<Entry> {
  const { children } = await openFolder(means, treeOf(place.space), parentPlace(place), looking)
  const child = childNamed(children, nameOf(place.path))
  if (child) return keep(means, place, folderOnly(child, place, looking))
  throw saysTaken(refusal) ? unseen(looking) : failureFromAnswer(refusal, looking)
}

function folderOnly(document: Document, { space, path }: Place, looking: Looking): Document {
  if (!document.isFolder) throw failure('not-a-folder', looking, 'a file has that name')
  if (entryOf(document, { space, path, now: 0 }).traits?.includes('system')) {
    throw failure('forbidden', looking, 'Procore keeps that name for a folder of its own. Choose another name')
  }
  return document
}

function keep({ folderIds, clock }: Means, { space, path }: Place, document: Document): Entry {
  const there = [...parentOf(path), document.name]
  folderIds.keep(space, there, document.id)
  return entryOf(document, { space, path: there, now: clock.now() })
}
