import {
  isStorageError,
  nameOf,
  parentOf,
  type StorageError,
  type Content,
  type Entry,
  type Place,
  type WriteOptions,
} from '#platform'
import { entryOf } from './entries.ts'
import { failure, failureFrom, failureFromAnswer, saysTaken, type Refusal } from './failures.ts'
import { childNamed, isSameName, openFolder, parentPlace } from './folders.ts'
import { withGrace } from './grace.ts'
import { facts } from './manifest.ts'
import type { Means } from './means.ts'
import { refuseName } from './names.ts'
import { bin, change, create, documentOf } from './orders.ts'
import { treeOf, type Tree } from './routes.ts'
import { documentAt, type Looking } from './stat.ts'
import { upload } from './upload.ts'
import type { Document } from './wire.ts'

/**
 * Two counted calls for a new small file whose folder's id is known: the upload, and the file that takes it. A file that is
 * there already gets a new version. Before the last call nothing is to be seen.
 */
export async function write(
  means: Means,
  file: Place | Entry,
  content: Content,
  options: WriteOptions = {},
): Promise<Entry> {
  const { path, space } = file
  const { signal } = options
  const looking: Looking = { verb: 'write', path, signal }
  try {
    if (path.length === 0) throw failure('is-a-folder', looking, 'it is the root folder')
    refuseName(path, looking)
    const tree = treeOf(space)
    const writing = { means, tree, file, options, looking }
    let target = await targetOf(writing)
    const uuid = await upload(means, tree, content, looking)
    // Large content was long on its way: what it replaces may have changed meanwhile.
    if (target.existing && isLarge(content)) target = await targetOf(writing)
    const written = await withGrace(signal, (late) =>
      take({ ...writing, looking: { ...looking, signal: late } }, target, uuid),
    )
    means.contents.keep(written)
    return entryOf(written, { space, path: [...parentOf(path), written.name], now: means.clock.now() })
  } catch (error) {
    throw failureFrom(error, looking, signal)
  }
}

interface Writing {
  readonly means: Means
  readonly tree: Tree
  readonly file: Place | Entry
  readonly options: WriteOptions
  readonly looking: Looking
}

interface Target {
  /** Absent for the root. */
  readonly parentId?: string
  /** Set when it is known that a file is there, and that it may be replaced. */
  readonly existing?: Document
}

/** Looks only where it must: for a condition, or where the folder's id is not known. */
async function targetOf(writing: Writing): Promise<Target> {
  const { means, tree, file, options, looking } = writing
  const { path, parentId, id } = file
  if (options.ifMatch !== undefined || id !== undefined) {
    const existing = await presentAt(means, file, looking)
    if (existing) return { existing: mayReplace(existing, options, looking) }
    if (options.ifMatch !== undefined) throw changed(looking)
  }
  if (parentId !== undefined) return { parentId }
  if (path.length === 1) return {}
  const { document, children } = await openFolder(means, tree, parentPlace(file), looking)
  const existing = childNamed(children, nameOf(path))
  return { parentId: document.id, ...(existing && { existing: mayReplace(existing, options, looking) }) }
}

async function presentAt(means: Means, file: Place | Entry, looking: Looking): Promise<Document | undefined> {
  try {
    return await documentAt(means, file, looking)
  } catch (error) {
    if (isStorageError(error, 'not-found')) return undefined
    throw error
  }
}

/** The same document. Throws when the conditions of the write forbid to replace it. */
function mayReplace(existing: Document, { ifAbsent, ifMatch }: WriteOptions, looking: Looking): Document {
  if (ifAbsent) throw failure('already-exists', looking, 'something of that name is there already')
  if (existing.isFolder) throw failure('is-a-folder', looking, 'a folder has that name')
  if (ifMatch !== undefined && existing.version?.id !== ifMatch) throw changed(looking)
  return existing
}

/** Gives the upload to the file that is there, or to a new one. */
async function take(writing: Writing, { parentId, existing }: Target, uuid: string): Promise<Document> {
  const { means, tree, file, looking } = writing
  if (existing) return addVersion(writing, existing, uuid)
  const name = nameOf(file.path)
  const outcome = await create(means, tree, 'file', { name, parentId, uploadUuid: uuid }, looking)
  if ('refusal' in outcome) {
    return addVersion(writing, await whatHasTheName(writing, parentId, outcome.refusal), uuid)
  }
  const { document } = outcome
  if (isSameName(document.name, name)) return document
  // Never under another name than the one that was asked for.
  await bin(means, tree, document, looking)
  throw failure(
    'invalid-name',
    looking,
    'Procore gave it another name, so it was taken away again. Choose another name',
  )
}

async function addVersion({ means, tree, looking }: Writing, existing: Document, uuid: string): Promise<Document> {
  return documentOf(await change(means, tree, existing, { uploadUuid: uuid }, looking), looking)
}

/** The file that was in the way. Throws when the refusal was about something else, or it must not be replaced. */
async function whatHasTheName(
  { means, tree, file, options, looking }: Writing,
  parentId: string | undefined,
  refusal: Refusal,
): Promise<Document> {
  if (options.ifAbsent && saysTaken(refusal)) throw failureFromAnswer(refusal, looking)
  const above = { ...parentPlace(file), ...(parentId !== undefined && { id: parentId }) }
  const { children } = await openFolder(means, tree, above, looking)
  const existing = childNamed(children, nameOf(file.path))
  if (existing) return mayReplace(existing, options, looking)
  throw saysTaken(refusal) ? unseen(looking) : failureFromAnswer(refusal, looking)
}

/** A name is taken by something that Procore does not show. */
export function unseen(looking: Looking): StorageError {
  const words =
    'something of that name is there that this account may not see. Give the account access to private items, or choose another name'
  return failure('already-exists', looking, words)
}

function changed(looking: Looking): StorageError {
  return failure('precondition-failed', looking, 'it has changed since it was looked at; nothing was replaced')
}

function isLarge({ size }: Content): boolean {
  return facts.parts !== undefined && size > facts.parts.aboveBytes
}
