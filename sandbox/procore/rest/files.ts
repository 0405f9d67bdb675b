import { z } from 'zod'
import { forbidden, invalid, Refusal } from '../http/refusal.ts'
import { addDocument, type Document } from '../state/documents.ts'
import { freeName, holderOf, type Place } from '../state/names.ts'
import { addVersion } from '../state/versions.ts'
import { documentTime } from '../world.ts'
import { attach } from './attach.ts'
import type { DocumentsCall } from './call.ts'
import { changeDocument, checkName, recycle } from './change.ts'
import { checkOut, refuseWhenCheckedOut } from './check-out.ts'
import { customFields, file, flag, id, readBody, text } from './fields.ts'
import { findTarget, findVisible } from './find.ts'
import { idOf, onDocuments } from './gate.ts'
import { presenter, shownVersions, type Wire } from './present.ts'

const places = ['/rest/v1.0/files', '/rest/v1.0/companies/:company_id/files']
const places1 = places.map((place) => `${place}/:id`)

const newFile = z.object({
  file: z.looseObject({
    name: text.nullish(),
    parent_id: id.nullish(),
    description: text.nullish(),
    is_tracked: flag.nullish(),
    explicit_permissions: flag.nullish(),
    unique_name: flag.nullish(),
    upload_uuid: text.nullish(),
    data: file.optional(),
  }),
})
const changedFile = z.object({
  file: newFile.shape.file.extend({ name: text.optional(), checked_out_until: text.nullish() }),
})

export const fileRoutes = [
  onDocuments('POST', places, 'standard', (call) => {
    const { file: given } = readBody(call.body, newFile)
    const { store } = call.world
    const parent = findTarget(call, given.parent_id ?? undefined)
    const bytes = attach(call, given)
    if (!bytes) throw invalid('upload_uuid', 'is required')
    if (given.explicit_permissions && call.may.level !== 'admin') {
      throw forbidden('Only an administrator of the Documents tool may make items private.')
    }
    const name = chosenName(
      call,
      { parent: parent.id, kind: 'file', name: given.name ?? bytes.name },
      given.unique_name,
    )
    const at = documentTime()
    const added = store.together(() => {
      const document = addDocument(store, {
        root: call.tree.root,
        parent: parent.id,
        kind: 'file',
        name,
        description: given.description ?? undefined,
        isPrivate: given.explicit_permissions ?? false,
        isTracked: given.is_tracked ?? false,
        customFields: JSON.stringify(customFields(given)),
        author: call.user.id,
        at,
      })
      addVersion(store, { ...bytes, name, document, author: call.user.id, at })
      bytes.use()
      return document
    })
    return presented(call, findVisible(call, added))
  }),

  onDocuments('GET', places1, 'read', (call) => presented(call, findVisible(call, idOf(call.params.id), 'file'))),

  onDocuments('PATCH', places1, 'standard', (call) => {
    const document = findVisible(call, idOf(call.params.id), 'file')
    const { file: given } = readBody(call.body, changedFile)
    const { store } = call.world
    if (document.is_read_only === 1) throw invalid('base', `${document.name} is read-only.`)
    refuseWhenCheckedOut(call, document)
    const bytes = attach(call, given)
    store.together(() => {
      const { checked_out_until: until, ...change } = given
      if (until !== undefined) checkOut(call, document, until)
      const changed = changeDocument(call, document, { ...change, customFields: customFields(given) })
      if (!bytes) return
      addVersion(store, {
        ...bytes,
        name: changed.name,
        document: document.id,
        author: call.user.id,
        at: documentTime(),
      })
      bytes.use()
    })
    return presented(call, findVisible(call, document.id))
  }),

  onDocuments('DELETE', places1, 'read', (call) => {
    const document = findVisible(call, idOf(call.params.id), 'file')
    refuseWhenCheckedOut(call, document)
    recycle(call, document)
  }),
]

function presented(call: DocumentsCall, document: Document): Wire {
  const onlyLatest = call.query.flag('show_latest_version_only') ?? false
  return presenter(call).file(document, shownVersions(call, document, onlyLatest))
}

/** The name as asked for, or a free one like it where that was asked for too. */
function chosenName(call: DocumentsCall, place: Place, isMadeUnique: boolean | null | undefined): string {
  const { store, options } = call.world
  const isTaken = holderOf(store, options, place) !== undefined
  if (isTaken && (isMadeUnique ?? options.duplicateFile === 'rename')) return freeName(store, options, place)
  if (isTaken) throw new Refusal(400, { name: ['has already been taken'] }, { reason: 'DUPLICATE_NAME' })
  checkName(call, place)
  return place.name
}
