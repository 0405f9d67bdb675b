import { z } from 'zod'
import { forbidden, invalid } from '../http/refusal.ts'
import { addDocument, childrenOf, type Document } from '../state/documents.ts'
import { documentTime } from '../world.ts'
import type { DocumentsCall } from './call.ts'
import { customFields, flag, id, readBody, text } from './fields.ts'
import { findTarget, findVisible, isVisible } from './find.ts'
import { idOf, onDocuments } from './gate.ts'
import { isYoung } from './late.ts'
import { changeDocument, checkName, recycle } from './change.ts'
import { presenter, shownVersions, type Wire } from './present.ts'

const places = ['/rest/v1.0/folders', '/rest/v1.0/companies/:company_id/folders']
const places1 = places.map((place) => `${place}/:id`)

const newFolder = z.object({
  folder: z.looseObject({
    name: text,
    parent_id: id.nullish(),
    is_tracked: flag.nullish(),
    explicit_permissions: flag.nullish(),
  }),
})
const changedFolder = z.object({ folder: newFolder.shape.folder.partial() })

export const folderRoutes = [
  onDocuments('GET', places, 'read', (call) => withChildren(call, findVisible(call, call.tree.root))),
  onDocuments('GET', places1, 'read', (call) => withChildren(call, findVisible(call, idOf(call.params.id), 'folder'))),

  onDocuments('POST', places, 'standard', (call) => {
    const { folder } = readBody(call.body, newFolder)
    const { store } = call.world
    const parent = findTarget(call, folder.parent_id ?? undefined)
    checkName(call, { parent: parent.id, kind: 'folder', name: folder.name })
    if (folder.explicit_permissions && call.may.level !== 'admin') {
      throw forbidden('Only an administrator of the Documents tool may make items private.')
    }
    const added = store.together(() =>
      addDocument(store, {
        root: call.tree.root,
        parent: parent.id,
        kind: 'folder',
        name: folder.name,
        isPrivate: folder.explicit_permissions ?? false,
        isTracked: folder.is_tracked ?? false,
        customFields: JSON.stringify(customFields(folder)),
        author: call.user.id,
        at: documentTime(),
      }),
    )
    return presenter(call).folder(findVisible(call, added))
  }),

  onDocuments('PATCH', places1, 'standard', (call) => {
    const document = findVisible(call, idOf(call.params.id), 'folder')
    const { folder } = readBody(call.body, changedFolder)
    if (document.system !== null) throw invalid('base', 'System folders cannot be changed.')
    return withChildren(call, changeDocument(call, document, { ...folder, customFields: customFields(folder) }))
  }),

  onDocuments('DELETE', places1, 'read', (call) => {
    const document = findVisible(call, idOf(call.params.id), 'folder')
    if (document.system !== null) throw invalid('base', `The folder ${document.name} cannot be deleted.`)
    recycle(call, document)
  }),
]

/** A folder with its direct children, whose own lists of children stay empty. */
function withChildren(call: DocumentsCall, folder: Document): Wire {
  const { query, world } = call
  const onlyLatest = query.flag('show_latest_file_version_only') ?? false
  const form = presenter(call)
  const children = childrenOf(world.store, folder.id).filter((child) => isVisible(call, child) && !isYoung(call, child))
  const [folders, files] = [
    children.filter(({ kind }) => kind === 'folder'),
    children.filter(({ kind }) => kind === 'file'),
  ]
  return {
    ...form.folder(folder),
    folders: query.flag('exclude_folders') ? [] : folders.map((child) => form.folder(child)),
    files: query.flag('exclude_files')
      ? []
      : files.map((child) => form.file(child, shownVersions(call, child, onlyLatest))),
  }
}
