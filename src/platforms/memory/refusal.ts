import { showPath, StorageError, type FailureKind, type Path } from '#platform'

const verbWords: Readonly<Record<string, string>> = {
  'make-folder': 'make the folder',
  stat: 'look at',
  'list-permissions': 'list the permissions of',
  'set-permissions': 'set the permissions of',
  'tell-owner': 'tell the owner of',
  'set-owner': 'set the owner of',
  'set-metadata': 'set the metadata of',
}

/** The failure of one verb on one path, told in a sentence: `why` says what stood in the way and what to do. */
export function refusal(kind: FailureKind, verb: string, path: Path, why: string): StorageError {
  const message = `Could not ${verbWords[verb] ?? verb} “${showPath(path) || '/'}”: ${why}.`
  return new StorageError({ kind, verb, path, message })
}
