import { rmdirSync, unlinkSync } from 'node:fs'
import { child, nameOf, showPath, StorageError, type DeleteOptions, type Path } from '#platform'
import { errorCode, failureFrom } from './failures.ts'
import { isMissing, openParent, type FolderHandle } from './handle.ts'
import { rootRefused } from './move.ts'
import type { Root } from './root.ts'
import { statIn } from './stat.ts'
import { breathe, throwIfStopped } from './stopping.ts'

// Some milliseconds of work, so that the event loop has its turn in between.
const removalsAtOnce = 250

/** Removes a file, or a folder with all it holds. A link itself goes, what it points to stays. What is absent is fine. */
export async function remove(root: Root, path: Path, { signal, ifEmpty }: DeleteOptions = {}): Promise<void> {
  throwIfStopped(signal, path)
  if (path.length === 0) throw rootRefused('delete')
  let above: FolderHandle
  try {
    above = openParent(root, path, 'delete')
  } catch (error) {
    if (isMissing(error)) return
    throw error
  }
  try {
    const removals = removeIn(above, path, ifEmpty)
    for (let done = 1; !removals.next().done; done++) if (done % removalsAtOnce === 0) await breathe(signal, path)
  } catch (error) {
    throw failureFrom(error, 'delete', path)
  } finally {
    above.close()
  }
}

/** One step for each thing removed. */
function* removeIn(above: FolderHandle, path: Path, ifEmpty = false): Generator<void> {
  const stats = statIn(above, nameOf(path))
  if (!stats) return
  try {
    if (stats.isDirectory()) {
      if (!ifEmpty) yield* removeBelow(above, path)
      rmdirSync(above.child(nameOf(path)))
    } else unlinkSync(above.child(nameOf(path)))
  } catch (error) {
    // Somebody else was quicker.
    if (isMissing(error)) return
    throw ifEmpty && errorCode(error) === 'ENOTEMPTY' ? notEmpty(path) : failureFrom(error, 'delete', path)
  }
  yield
}

function notEmpty(path: Path): StorageError {
  const message = `Could not delete “${showPath(path)}”: the folder is not empty.`
  return new StorageError({ kind: 'precondition-failed', verb: 'delete', path, message })
}

function* removeBelow(above: FolderHandle, path: Path): Generator<void> {
  const folder = above.below(nameOf(path))
  try {
    for (const name of folder.names()) yield* removeIn(folder, child(path, name))
  } finally {
    folder.close()
  }
}
