import { invalid, notFound } from '../http/refusal.ts'
import { findDocument, type Document } from '../state/documents.ts'
import type { DocumentsCall } from './call.ts'

/** The document, when the caller may see it; else it is not found, as Procore answers. */
export function findVisible(call: DocumentsCall, id: number | undefined, kind?: Document['kind']): Document {
  const document = id === undefined ? undefined : findDocument(call.world.store, call.tree.root, id)
  const isSeen = document && isVisible(call, document) && (kind === undefined || document.kind === kind)
  if (!isSeen) throw notFound(kind === 'folder' ? 'Folder' : kind === 'file' ? 'File' : 'Document')
  return document
}

export function isVisible(call: DocumentsCall, document: Document): boolean {
  const isInBin = document.is_deleted === 1 || document.system === 'recycle-bin'
  if (isInBin && call.may.level !== 'admin') return false
  return document.private_item === null || !call.hidden.includes(document.private_item)
}

/** The folder that something is to be put into: one the caller sees, and no system folder. */
export function findTarget(call: DocumentsCall, parent: number | undefined): Document {
  const id = parent ?? call.tree.root
  const folder = findDocument(call.world.store, call.tree.root, id)
  if (!folder || folder.kind !== 'folder' || !isVisible(call, folder)) throw invalid('parent_id', 'is invalid')
  if (folder.is_deleted === 1 || folder.system === 'recycle-bin') {
    throw invalid('parent_id', 'is in the recycle bin')
  }
  if (folder.is_read_only === 1) throw invalid('parent_id', 'is a read-only folder')
  return folder
}
