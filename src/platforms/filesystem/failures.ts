import { constants } from 'node:os'
import { showPath, StorageError, type Advice, type FailureKind, type Path } from '#platform'

interface Meaning {
  readonly kind: FailureKind
  /** What the system said, in words, and what to do. */
  readonly words: string
  readonly advice?: Advice
}

export const soon: Advice = { do: 'retry-later', afterMs: 1000 }

/** What each answer of the operating system means (errno(3)). */
const meanings: Readonly<Record<string, Meaning>> = {
  ENOENT: { kind: 'not-found', words: 'it is not there' },
  ENOTDIR: { kind: 'not-a-folder', words: 'it, or something above it, is no folder' },
  EISDIR: { kind: 'is-a-folder', words: 'it is a folder' },
  EEXIST: { kind: 'already-exists', words: 'something of that name is there already' },
  ENOTEMPTY: { kind: 'locked', words: 'something was put into the folder meanwhile', advice: soon },
  ELOOP: { kind: 'forbidden', words: 'a symbolic link stands in the way, and links are not followed' },
  EXDEV: { kind: 'unsupported', words: 'it lies on another disk, so it has to be copied' },
  ENXIO: { kind: 'unsupported', words: 'it is a socket or a device, no file' },
  ENODEV: { kind: 'unsupported', words: 'it is a device, no file' },
  EACCES: { kind: 'forbidden', words: 'permission denied. Give the account that runs Gantry access to it' },
  EPERM: { kind: 'forbidden', words: 'the system does not permit it. Give the account that runs Gantry access to it' },
  EROFS: { kind: 'forbidden', words: 'the disk is read-only', advice: { do: 'stop' } },
  ENOSPC: { kind: 'no-space', words: 'the disk is full. Make room, then resume the run' },
  EDQUOT: { kind: 'no-space', words: 'the disk quota is used up. Make room, then resume the run' },
  ENAMETOOLONG: { kind: 'invalid-name', words: 'the name or the path is too long for this disk' },
  EINVAL: { kind: 'invalid-name', words: 'this disk cannot hold the name' },
  EILSEQ: { kind: 'invalid-name', words: 'this disk cannot hold the name' },
  EFBIG: { kind: 'too-large', words: 'the file is larger than this disk allows' },
  EBUSY: { kind: 'locked', words: 'it is in use', advice: soon },
  ETXTBSY: { kind: 'locked', words: 'it is in use', advice: soon },
  EAGAIN: { kind: 'locked', words: 'it is in use', advice: soon },
  EMFILE: { kind: 'unavailable', words: 'too many files are open' },
  ENFILE: { kind: 'unavailable', words: 'too many files are open' },
  EIO: { kind: 'unavailable', words: 'the disk reports an input/output error' },
  ESTALE: { kind: 'unavailable', words: 'the share has gone away' },
  ENOTCONN: { kind: 'unavailable', words: 'the share has gone away' },
  EHOSTDOWN: { kind: 'unavailable', words: 'the server of the share does not answer' },
  ETIMEDOUT: { kind: 'unavailable', words: 'the server of the share does not answer' },
}

const doing: Readonly<Record<string, string>> = {
  open: 'open the folder',
  stat: 'look at',
  'make-folder': 'make the folder',
}

export function wordsFor(verb: string): string {
  return doing[verb] ?? verb
}

/** The failure behind an error of the operating system; a StorageError passes through, told what it lacks. */
export function failureFrom(error: unknown, verb: string, path: Path): StorageError {
  if (error instanceof StorageError) {
    if (error.verb !== undefined && error.path !== undefined) return error
    const { kind, advice, message, cause } = error
    return new StorageError({ kind, advice, message, verb: error.verb ?? verb, path: error.path ?? path, cause })
  }
  const code = errorCode(error)
  const meaning = meanings[code] ?? { kind: 'unexpected', words: `the system answered ${code || 'something unknown'}` }
  return new StorageError({
    kind: meaning.kind,
    ...(meaning.advice && { advice: meaning.advice }),
    verb,
    path,
    message: `Could not ${wordsFor(verb)} “${showPath(path) || '/'}”: ${meaning.words}.`,
    cause: error,
  })
}

/** The system's word for an error. Node calls those that it does not know UNKNOWN, EDQUOT and ESTALE among them. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return ''
  if (error.code !== 'UNKNOWN' || !('errno' in error)) return String(error.code)
  return wordsByNumber.get(-Number(error.errno)) ?? 'UNKNOWN'
}

const wordsByNumber = new Map(Object.entries(constants.errno).map(([word, number]) => [number, word]))
