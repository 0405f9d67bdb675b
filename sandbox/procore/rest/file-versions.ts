import { z } from 'zod'
import { invalid, notFound } from '../http/refusal.ts'
import { addVersion, findVersion } from '../state/versions.ts'
import { documentTime } from '../world.ts'
import { attach } from './attach.ts'
import { refuseWhenCheckedOut } from './check-out.ts'
import { file, readBody, text } from './fields.ts'
import { findVisible } from './find.ts'
import { idOf, onDocuments } from './gate.ts'
import { presenter } from './present.ts'

const places = ['/rest/v1.0/file_versions', '/rest/v1.0/companies/:company_id/file_versions']
const places1 = places.map((place) => `${place}/:id`)

const newVersion = z.object({
  file_version: z.object({
    name: text.nullish(),
    notes: text.nullish(),
    upload_uuid: text.nullish(),
    data: file.optional(),
  }),
})

export const fileVersionRoutes = [
  onDocuments('POST', places, 'standard', (call) => {
    const { file_version: given } = readBody(call.body, newVersion)
    const { store } = call.world
    const fileId = call.query.number('file_id')
    if (fileId === undefined) throw invalid('file_id', 'is required')
    const document = findVisible(call, fileId, 'file')
    if (document.is_read_only === 1) throw invalid('base', `${document.name} is read-only.`)
    refuseWhenCheckedOut(call, document)
    const bytes = attach(call, given)
    if (!bytes) throw invalid('upload_uuid', 'is required')
    const added = store.together(() => {
      bytes.use()
      return addVersion(store, {
        ...bytes,
        name: given.name ?? document.name,
        notes: given.notes ?? undefined,
        document: document.id,
        author: call.user.id,
        at: documentTime(),
      })
    })
    return presenter(call).version(added)
  }),

  onDocuments('GET', places1, 'read', (call) => {
    const version = findVersion(call.world.store, idOf(call.params.id) ?? 0)
    if (!version) throw notFound('File version')
    findVisible(call, version.document, 'file')
    return presenter(call).version(version)
  }),
]
