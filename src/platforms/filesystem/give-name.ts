import { linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs'
import { nameOf, showPath, StorageError, type Path, type WriteOptions } from '#platform'
import { etagOf } from './entries.ts'
import { errorCode, soon } from './failures.ts'
import { isMissing, type FolderHandle } from './handle.ts'
import { statIn } from './stat.ts'

export type Condition = Pick<WriteOptions, 'ifAbsent' | 'ifMatch'>

/** Refuses a write that could only fail at its end. */
export function refuseWrite(folder: FolderHandle, path: Path, { ifAbsent, ifMatch }: Condition): void {
  const there = statIn(folder, nameOf(path))
  if (there?.isDirectory()) throw refusal('is-a-folder', path, 'a folder of that name is there')
  if (there && !there.isFile()) throw refusal('already-exists', path, 'something that is no file is there')
  if (there && ifAbsent) throw refusal('already-exists', path, 'a file of that name is there already')
  if (ifMatch !== undefined && (!there || etagOf(there) !== ifMatch)) {
    throw refusal('precondition-failed', path, 'the file there has changed meanwhile')
  }
}

/** The last step of a write: the partial file gets the name, if the condition still holds. */
export function giveName(folder: FolderHandle, partial: string | Buffer, path: Path, condition: Condition): void {
  const name = folder.child(nameOf(path))
  // Between this look and the rename nobody can be kept out: the window is a few microseconds.
  if (!condition.ifAbsent) refuseWrite(folder, path, condition)
  try {
    if (condition.ifAbsent) nameUnlessTaken(partial, name)
    else renameSync(partial, name)
  } catch (error) {
    throw isMissing(error) ? overtaken(path, error) : error
  }
}

function overtaken(path: Path, cause: unknown): StorageError {
  const message = `Did not write “${showPath(path)}”: another attempt at the same write removed its unfinished file.`
  return new StorageError({ kind: 'locked', advice: soon, verb: 'write', path, message, cause })
}

/** A link never replaces anything, so of two writers one is refused. Where the disk has no links: after a last look. */
export function nameUnlessTaken(old: string | Buffer, name: string | Buffer): void {
  try {
    linkSync(old, name)
  } catch (error) {
    if (!hasNoLinks.has(errorCode(error))) throw error
    if (lstatSync(name, { throwIfNoEntry: false })) throw Object.assign(new Error('taken'), { code: 'EEXIST' })
    renameSync(old, name)
    return
  }
  unlinkSync(old)
}

const hasNoLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'])

function refusal(
  kind: 'already-exists' | 'precondition-failed' | 'is-a-folder',
  path: Path,
  why: string,
): StorageError {
  return new StorageError({ kind, verb: 'write', path, message: `Did not write “${showPath(path)}”: ${why}.` })
}
