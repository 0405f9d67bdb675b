import type { Store } from './store.ts'

export interface Version {
  readonly id: number
  readonly document: number
  /** Counted from 1. */
  readonly number: number
  readonly notes: string | null
  readonly name: string
  readonly size: number
  readonly blob: string
  readonly content_type: string
  readonly disposition: string
  readonly created_by: number
  readonly created_at: string
}

export function findVersion(store: Store, id: number): Version | undefined {
  return store.first<Version>('select * from versions where id = ?', id)
}

export function versionsOf(store: Store, document: number, order: 'newest-first' | 'oldest-first'): Version[] {
  const versions = store.all<Version>('select * from versions where document = ? order by number desc', document)
  return order === 'newest-first' ? versions : versions.toReversed()
}

export interface NewVersion {
  readonly document: number
  readonly notes?: string | undefined
  readonly name: string
  readonly size: number
  readonly blob: string
  readonly contentType: string
  readonly disposition: string
  readonly author: number
  readonly at: string
}

/** Adds a version and makes it the current one. */
export function addVersion(store: Store, version: NewVersion): Version {
  return store.together(() => {
    const id = store.insert(
      `insert into versions (document, number, notes, name, size, blob, content_type, disposition, created_by, created_at)
       values (?, (select coalesce(max(number), 0) + 1 from versions where document = ?), ?, ?, ?, ?, ?, ?, ?, ?)`,
      version.document,
      version.document,
      version.notes ?? null,
      version.name,
      version.size,
      version.blob,
      version.contentType,
      version.disposition,
      version.author,
      version.at,
    )
    store.run('update documents set current_version = ?, updated_at = ? where id = ?', id, version.at, version.document)
    const added = findVersion(store, id)
    if (!added) throw new Error('The new version is not in its table.')
    return added
  })
}
