import { showPath, StorageError, type Advice, type FailureKind, type Path } from '#platform'
import { HttpError, type HttpTrouble } from '#toolkit/http-error.ts'
import { quoted } from '#toolkit/quoted.ts'
import type { Said } from './said.ts'

/** What was attempted, on what. */
export interface Doing {
  readonly verb: string
  readonly path: Path
}

/** An answer that is no success. */
export interface Refusal {
  readonly status: number
  readonly said: Said
  readonly requestId?: string
  /** When it may be tried again, where the answer tells. */
  readonly afterMs?: number
}

interface Meaning {
  readonly status: number
  /** Tells this cause from others of the same status. */
  readonly said?: RegExp
  readonly kind: FailureKind
  readonly advice?: Advice['do']
  /** What is the matter, and what to do. */
  readonly words: string
}

const taken = /taken|already|exists|duplicate|not unique/i

/**
 * What each of Procore's answers means, the more special before the more general. Its 404 also stands for “may not be
 * seen”, and its 403 for four causes (https://developers.procore.com/documentation/troubleshooting).
 *
 * @internal
 */
export const meanings: readonly Meaning[] = [
  {
    status: 400,
    said: /missing procore-company-id/i,
    kind: 'unsupported',
    advice: 'fix-settings',
    words: 'Procore wants to know the company. Enter the Company ID in the connection’s settings',
  },
  { status: 400, said: taken, kind: 'already-exists', words: 'something of that name is there already' },
  { status: 400, said: /\bname\b/i, kind: 'invalid-name', words: 'Procore does not take the name' },
  { status: 400, kind: 'unexpected', words: 'Procore does not take the request' },
  {
    status: 401,
    kind: 'unauthorised',
    advice: 'reconnect',
    words: 'the sign-in is no longer valid. Sign in again',
  },
  {
    status: 403,
    said: /not connected to this company/i,
    kind: 'forbidden',
    advice: 'fix-settings',
    words:
      'the app is not installed in this company. An administrator of the company can install it in Procore, under App Management',
  },
  {
    status: 403,
    said: /(tool|module|tab|documents)\b.*\b(disabled|inactive|not (enabled|active|available|turned on))/i,
    kind: 'forbidden',
    advice: 'fix-settings',
    words: 'the Documents tool is turned off in this project. An administrator of the project can turn it on',
  },
  {
    status: 403,
    said: /permitted project|project\b.*\bnot (permitted|allowed)|not (permitted|allowed)\b.*\bproject/i,
    kind: 'forbidden',
    advice: 'fix-settings',
    words:
      'the service account is not permitted in this project. An administrator of the company can add the project to its permitted projects, under App Management',
  },
  {
    status: 403,
    kind: 'forbidden',
    words:
      'this account lacks the permission. Give it more rights in the Documents tool (Standard to write, Admin for what is private)',
  },
  {
    status: 404,
    said: /\bproject\b.*\bnot found/i,
    kind: 'not-found',
    advice: 'stop',
    words: 'the project is not there any more, or this account may not see it. Look at it in Procore',
  },
  {
    status: 404,
    kind: 'not-found',
    words: 'Procore does not show it: it is not there, or this account may not see it',
  },
  { status: 408, kind: 'unavailable', words: 'Procore took too long over it' },
  { status: 409, said: taken, kind: 'already-exists', words: 'something of that name is there already' },
  {
    status: 409,
    kind: 'locked',
    words: 'the file is checked out. Ask who holds it to check it in, then run the job again',
  },
  { status: 410, kind: 'unavailable', words: 'the upload is no longer there' },
  { status: 422, said: taken, kind: 'already-exists', words: 'something of that name is there already' },
  { status: 422, said: /\bname\b/i, kind: 'invalid-name', words: 'Procore does not take the name' },
  { status: 422, kind: 'unexpected', words: 'Procore’s rules do not allow it' },
  {
    status: 429,
    kind: 'rate-limited',
    words: 'the limit of calls that Procore allows is used up until the limit is renewed',
  },
  { status: 503, kind: 'unavailable', words: 'Procore is under heavy load' },
]

/** Whether the words say that a name is in use. */
export function saysTaken({ said }: Refusal): boolean {
  return taken.test(said.text)
}

