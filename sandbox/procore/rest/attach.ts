import type { ReceivedFile } from '../http/bodies.ts'
import { dispositionOf } from '../http/disposition.ts'
import { invalid } from '../http/refusal.ts'
import { attachWithinMs, findUpload, markUsed } from '../state/uploads.ts'
import type { DocumentsCall } from './call.ts'

/** Bytes that are to become a version. */
export interface Attachment {
  readonly blob: string
  readonly size: number
  readonly name: string
  readonly contentType: string
  readonly disposition: string
  /** Keeps the upload from being thrown away after a week. */
  use(): void
}

/** What a body brings as content: a finished upload or, the old way, the file itself. Absent when it brings none. */
export function attach(
  call: DocumentsCall,
  given: { readonly upload_uuid?: string | null | undefined; readonly data?: ReceivedFile | undefined },
): Attachment | undefined {
  const found = given.data ? received(given.data) : given.upload_uuid ? uploaded(call, given.upload_uuid) : undefined
  if (found?.size === 0 && call.world.options.zeroBytes === 'refused') throw invalid('size', 'must be greater than 0')
  return found
}

function received({ blob, size, filename, contentType }: ReceivedFile): Attachment {
  return {
    blob,
    size,
    name: filename,
    contentType,
    disposition: dispositionOf('inline', filename),
    use: () => undefined,
  }
}

function uploaded(call: DocumentsCall, uuid: string): Attachment {
  const { store, clock } = call.world
  const upload = findUpload(store, uuid)
  // Another's upload is as unknown as one that was never made.
  if (!upload || upload.user !== call.user.id) throw invalid('upload_uuid', 'is invalid')
  if (!upload.isUsed && clock.now() > upload.createdAt + attachWithinMs) throw invalid('upload_uuid', 'has expired')
  if (upload.blob === undefined) throw invalid('upload_uuid', 'has not been uploaded')
  return {
    blob: upload.blob,
    size: upload.blobSize ?? 0,
    name: upload.filename,
    contentType: upload.contentType,
    disposition: dispositionOf(upload.disposition, upload.filename),
    use: () => markUsed(store, uuid),
  }
}
