import { randomBytes } from 'node:crypto'
import type { Store } from './store.ts'

// https://developers.procore.com, uploads: an upload starts within an hour and is attached within a week.
export const startWithinMs = 60 * 60 * 1000
export const attachWithinMs = 7 * 24 * 60 * 60 * 1000

export interface Segment {
  readonly size: number
  readonly sha256: string
  readonly md5?: string
  /** Where its bytes are, once they have arrived. */
  readonly blob?: string
  /** Hexadecimal MD5 of what arrived. */
  readonly arrivedMd5?: string
}

export interface Upload {
  readonly uuid: string
  readonly user: number
  readonly filename: string
  readonly contentType: string
  readonly disposition: 'inline' | 'attachment'
  /** As announced. */
  readonly size?: number
  readonly segments?: readonly Segment[]
  readonly status: 'non_segmented' | 'ready' | 'receiving' | 'complete'
  readonly blob?: string
  readonly blobSize?: number
  readonly isUsed: boolean
  readonly createdAt: number
}

interface UploadRow {
  readonly uuid: string
  readonly user: number
  readonly filename: string
  readonly content_type: string
  readonly disposition: Upload['disposition']
  readonly size: number | null
  readonly segments: string | null
  readonly status: Upload['status']
  readonly blob: string | null
  readonly blob_size: number | null
  readonly is_used: number
  readonly created_at: number
}

export type NewUpload = Pick<
  Upload,
  'user' | 'filename' | 'contentType' | 'disposition' | 'size' | 'segments' | 'createdAt'
>

export function addUpload(store: Store, upload: NewUpload): Upload {
  const uuid = ulid(upload.createdAt)
  const status = upload.segments ? 'ready' : 'non_segmented'
  store.run(
    `insert into uploads (uuid, user, filename, content_type, disposition, size, segments, status, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    uuid,
    upload.user,
    upload.filename,
    upload.contentType,
    upload.disposition,
    upload.size ?? null,
    upload.segments ? JSON.stringify(upload.segments) : null,
    status,
    upload.createdAt,
  )
  return { ...upload, uuid, status, isUsed: false }
}

export function findUpload(store: Store, uuid: string): Upload | undefined {
  const row = store.first<UploadRow>('select * from uploads where uuid = ?', uuid)
  return row && toUpload(row)
}

export function keepUploadedBlob(
  store: Store,
  uuid: string,
  blob: string,
  size: number,
  status: Upload['status'],
): void {
  store.run('update uploads set blob = ?, blob_size = ?, status = ? where uuid = ?', blob, size, status, uuid)
}

export function keepSegments(store: Store, uuid: string, segments: readonly Segment[]): void {
  store.run(`update uploads set segments = ?, status = 'receiving' where uuid = ?`, JSON.stringify(segments), uuid)
}

export function markUsed(store: Store, uuid: string): void {
  store.run('update uploads set is_used = 1 where uuid = ?', uuid)
}

/** Takes away uploads that nobody attached in time; says which blobs they leave behind. */
export function forgetStaleUploads(store: Store, now: number): string[] {
  return store.together(() => {
    const stale = store
      .all<UploadRow>('select * from uploads where is_used = 0 and created_at < ?', now - attachWithinMs)
      .map(toUpload)
    for (const { uuid } of stale) store.run('delete from uploads where uuid = ?', uuid)
    return stale.flatMap(({ blob, segments = [] }) => [blob, ...segments.map((one) => one.blob)]).filter(isNamed)
  })
}

const isNamed = (blob: string | undefined): blob is string => blob !== undefined

function toUpload(row: UploadRow): Upload {
  return {
    uuid: row.uuid,
    user: row.user,
    filename: row.filename,
    contentType: row.content_type,
    disposition: row.disposition,
    ...(row.size !== null && { size: row.size }),
    ...(row.segments !== null && { segments: JSON.parse(row.segments) as Segment[] }),
    status: row.status,
    ...(row.blob !== null && { blob: row.blob }),
    ...(row.blob_size !== null && { blobSize: row.blob_size }),
    isUsed: row.is_used === 1,
    createdAt: row.created_at,
  }
}

// Crockford's base 32; the first ten letters are the time (https://github.com/ulid/spec).
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function ulid(now: number): string {
  const time = Array.from({ length: 10 }, (_, place) => letters[Math.floor(now / 32 ** (9 - place)) % 32])
  const chance = Array.from(randomBytes(16), (byte) => letters[byte % 32])
  return [...time, ...chance].join('')
}
