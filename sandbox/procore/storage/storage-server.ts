import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MultipartError, readParts, textOfPart } from '../http/multipart.ts'
import { readQuery } from '../http/query.ts'
import { Refusal } from '../http/refusal.ts'
import { createServer } from '../http/server.ts'
import { TooManyBytes } from '../state/content.ts'
import { findUpload, keepSegments, keepUploadedBlob, type Upload } from '../state/uploads.ts'
import { findVersion } from '../state/versions.ts'
import type { World } from '../world.ts'
import { readRange } from './range.ts'
import { bucket, readPolicy, type Policy } from './signed-upload.ts'

/** What the cloud storage behind Procore is: it knows signatures, and refuses every other way to say who one is. */
export function storageServer(world: World): FastifyInstance {
  const app = createServer(world, {
    name: 'storage',
    before(request) {
      if (request.headers.authorization === undefined) return
      const sentence =
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified'
      throw storageRefusal(400, 'InvalidArgument', sentence)
    },
    present: (refusal, request, reply) => {
      reply.type('application/xml')
      return refusal.more.body ?? xml(refusal.more.reason ?? 'InternalError', refusal.message, request.id)
    },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, stream, done) => done(null, stream))

  app.post(`/${bucket}`, async (request, reply) => {
    const { etag, key } = await takeForm(world, request)
    return reply
      .code(204)
      .headers({ etag, location: `${world.addresses.storage}/${bucket}/${key}` })
      .send()
  })
  app.put<{ Params: { uuid: string; number: string } }>(`/${bucket}/segments/:uuid/:number`, async (request, reply) => {
    checkSignature(world, request)
    const etag = await takeSegment(world, request, request.params.uuid, Number(request.params.number) - 1)
    return reply.headers({ etag }).send()
  })
  app.get<{ Params: { version: string } }>(`/${bucket}/:company/:version`, async (request, reply) => {
    checkSignature(world, request)
    return give(world, request, reply, Number(request.params.version))
  })
  return app
}

/** Reads a form up to its file, checks the fields against the policy, and keeps the file. */
async function takeForm(world: World, request: FastifyRequest): Promise<{ etag: string; key: string }> {
  const fields = new Map<string, string>()
  try {
    for await (const part of readParts(request.raw, request.headers['content-type'] ?? '')) {
      if (part.name !== 'file') {
        fields.set(part.name.toLowerCase(), await textOfPart(part.body))
        continue
      }
      const policy = checkedPolicy(world, fields)
      const { blob, size, md5 } = await world.content.keep(part.body, policy.size)
      if (policy.size !== undefined && size < policy.size) {
        await world.content.remove(blob)
        throw storageRefusal(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size')
      }
      keepUploadedBlob(world.store, policy.uuid, blob, size, 'non_segmented')
      return { etag: `"${md5}"`, key: policy.key }
    }
  } catch (error) {
    if (error instanceof MultipartError) throw storageRefusal(400, 'MalformedPOSTRequest', error.message)
    if (error instanceof TooManyBytes) throw storageRefusal(400, 'EntityTooLarge', error.message)
    throw error
  }
  throw storageRefusal(400, 'InvalidArgument', 'POST requires exactly one file upload per request.')
}

function checkedPolicy(world: World, fields: ReadonlyMap<string, string>): Policy {
  const encoded = fields.get('policy') ?? ''
  if (!world.signer.isSigned(encoded, fields.get('x-amz-signature') ?? '')) {
    throw storageRefusal(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    )
  }
  const policy = readPolicy(encoded)
  if (Date.parse(policy.expiration) < world.clock.now()) {
    throw storageRefusal(403, 'AccessDenied', 'Invalid according to Policy: Policy expired.')
  }
  const upload = findUpload(world.store, policy.uuid)
  if (!upload || fields.get('key') !== policy.key || fields.get('content-type') !== upload.contentType) {
    throw storageRefusal(403, 'AccessDenied', 'Invalid according to Policy: Policy Condition failed')
  }
  return policy
}

async function takeSegment(world: World, request: FastifyRequest, uuid: string, index: number): Promise<string> {
  const upload = findUpload(world.store, uuid)
  const segment = upload?.segments?.[index]
  if (!upload || !segment || upload.status === 'complete') {
    throw storageRefusal(404, 'NoSuchUpload', 'The specified upload does not exist.')
  }
  if (request.headers['x-amz-content-sha256'] !== segment.sha256) {
    throw storageRefusal(
      403,
      'SignatureDoesNotMatch',
      'The header x-amz-content-sha256 is not the one that was signed.',
    )
  }
  const { blob, size, md5, sha256 } = await world.content.keep(request.raw, segment.size).catch((error: unknown) => {
    throw error instanceof TooManyBytes ? storageRefusal(400, 'EntityTooLarge', error.message) : error
  })
  const fault =
    size < segment.size
      ? storageRefusal(
          400,
          'IncompleteBody',
          'You did not provide the number of bytes specified by the Content-Length header.',
        )
      : sha256 !== segment.sha256
        ? storageRefusal(
            400,
            'XAmzContentSHA256Mismatch',
            'The provided x-amz-content-sha256 header does not match what was computed.',
          )
        : segment.md5 !== undefined && md5 !== segment.md5
          ? storageRefusal(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.')
          : undefined
  if (fault) {
    await world.content.remove(blob)
    throw fault
  }
  keepArrived(world, upload, index, { blob, arrivedMd5: md5 })
  return `"${md5}"`
}

/** Others may have arrived while this one was written, so the upload is read again. */
function keepArrived(
  world: World,
  { uuid }: Upload,
  index: number,
  arrived: { blob: string; arrivedMd5: string },
): void {
  const segments = findUpload(world.store, uuid)?.segments ?? []
  keepSegments(
    world.store,
    uuid,
    segments.map((one, place) => (place === index ? { ...one, ...arrived } : one)),
  )
}

function checkSignature(world: World, request: FastifyRequest): void {
  const query = readQuery(request.url)
  const expires = query.text('X-Amz-Expires') ?? ''
  const [path] = request.url.split('?')
  if (!world.signer.isSigned(`${request.method} ${path} ${expires}`, query.text('X-Amz-Signature') ?? '')) {
    throw storageRefusal(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    )
  }
  if (Number(expires) * 1000 < world.clock.now()) throw storageRefusal(403, 'AccessDenied', 'Request has expired')
}

function give(world: World, request: FastifyRequest, reply: FastifyReply, id: number): FastifyReply {
  const version = findVersion(world.store, id)
  if (!version) throw storageRefusal(404, 'NoSuchKey', 'The specified key does not exist.')
  const range = readRange(request.headers.range, version.size)
  if (range === 'unsatisfiable') {
    throw storageRefusal(416, 'InvalidRange', 'The requested range is not satisfiable')
  }
  reply.headers({
    'accept-ranges': 'bytes',
    'content-type': version.content_type,
    'content-disposition': version.disposition,
    'last-modified': new Date(version.created_at).toUTCString(),
    'content-length': range ? range.end - range.start + 1 : version.size,
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${version.size}` }),
  })
  return reply.code(range ? 206 : 200).send(world.content.read(version.blob, range))
}

function storageRefusal(status: number, code: string, sentence: string): Refusal {
  return new Refusal(status, [sentence], { reason: code })
}

function xml(code: string, message: string, requestId: string): string {
  const escaped = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escaped}</Message><RequestId>${requestId}</RequestId></Error>`
}
