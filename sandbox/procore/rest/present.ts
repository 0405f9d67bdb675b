import { hasChildren, pathFinder, type Document } from '../state/documents.ts'
import { findUser, nameOf } from '../state/people.ts'
import { versionsOf, type Version } from '../state/versions.ts'
import type { DocumentsCall } from './call.ts'
import { downloadUrl } from './downloads.ts'

export type Wire = Record<string, unknown>

/** Puts rows into Procore's forms; remembers people and paths while one call lasts. */
export interface Presenter {
  folder(document: Document): Wire
  file(document: Document, versions: readonly Version[]): Wire
  version(version: Version): Wire
  person(id: number): Wire
  /** A row of the flat listing. */
  listed(document: Document, version: Version | undefined, isExtended: boolean): Wire
}

// Versions and the files behind them are numbered apart.
const fileIdOffset = 400_000_000

export function presenter(call: DocumentsCall): Presenter {
  const { store } = call.world
  const pathOf = pathFinder(store)
  const people = new Map<number, Wire>()

  const person = (id: number): Wire => {
    const known = people.get(id)
    if (known) return known
    const user = findUser(store, id)
    const wire = { id, login: user?.login ?? null, name: user ? nameOf(user) : ' ' }
    people.set(id, wire)
    return wire
  }

  const version = (row: Version): Wire => {
    const url = downloadUrl(call, row)
    return {
      id: row.id,
      notes: row.notes,
      url,
      size: row.size,
      created_at: row.created_at,
      number: row.number,
      created_by: person(row.created_by),
      prostore_file: { id: row.id + fileIdOffset, name: row.name, filename: row.name, url },
      file_id: row.document,
    }
  }

  const children = (folder: Document): Wire => {
    const has = { files: hasChildren(store, folder.id, 'file'), folders: hasChildren(store, folder.id, 'folder') }
    return {
      has_children: has.files || has.folders,
      has_children_files: has.files,
      has_children_folders: has.folders,
    }
  }

  const common = (document: Document): Wire => ({
    id: document.id,
    custom_fields: JSON.parse(document.custom_fields) as Wire,
    name: document.name,
    name_with_path: pathOf(document),
    parent_id: document.parent,
    updated_at: document.updated_at,
    is_deleted: document.is_deleted === 1,
    private: document.is_private === 1,
  })

  const checkedOut = (document: Document): Wire => ({
    checked_out_until: isCheckedOut(document) ? document.checked_out_until : null,
    checked_out_by: isCheckedOut(document) && document.checked_out_by !== null ? person(document.checked_out_by) : null,
  })

  return {
    version,
    person,
    folder: (document) => ({
      ...common(document),
      is_recycle_bin: document.system === 'recycle-bin',
      is_tracked: document.is_tracked === 1,
      tracked_folder: null,
      ...children(document),
      folders: [],
      files: [],
      read_only: document.is_read_only === 1,
    }),
    file: (document, versions) => ({
      ...common(document),
      size: versions.find(({ id }) => id === document.current_version)?.size ?? 0,
      description: document.description,
      created_at: document.created_at,
      ...checkedOut(document),
      is_tracked: document.is_tracked === 1,
      tracked_folder: null,
      file_type: fileType(document.name),
      file_versions: versions.map(version),
      legacy_id: document.id,
    }),
    listed: (document, current, isExtended) => ({
      ...common(document),
      created_at: document.created_at,
      created_by: { ...person(document.created_by), company_name: call.company.name, locale: 'en' },
      document_type: document.kind,
      is_recycle_bin: document.system === 'recycle-bin',
      read_only: document.is_read_only === 1,
      ...(isExtended && {
        is_tracked: document.is_tracked === 1,
        private_parent: privateParent(call, document),
        tracked_folder: null,
        ...(document.kind === 'folder'
          ? { children: children(document) }
          : {
              file: {
                ...checkedOut(document),
                current_version: current ? version(current) : null,
                description: document.description,
                file_type: fileType(document.name),
              },
            }),
      }),
    }),
  }
}

/** The versions that a file is shown with. */
export function shownVersions(call: DocumentsCall, document: Document, onlyLatest: boolean): Version[] {
  const versions = versionsOf(call.world.store, document.id, call.world.options.versionOrder)
  return onlyLatest ? versions.filter(({ id }) => id === document.current_version) : versions
}

export const isCheckedOut = ({ checked_out_until: until }: Document) => until !== null && Date.parse(until) > Date.now()

function fileType(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toUpperCase()
}

function privateParent(call: DocumentsCall, document: Document): Wire | null {
  if (document.private_item === null || document.private_item === document.id) return null
  const { store } = call.world
  const item = store.first<Document>('select * from documents where id = ?', document.private_item)
  return item ? { id: item.id, name: item.name, name_with_path: pathFinder(store)(item) } : null
}
