import { forbidden, invalid, Refusal } from '../http/refusal.ts'
import { isBelow, isInRecycleBin, moveDocument, renameDocument, setPrivate, touch } from '../state/change-document.ts'
import { findDocument, type Document } from '../state/documents.ts'
import { holderOf, nameFault, type Place } from '../state/names.ts'
import { documentTime } from '../world.ts'
import type { DocumentsCall } from './call.ts'
import { findTarget } from './find.ts'

export interface Change {
  readonly name?: string | undefined
  readonly parent_id?: number | null | undefined
  readonly description?: string | null | undefined
  readonly is_tracked?: boolean | null | undefined
  readonly explicit_permissions?: boolean | null | undefined
  readonly customFields: Readonly<Record<string, unknown>>
}

/** Renames, moves and re-labels; gives the document as it is then. */
export function changeDocument(call: DocumentsCall, document: Document, change: Change): Document {
  const { store, options } = call.world
  const name = change.name ?? document.name
  const parent = change.parent_id ?? document.parent ?? call.tree.root
  const isMoved = parent !== document.parent
  const isRenamed = name !== document.name
  if (document.is_read_only === 1) throw invalid('base', `${document.name} is read-only.`)
  if (isMoved || isRenamed) {
    if (call.may.level !== 'admin' && options.standardMoves === 'refused') {
      throw forbidden('You need the level admin to move or rename.')
    }
    if (isMoved) checkMove(call, document, parent)
    checkName(call, { parent, kind: document.kind, name, but: document.id })
  }
  if (change.explicit_permissions !== undefined && call.may.level !== 'admin') {
    throw forbidden('Only an administrator of the Documents tool may change who sees an item.')
  }
  store.together(() => {
    if (isRenamed) renameDocument(store, document.id, name)
    if (isMoved) moveDocument(store, call.tree, document, parent)
    relabel(call, document, change)
    touch(store, document.id, documentTime(), isMoved || isRenamed ? options.movedDescendants : 'kept')
  })
  return findDocument(store, call.tree.root, document.id) ?? document
}

/** Moves into the recycle bin, from which nothing is ever removed. */
export function recycle(call: DocumentsCall, document: Document): void {
  const { store } = call.world
  if (call.may.level !== 'admin' && call.may.may_delete === 0) {
    throw forbidden('You do not have permission to delete folders and files.')
  }
  if (document.is_read_only === 1) throw invalid('base', `${document.name} cannot be deleted.`)
  if (document.is_deleted === 1) throw invalid('base', `${document.name} is in the recycle bin already.`)
  store.together(() => {
    moveDocument(store, call.tree, document, call.tree.recycle_bin)
    touch(store, document.id, documentTime(), 'kept')
  })
}

/** Refuses a name that is not taken in this place. Duplicates answer 400 in this tool. */
export function checkName(call: DocumentsCall, place: Place): void {
  const { store, options } = call.world
  const fault = nameFault(options, place.kind, place.name)
  if (fault !== undefined) throw invalid('name', fault)
  if (holderOf(store, options, place) !== undefined) {
    throw new Refusal(400, { name: ['has already been taken'] }, { reason: 'DUPLICATE_NAME' })
  }
}

function checkMove(call: DocumentsCall, document: Document, parent: number): void {
  const { store, options } = call.world
  findTarget(call, parent)
  if (document.kind === 'folder' && isBelow(store, parent, document.id)) {
    throw invalid('parent_id', 'is the folder itself or one below it')
  }
  const isRestored = document.parent !== null && isInRecycleBin(store, call.tree, document.parent)
  if (isRestored && options.restoreByMove === 'refused') {
    throw invalid('parent_id', 'cannot be changed while the item is in the recycle bin')
  }
}

function relabel(call: DocumentsCall, document: Document, change: Change): void {
  const { store } = call.world
  if (change.explicit_permissions !== undefined && change.explicit_permissions !== null) {
    setPrivate(store, document.id, change.explicit_permissions, call.user.id)
  }
  if (change.description !== undefined) {
    store.run('update documents set description = ? where id = ?', change.description, document.id)
  }
  if (change.is_tracked !== undefined) {
    store.run('update documents set is_tracked = ? where id = ?', change.is_tracked ? 1 : 0, document.id)
  }
  const fields = { ...(JSON.parse(document.custom_fields) as object), ...change.customFields }
  store.run('update documents set custom_fields = ? where id = ?', JSON.stringify(fields), document.id)
}
