import { isStorageError, type FailureKind } from '#platform'
import type { Reason } from './reason.ts'

/** On which side something failed. */
export type FailedSide = 'source' | 'destination'

const atDestination: Readonly<Partial<Record<FailureKind, Reason>>> = {
  'already-exists': 'conflict',
  'precondition-failed': 'conflict',
  'not-a-folder': 'kind-differs',
  'is-a-folder': 'kind-differs',
  'invalid-name': 'invalid-name',
  'too-large': 'too-large',
  'not-found': 'refused',
  forbidden: 'refused',
  locked: 'refused',
  unsupported: 'refused',
}

/** Why an item is flagged after a failure that will not be tried again in this run. */
export function reasonOf(error: unknown, side: FailedSide): Reason {
  if (!isStorageError(error)) return 'failed'
  if (side === 'source') return error.kind === 'precondition-failed' ? 'changed-while-read' : 'unreadable'
  return atDestination[error.kind] ?? 'failed'
}

/** What the report says of it. */
export function sentenceOf(error: unknown): string {
  if (isStorageError(error)) return error.message
  return `It failed in a way that Gantry did not expect: ${error instanceof Error ? error.message : String(error)}`
}
