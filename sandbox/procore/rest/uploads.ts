import { z } from 'zod'
import { invalid, Refusal } from '../http/refusal.ts'
import { addUpload, attachWithinMs, findUpload, keepUploadedBlob, type Segment, type Upload } from '../state/uploads.ts'
import { segmentForm, uploadForm } from '../storage/signed-upload.ts'
import type { CompanyCall } from './call.ts'
import { flag, id, readBody, text } from './fields.ts'
import { enterProject, idOf, inCompany } from './gate.ts'
import type { Wire } from './present.ts'

const placesOf = (version: string) =>
  ['companies/:company_id', 'projects/:project_id'].map((place) => `/rest/${version}/${place}/uploads`)

const segment = z.object({ size: id, sha256: z.string().regex(/^[0-9a-f]{64}$/i), md5: z.string().optional() })
const newUpload = z.object({
  response_filename: text.nullish(),
  response_content_type: text.nullish(),
  attachment_content_disposition: flag.nullish(),
  size: z.coerce.number().int().min(0).nullish(),
  segments: z.array(segment).min(1).nullish(),
})
const etags = z.object({ segments: z.array(z.looseObject({ etag: text.nullish() })) })

export const uploadRoutes = ['v1.0', 'v1.1'].flatMap((version) => [
  inCompany('POST', placesOf(version), (call) => {
    enter(call)
    const given = readBody(call.body, newUpload)
    const { store, clock, options } = call.world
    if (version === 'v1.1' && !given.response_filename) throw invalid('response_filename', 'is required')
    const segments = given.segments?.map(toSegment)
    const small = segments?.slice(0, -1).some(({ size }) => size < options.minSegmentBytes)
    if (small) throw invalid('segments', `must be of ${options.minSegmentBytes} bytes or more, but for the last`)
    const upload = addUpload(store, {
      user: call.user.id,
      filename: given.response_filename ?? 'file',
      contentType: given.response_content_type ?? 'application/octet-stream',
      disposition: given.attachment_content_disposition ? 'attachment' : 'inline',
      ...(typeof given.size === 'number' && { size: given.size }),
      ...(segments && { segments }),
      createdAt: clock.now(),
    })
    return presented(call, upload)
  }),

  inCompany(
    'GET',
    placesOf(version).map((place) => `${place}/:uuid`),
    (call) => {
      enter(call)
      return presented(call, findOwn(call))
    },
  ),

  inCompany(
    'PATCH',
    placesOf(version).map((place) => `${place}/:uuid`),
    async (call) => {
      enter(call)
      const upload = findOwn(call)
      const { segments: given } = readBody(call.body, etags)
      return presented(
        call,
        await complete(
          call,
          upload,
          given.map(({ etag }) => etag ?? undefined),
        ),
      )
    },
  ),
])

function enter(call: CompanyCall): void {
  if (call.params.project_id !== undefined) enterProject(call, idOf(call.params.project_id))
}

function findOwn(call: CompanyCall): Upload {
  const upload = findUpload(call.world.store, call.params.uuid ?? '')
  if (!upload || upload.user !== call.user.id)
    throw new Refusal(404, ['Upload not found'], { reason: 'UPLOAD_NOT_FOUND' })
  if (!upload.isUsed && call.world.clock.now() > upload.createdAt + attachWithinMs) {
    throw new Refusal(410, ['The upload was not used within a week and is gone.'], { reason: 'UPLOAD_GONE' })
  }
  return upload
}

/** Puts the segments together when each has arrived as announced and its ETag is the one that storage gave. */
async function complete(call: CompanyCall, upload: Upload, given: readonly (string | undefined)[]): Promise<Upload> {
  const { store, content } = call.world
  if (upload.status === 'complete') return upload
  const { segments = [] } = upload
  if (segments.length === 0) throw new Refusal(422, { base: ['This upload has no segments.'] })
  if (given.length !== segments.length) {
    throw new Refusal(422, { segments: [`must be ${segments.length}, as announced`] })
  }
  const wrong = segments.findIndex(
    ({ arrivedMd5 }, index) => arrivedMd5 === undefined || unquoted(given[index]) !== arrivedMd5,
  )
  if (wrong >= 0)
    throw new Refusal(422, { segments: [`etag of segment ${wrong + 1} does not match what was uploaded`] })
  const blobs = segments.map(({ blob }) => blob).filter((blob) => blob !== undefined)
  const blob = await content.join(blobs)
  keepUploadedBlob(
    store,
    upload.uuid,
    blob,
    segments.reduce((sum, { size }) => sum + size, 0),
    'complete',
  )
  return findOwn(call)
}

const unquoted = (etag: string | undefined) => etag?.replaceAll('"', '')

function presented(call: CompanyCall, upload: Upload): Wire {
  if (!upload.segments) return { uuid: upload.uuid, ...uploadForm(call.world, call.company.id, upload) }
  return {
    uuid: upload.uuid,
    status: upload.status,
    segments: upload.segments.map((one, index) => segmentForm(call.world, upload, one, index)),
  }
}

function toSegment({ size, sha256, md5 }: z.output<typeof segment>): Segment {
  return { size, sha256: sha256.toLowerCase(), ...(md5 !== undefined && { md5: md5.toLowerCase() }) }
}