/** The failure that an answer of Procore stands for. */
export function failureFromAnswer(refusal: Refusal, doing: Doing): StorageError {
  const { status, said, requestId, afterMs } = refusal
  const meaning =
    meanings.find((known) => known.status === status && (known.said?.test(said.text) ?? true)) ?? otherwise(status)
  const advice: Advice | undefined =
    afterMs !== undefined && (meaning.kind === 'rate-limited' || meaning.kind === 'unavailable')
      ? { do: 'retry-later', afterMs }
      : meaning.advice && { do: meaning.advice }
  const holder = meaning.kind === 'locked' && said.heldBy !== undefined ? ` by ${said.heldBy}` : ''
  const words = meaning.words.replace('is checked out', `is checked out${holder}`)
  const told = said.text === '' ? '' : ` Procore said: ${quoted(said.text)}.`
  return new StorageError({
    kind: meaning.kind,
    ...(advice && { advice }),
    ...doing,
    message: `${couldNot(doing)}: ${words}.${told}`,
    ...(requestId !== undefined && { requestId }),
  })
}

function otherwise(status: number): Meaning {
  if (status >= 500) {
    return {
      status,
      kind: 'unavailable',
      words: `Procore has trouble of its own (status ${status})`,
    }
  }
  return { status, kind: 'unexpected', words: `Procore answered with status ${status}` }
}

const troubles: Readonly<Record<HttpTrouble, { readonly kind: FailureKind; readonly advice?: Advice['do'] }>> = {
  unreachable: { kind: 'unavailable' },
  'timed-out': { kind: 'unavailable' },
  'cut-off': { kind: 'unavailable' },
  'unsafe-address': { kind: 'forbidden', advice: 'stop' },
  'too-many-redirects': { kind: 'unexpected' },
  'too-large': { kind: 'unexpected' },
}

/** The failure behind whatever was thrown on the way; a StorageError passes through, told what it lacks. */
export function failureFrom(error: unknown, doing: Doing, signal?: AbortSignal): StorageError {
  if (signal?.aborted && !(error instanceof StorageError && error.kind !== 'cancelled')) return stopped(doing, signal)
  if (error instanceof StorageError) return error.verb === undefined ? told(error, doing) : error
  // What is no trouble of the connection comes from the content that was to be written.
  const { kind, advice } = error instanceof HttpError ? troubles[error.trouble] : { kind: 'unexpected' as const }
  const why = error instanceof Error ? error.message : String(error)
  return new StorageError({
    kind,
    ...(advice && { advice: { do: advice } }),
    ...doing,
    message: `${couldNot(doing)}: ${why}.`,
    cause: error,
  })
}

function told({ kind, advice, message, path, requestId, cause }: StorageError, doing: Doing): StorageError {
  return new StorageError({
    kind,
    advice,
    message,
    verb: doing.verb,
    path: path ?? doing.path,
    ...(requestId !== undefined && { requestId }),
    ...(cause !== undefined && { cause }),
  })
}

function stopped(doing: Doing, signal?: AbortSignal): StorageError {
  return new StorageError({
    kind: 'cancelled',
    ...doing,
    message: 'Stopped before it was done.',
    cause: signal?.reason,
  })
}

/** A failure that we find ourselves. */
export function failure(kind: FailureKind, doing: Doing, words: string, advice?: Advice): StorageError {
  return new StorageError({ kind, ...doing, ...(advice && { advice }), message: `${couldNot(doing)}: ${words}.` })
}

const doings: Readonly<Record<string, string>> = {
  spaces: 'list the companies and projects in Procore',
  about: 'ask Procore whose account it is',
  'sign-in': 'sign in to Procore',
  list: 'list the folder',
  stat: 'look at',
  'make-folder': 'make the folder',
  versions: 'list the versions of',
}

/** What was attempted, on what; the beginning of a sentence. */
export function couldNot({ verb, path }: Doing): string {
  const doing = doings[verb] ?? verb
  if (doing.endsWith('Procore') || verb === 'about') return `Could not ${doing}`
  return `Could not ${doing} “${showPath(path) || '/'}” in Procore`
}
