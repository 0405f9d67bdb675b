import { showPath, StorageError, type Advice, type FailureKind, type Path } from '#platform'

interface Meaning {
  readonly kind: FailureKind
  /** What the system said, in words, and what to do. */
  readonly words: string
  readonly advice?: Advice
}

/** What each answer of the operating system means (errno(3)). */
const meanings: Readonly<Record<string, Meaning>> = {
  ENOENT: { kind: 'not-found', words: 'it is not there' },
  ENOTDIR: { kind: 'not-a-folder', words: 'it, or something above it, is no folder' },
  EISDIR: { kind: 'is-a-folder', words: 'it is a folder' },
  EEXIST: { kind: 'already-exists', words: 'something of that name is there already' },
  ENOTEMPTY: { kind: 'already-exists', words: 'a folder of that name is there already' },
  ELOOP: { kind: 'forbidden', words: 'a symbolic link stands in the way, and links are not followed' },
  EACCES: { kind: 'forbidden', words: 'permission denied. Give the account that runs Gantry access to it' },
  EPERM: { kind: 'forbidden', words: 'the system does not permit it. Give the account that runs Gantry access to it' },
  EROFS: { kind: 'forbidden', words: 'the disk is read-only', advice: { do: 'stop' } },
  ENOSPC: { kind: 'no-space', words: 'the disk is full. Make room, then resume the run' },
  EDQUOT: { kind: 'no-space', words: 'the disk quota is used up. Make room, then resume the run' },
  ENAMETOOLONG: { kind: 'invalid-name', words: 'the name or the path is too long for this disk' },
  EINVAL: { kind: 'invalid-name', words: 'this disk cannot hold the name' },
  EILSEQ: { kind: 'invalid-name', words: 'this disk cannot hold the name' },
  EFBIG: { kind: 'too-large', words: 'the file is larger than this disk allows' },
  EBUSY: { kind: 'locked', words: 'it is in use', advice: { do: 'retry-later', afterMs: 1000 } },
  ETXTBSY: { kind: 'locked', words: 'it is in use', advice: { do: 'retry-later', afterMs: 1000 } },
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
  list: 'list',
  stat: 'look at',
  read: 'read',
  write: 'write',
  'make-folder': 'make the folder',
  delete: 'delete',
  move: 'move',
}

/** The failure behind an error of the operating system; a StorageError passes through. */
export function failureFrom(error: unknown, verb: string, path: Path): StorageError {
  if (error instanceof StorageError) return error
  const code = errorCode(error)
  const meaning = meanings[code] ?? { kind: 'unexpected', words: `the system answered ${code || 'something unknown'}` }
  return new StorageError({
    kind: meaning.kind,
    ...(meaning.advice && { advice: meaning.advice }),
    verb,
    path,
    message: `Could not ${doing[verb] ?? verb} “${showPath(path) || '/'}”: ${meaning.words}.`,
    cause: error,
  })
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
