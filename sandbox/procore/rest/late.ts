import type { Document } from '../state/documents.ts'
import type { DocumentsCall } from './call.ts'

/** New items reach the listings when the delay of the options is over; this is the latest time that is in them. */
export function listedUntil(call: DocumentsCall): string | undefined {
  const { listDelaySeconds } = call.world.options
  if (listDelaySeconds === 0) return undefined
  return new Date(Date.now() - listDelaySeconds * 1000).toISOString()
}

export function isYoung(call: DocumentsCall, document: Document): boolean {
  const until = listedUntil(call)
  return until !== undefined && document.created_at > until
}
