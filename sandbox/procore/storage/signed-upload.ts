import { dispositionOf } from '../http/disposition.ts'
import { startWithinMs, type Segment, type Upload } from '../state/uploads.ts'
import type { World } from '../world.ts'
import { amzDate } from './sign.ts'

export const bucket = 'pro-core.com'

/** What a form's policy says: which upload it is for, until when it may start, and how much it may bring. */
export interface Policy {
  readonly key: string
  readonly uuid: string
  readonly expiration: string
  readonly size?: number
}

interface UploadForm {
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
}

/** The address and the fields of a form that carries the bytes to the storage host in one piece. */
export function uploadForm(world: World, company: number, upload: Upload): UploadForm {
  const key = `companies/${company}/${upload.uuid}`
  const policy: Policy = {
    key,
    uuid: upload.uuid,
    expiration: new Date(upload.createdAt + startWithinMs).toISOString(),
    ...(upload.size !== undefined && { size: upload.size }),
  }
  const encoded = Buffer.from(JSON.stringify(policy)).toString('base64')
  return {
    url: `${world.addresses.storage}/${bucket}`,
    fields: {
      key,
      'Content-Type': upload.contentType,
      'Content-Disposition': dispositionOf(upload.disposition, upload.filename),
      policy: encoded,
      'x-amz-credential': `sandbox/${amzDate(upload.createdAt).slice(0, 8)}/us-east-1/s3/aws4_request`,
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-date': amzDate(upload.createdAt),
      'x-amz-signature': world.signer.sign(encoded),
    },
  }
}

export function readPolicy(encoded: string): Policy {
  return JSON.parse(Buffer.from(encoded, 'base64').toString()) as Policy
}

/** The address of one segment, with the headers that its bytes must come with. */
export function segmentForm(world: World, upload: Upload, segment: Segment, index: number): Record<string, unknown> {
  const path = `/${bucket}/segments/${upload.uuid}/${index + 1}`
  const expiresAt = Math.ceil((upload.createdAt + startWithinMs) / 1000)
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Expires': String(expiresAt),
    'X-Amz-Signature': world.signer.sign(`PUT ${path} ${expiresAt}`),
  })
  return {
    size: segment.size,
    sha256: segment.sha256,
    md5: segment.md5 ?? null,
    ...(segment.arrivedMd5 !== undefined && { etag: `"${segment.arrivedMd5}"` }),
    url: `${world.addresses.storage}${path}?${query.toString()}`,
    headers: {
      'x-amz-content-sha256': segment.sha256,
      'content-length': String(segment.size),
      ...(segment.md5 !== undefined && { 'content-md5': Buffer.from(segment.md5, 'hex').toString('base64') }),
    },
  }
}
