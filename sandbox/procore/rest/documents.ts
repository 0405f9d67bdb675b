import { pageHeaders, readPage } from '../http/paging.ts'
import { invalid } from '../http/refusal.ts'
import type { Query } from '../http/query.ts'
import { idsBelow } from '../state/change-document.ts'
import { countDocuments, listDocuments, sortNames, type Listed, type Wanted } from '../state/listing.ts'
import { versionsOf } from '../state/versions.ts'
import type { DocumentsCall } from './call.ts'
import { findVisible } from './find.ts'
import { idOf, onDocuments } from './gate.ts'
import { listedUntil } from './late.ts'
import { presenter, type Wire } from './present.ts'
import { toVersion2 } from './version-2.ts'

const ofProject = ['/rest/v2.0/projects/:project_id', '/rest/v2.0/companies/:company_id/projects/:project_id']
const anywhere = [...ofProject, '/rest/v2.0/companies/:company_id']
// https://developers.procore.com, REST version 2: 10 elements unless asked, 100 at most.
const version2Pages = { usual: 10, most: 100 }
const revisionsShown = 20

export const documentRoutes = [
  onDocuments(
    'GET',
    ['/rest/v1.0/projects/:project_id/documents', '/rest/v1.0/companies/:company_id/documents'],
    'read',
    (call) => {
      const { defaultPerPage, maxPerPage } = call.world.options
      const listed = pageOf(call, wanted(call), sortOf(call.query), { usual: defaultPerPage, most: maxPerPage })
      const isExtended = call.query.text('view') === 'extended'
      const form = presenter(call)
      return listed.map(({ document, version }) => form.listed(document, version, isExtended))
    },
  ),

  onDocuments(
    'GET',
    anywhere.map((place) => `${place}/documents`),
    'read',
    (call) => {
      const isExtended = call.query.text('view') === 'extended'
      return { data: version2(call, pageOf(call, wanted(call), sortOf(call.query), version2Pages), isExtended) }
    },
  ),

  onDocuments(
    'GET',
    anywhere.map((place) => `${place}/folders`),
    'read',
    (call) => childrenPage(call, call.tree.root),
  ),

  onDocuments(
    'GET',
    anywhere.map((place) => `${place}/folders/:id`),
    'read',
    (call) => childrenPage(call, findVisible(call, idOf(call.params.id), 'folder').id),
  ),

  onDocuments(
    'GET',
    anywhere.map((place) => `${place}/documents/:document_id/revisions`),
    'read',
    (call) => {
      const document = findVisible(call, idOf(call.params.document_id), 'file')
      const form = presenter(call)
      const versions = versionsOf(call.world.store, document.id, 'newest-first').slice(0, revisionsShown)
      const data = versions.map((version) => {
        const { url, prostore_file: file } = form.version(version) as { url: string; prostore_file: { id: number } }
        return {
          id: version.id,
          prostore_id: file.id,
          url,
          file_id: document.id,
          file_name: version.name,
          file_size: version.size,
          file_version: version.number,
          file_type: version.name.split('.').at(-1) ?? '',
          created_by: form.person(version.created_by),
          created_at: version.created_at,
        }
      })
      return { data: data.map(toVersion2) }
    },
  ),
]

/** Direct children, or all below where a filter and include_descendants ask for it. */
function childrenPage(call: DocumentsCall, folder: number): { data: unknown[] } {
  const { query, world } = call
  const isFiltered = call.url.includes('filters')
  const reach =
    isFiltered && query.flag('include_descendants')
      ? { within: idsBelow(world.store, folder).filter((id) => id !== folder) }
      : { parent: folder }
  const kinds = ['file', 'folder'].filter((kind) => !query.flag(`exclude_${kind}s`))
  const kind = kinds.length === 2 ? wanted(call).kind : (kinds[0] ?? 'none')
  const listed = pageOf(call, { ...wanted(call), ...reach, kind }, sortOf(query), version2Pages)
  return { data: version2(call, listed, true) }
}

function pageOf(
  call: DocumentsCall,
  all: Wanted,
  sort: readonly string[],
  pages: { readonly usual: number; readonly most: number },
): Listed[] {
  const page = readPage(call.query, pages.usual, pages.most)
  call.headers(pageHeaders(call.url, page, countDocuments(call.world.store, all)))
  return listDocuments(call.world.store, all, sort, page)
}

function version2(call: DocumentsCall, listed: readonly Listed[], isExtended: boolean): Wire[] {
  const form = presenter(call)
  return listed.map(({ document, version }) => {
    const { name_with_path: _, ...row } = form.listed(document, version, isExtended)
    const item = document.private_item
    const isSync = call.query.text('view') === 'sync_compact'
    return toVersion2({ ...row, ...(!isSync && { has_private_ancestor: item !== null && item !== document.id }) })
  })
}

function sortOf(query: Query): readonly string[] {
  const terms = query.list('sort')
  const unknown = terms.find((term) => !sortNames.includes(term.replace(/^-/, '')))
  if (unknown !== undefined) throw invalid('sort', `must be one of ${sortNames.join(', ')}`)
  return terms
}

function wanted(call: DocumentsCall): Wanted {
  const { query, tree, may, hidden, world } = call
  const folder = query.number('filters[folder_id]')
  const some = (name: string) => {
    const values = query.list(`filters[${name}]`)
    return values.length > 0 ? values : undefined
  }
  return {
    root: tree.root,
    seesDeleted: may.level === 'admin',
    hidden,
    withRoot: world.options.rootInList === 'present' || folder === tree.root,
    within: folder === undefined ? undefined : idsBelow(world.store, findVisible(call, folder, 'folder').id),
    kind: query.text('filters[document_type]'),
    extensions: some('file_type'),
    isInRecycleBin: query.flag('filters[is_in_recycle_bin]'),
    isPrivate: query.flag('filters[private]'),
    search: query.text('filters[search]'),
    authors: some('created_by_id'),
    tags: some('custom_tag_ids'),
    createdAt: query.range('filters[created_at]'),
    updatedAt: query.range('filters[updated_at]'),
    createdBefore: listedUntil(call),
  }
}
