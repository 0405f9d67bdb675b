import { showPath, type Path } from './path.ts'

/** What happened. */
export type FailureKind =
  | 'not-found'
  | 'already-exists'
  | 'not-a-folder'
  | 'is-a-folder'
  | 'invalid-name'
  | 'too-large'
  | 'no-space'
  | 'forbidden'
  | 'unauthorised'
  | 'rate-limited'
  | 'precondition-failed'
  | 'locked'
  | 'short-content'
  | 'corrupt'
  | 'cursor-expired'
  | 'unsupported'
  | 'unavailable'
  | 'cancelled'
  | 'unexpected'

/** What to do about it: the only question the engine asks. */
export type Advice =
  | { readonly do: 'retry-later'; readonly afterMs?: number }
  | { readonly do: 'skip-this' }
  | { readonly do: 'reconnect' }
  | { readonly do: 'fix-settings' }
  | { readonly do: 'stop' }

/** What a failure leaves its reader to do when the platform has not said. */
const usualAdvice: Readonly<Record<FailureKind, Advice['do']>> = {
  'not-found': 'skip-this',
  'already-exists': 'skip-this',
  'not-a-folder': 'skip-this',
  'is-a-folder': 'skip-this',
  'invalid-name': 'skip-this',
  'too-large': 'skip-this',
  'no-space': 'stop',
  forbidden: 'skip-this',
  unauthorised: 'reconnect',
  'rate-limited': 'retry-later',
  'precondition-failed': 'skip-this',
  locked: 'skip-this',
  'short-content': 'retry-later',
  corrupt: 'retry-later',
  'cursor-expired': 'retry-later',
  unsupported: 'skip-this',
  unavailable: 'retry-later',
  cancelled: 'stop',
  unexpected: 'skip-this',
}

export interface FailureDetails {
  readonly kind: FailureKind
  /** For the person who reads the report: what was attempted, on what, what the other side said, what to do. */
  readonly message: string
  readonly advice?: Advice
  readonly verb?: string
  readonly path?: Path
  /** The vendor's own id of the request, for their support. */
  readonly requestId?: string
  readonly cause?: unknown
}

/** The one class that storages throw. Its text never holds a credential. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly kind: FailureKind
  readonly advice: Advice
  readonly verb?: string
  readonly path?: Path
  readonly requestId?: string

  constructor(details: FailureDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause })
    this.kind = details.kind
    this.advice = details.advice ?? { do: usualAdvice[details.kind] }
    if (details.verb !== undefined) this.verb = details.verb
    if (details.path !== undefined) this.path = details.path
    if (details.requestId !== undefined) this.requestId = details.requestId
  }
}

export function isStorageError(error: unknown, kind?: FailureKind): error is StorageError {
  return error instanceof StorageError && (kind === undefined || error.kind === kind)
}

/** Content that ended early or went on: the one failure that every write must raise itself. */
export function wrongLength(path: Path, promised: number, came: number): StorageError {
  return new StorageError({
    kind: 'short-content',
    verb: 'write',
    path,
    message:
      came < promised
        ? `The content of “${showPath(path)}” ended after ${came} of ${promised} bytes; nothing was kept.`
        : `The content of “${showPath(path)}” went on after the promised ${promised} bytes; nothing was kept.`,
  })
}
