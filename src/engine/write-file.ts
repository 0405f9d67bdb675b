import {
  isStorageError,
  nameOf,
  StorageError,
  type Content,
  type Entry,
  type Place,
  type WriteOptions,
} from '#platform'
import type { Copy } from './action.ts'
import type { Carrying } from './carrying.ts'
import { differentPrint, printOf } from './print.ts'
import type { Progress } from './progress.ts'
import { quote } from './quote.ts'

/** Writes the file on the condition that the destination is still as it was seen when that was decided. */
export async function writeFile(
  action: Copy,
  progress: Progress,
  content: Content,
  carrying: Carrying,
): Promise<Entry> {
  const { destination, signal } = carrying
  if (!destination.write) {
    const message = 'The destination cannot be written to through this connection. Choose another one for the job.'
    throw new StorageError({ kind: 'unsupported', advice: { do: 'fix-settings' }, verb: 'write', message })
  }
  const condition = await conditionOf(action, progress, carrying)
  const place = condition.ifAbsent ? withoutId(action.to) : action.to
  const { modifiedAt } = progress.entry
  if (!condition.ifAbsent && carrying.mayUnlock?.(action)) await destination.locks?.unlock(place, { signal })
  return await destination.write(place, content, {
    ...condition,
    ...(modifiedAt !== undefined && { modifiedAt }),
    intent: carrying.intentOf(action),
    signal,
  })
}

/**
 * Where the platform gives no etag the condition is checked by looking right before the write: what somebody else does
 * between the two is not seen.
 */
async function conditionOf(
  { to }: Copy,
  { replaces }: Progress,
  { destination, signal }: Carrying,
): Promise<Pick<WriteOptions, 'ifAbsent' | 'ifMatch'>> {
  if (!replaces) return { ifAbsent: true }
  if (replaces.etag !== undefined) return { ifMatch: replaces.etag }
  let present: Entry
  try {
    present = await destination.stat(to, { signal })
  } catch (error) {
    if (isStorageError(error, 'not-found')) return { ifAbsent: true }
    throw error
  }
  if (!differentPrint(replaces, printOf(present), destination.facts.timePrecisionMs)) return {}
  const message = `${quote(nameOf(to.path))} changed at the destination after it was compared; it was not replaced.`
  throw new StorageError({ kind: 'precondition-failed', verb: 'write', path: to.path, message })
}

function withoutId({ space, path, parentId }: Place): Place {
  return parentId === undefined ? { space, path } : { space, path, parentId }
}
