import { foldName, privateItemOf, type Document } from './documents.ts'
import type { Tree } from './projects.ts'
import type { Store } from './store.ts'

// https://developers.procore.com: filters[folder_id] reaches 100 folders deep.
const listedDepth = 100

const below = `with recursive below (id, depth) as (
  select id, 0 from documents where id = ?
  union all
  select documents.id, depth + 1 from documents join below on parent = below.id)`

/** Ids of the folder itself and of what is below, as deep as listings reach. */
export function idsBelow(store: Store, folder: number): number[] {
  return store
    .all<{ id: number }>(`${below} select id from below where depth <= ${listedDepth}`, folder)
    .map(({ id }) => id)
}

export function isBelow(store: Store, id: number, folder: number): boolean {
  return store.first(`${below} select 1 from below where id = ?`, folder, id) !== undefined
}

/** Puts a document into another folder; into or out of the recycle bin it takes along what is below. */
export function moveDocument(store: Store, tree: Tree, document: Document, parent: number): void {
  const isDeleted = isInRecycleBin(store, tree, parent) ? 1 : 0
  store.run('update documents set parent = ? where id = ?', parent, document.id)
  if (isDeleted !== document.is_deleted) {
    store.run(`${below} update documents set is_deleted = ? where id in (select id from below)`, document.id, isDeleted)
  }
  inheritPrivacy(store, document.id)
}

export function isInRecycleBin(store: Store, tree: Tree, folder: number): boolean {
  if (folder === tree.recycle_bin) return true
  return store.first('select 1 from documents where id = ? and is_deleted = 1', folder) !== undefined
}

export function renameDocument(store: Store, id: number, name: string): void {
  store.run('update documents set name = ?, folded_name = ? where id = ?', name, foldName(name), id)
}

export function setPrivate(store: Store, id: number, isPrivate: boolean, user: number): void {
  store.run('update documents set is_private = ? where id = ?', isPrivate ? 1 : 0, id)
  if (isPrivate) store.run('insert or ignore into private_access (document, user) values (?, ?)', id, user)
  else store.run('delete from private_access where document = ?', id)
  inheritPrivacy(store, id)
}

export function touch(store: Store, id: number, at: string, descendants: 'kept' | 'updated'): void {
  store.run('update documents set updated_at = ? where id = ?', at, id)
  if (descendants === 'updated') {
    store.run(`${below} update documents set updated_at = ? where id in (select id from below)`, id, at)
  }
}

/** Tells the document and all below which private item they stand under. */
function inheritPrivacy(store: Store, id: number): void {
  const document = store.first<Document>('select * from documents where id = ?', id)
  if (!document) return
  const above = document.parent === null ? undefined : privateItemOf(store, document.parent)
  const item = document.is_private === 1 ? id : (above ?? null)
  if (item === document.private_item) return
  store.run('update documents set private_item = ? where id = ?', item, id)
  const children = store.all<{ id: number }>('select id from documents where parent = ?', id)
  for (const child of children) inheritPrivacy(store, child.id)
}
