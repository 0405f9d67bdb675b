import { StorageError, type Entry } from '#platform'
import { quotePath } from './quote.ts'

/** The source is not as it was listed: it is to be looked at again. */
export function changedMeanwhile(entry: Entry): StorageError {
  return new StorageError({
    kind: 'precondition-failed',
    advice: { do: 'retry-later' },
    verb: 'read',
    path: entry.path,
    message: `${quotePath(entry.path)} changed at the source while it was read.`,
  })
}
