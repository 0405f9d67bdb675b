import type { Store } from './store.ts'

/** One folder or file, as its row is. */
export interface Document {
  readonly id: number
  /** The root folder of the tree it lies in. */
  readonly root: number
  readonly parent: number | null
  readonly kind: 'file' | 'folder'
  readonly system: 'root' | 'recycle-bin' | 'schedules' | null
  readonly name: string
  readonly description: string | null
  readonly is_private: number
  /** The nearest private folder above, or the document itself. */
  readonly private_item: number | null
  readonly is_tracked: number
  readonly is_read_only: number
  readonly is_deleted: number
  readonly checked_out_by: number | null
  readonly checked_out_until: string | null
  readonly custom_fields: string
  readonly current_version: number | null
  readonly created_by: number
  readonly created_at: string
  readonly updated_at: string
}

export function findDocument(store: Store, root: number, id: number): Document | undefined {
  return store.first<Document>('select * from documents where id = ? and root = ?', id, root)
}

export function childrenOf(store: Store, parent: number): Document[] {
  return store.all<Document>('select * from documents where parent = ? order by kind desc, folded_name, id', parent)
}

export function hasChildren(store: Store, parent: number, kind: Document['kind']): boolean {
  return store.first('select 1 from documents where parent = ? and kind = ? limit 1', parent, kind) !== undefined
}

export const foldName = (name: string) => name.toLowerCase()

export interface NewDocument {
  readonly root: number
  readonly parent: number | null
  readonly kind: Document['kind']
  readonly system?: Document['system']
  readonly name: string
  readonly description?: string | undefined
  readonly isPrivate?: boolean | undefined
  readonly isTracked?: boolean | undefined
  readonly isReadOnly?: boolean | undefined
  readonly customFields?: string
  readonly author: number
  readonly at: string
}

export function addDocument(store: Store, document: NewDocument): number {
  const above = document.parent === null ? undefined : privateItemOf(store, document.parent)
  const id = store.insert(
    `insert into documents (root, parent, kind, system, name, folded_name, description, is_private, private_item,
       is_tracked, is_read_only, custom_fields, created_by, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    document.root,
    document.parent,
    document.kind,
    document.system ?? null,
    document.name,
    foldName(document.name),
    document.description ?? null,
    document.isPrivate ? 1 : 0,
    above ?? null,
    document.isTracked ? 1 : 0,
    document.isReadOnly ? 1 : 0,
    document.customFields ?? '{}',
    document.author,
    document.at,
    document.at,
  )
  if (document.isPrivate) {
    store.run('update documents set private_item = id where id = ?', id)
    store.run('insert into private_access (document, user) values (?, ?)', id, document.author)
  }
  return id
}

export function privateItemOf(store: Store, id: number): number | undefined {
  return (
    store.first<{ item: number | null }>('select private_item as item from documents where id = ?', id)?.item ??
    undefined
  )
}

export interface NewRootFolder {
  readonly company: number
  readonly project: number | null
  readonly name: string
  readonly author: number
  readonly at: string
}

/** The root folder with the system folders that are in every tree: the recycle bin, and in projects the schedules. */
export function addRootFolder(store: Store, { company, project, name, author, at }: NewRootFolder): number {
  return store.together(() => {
    const root = addDocument(store, { root: 0, parent: null, kind: 'folder', system: 'root', name, author, at })
    store.run('update documents set root = id where id = ?', root)
    const system = (kind: 'recycle-bin' | 'schedules', title: string) =>
      addDocument(store, {
        root,
        parent: root,
        kind: 'folder',
        system: kind,
        name: title,
        isReadOnly: true,
        author,
        at,
      })
    const recycleBin = system('recycle-bin', 'Recycle Bin')
    if (project !== null) system('schedules', 'Schedules')
    store.run(
      'insert into trees (root, recycle_bin, company, project) values (?, ?, ?, ?)',
      root,
      recycleBin,
      company,
      project,
    )
    return root
  })
}

/** Names of the folders from the root down to the document's parent, and the document's own; remembers what it looked up. */
export function pathFinder(store: Store): (document: Pick<Document, 'parent' | 'name'>) => string {
  const known = new Map<number, string>()
  const pathOfFolder = (id: number): string => {
    const remembered = known.get(id)
    if (remembered !== undefined) return remembered
    const folder = store.first<Pick<Document, 'parent' | 'name'>>('select parent, name from documents where id = ?', id)
    const path = folder ? pathOf(folder) : ''
    known.set(id, path)
    return path
  }
  const pathOf = ({ parent, name }: Pick<Document, 'parent' | 'name'>): string =>
    parent === null ? name : `${pathOfFolder(parent)}/${name}`
  return pathOf
}
