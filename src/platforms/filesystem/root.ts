import { opendirSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { StorageError, type FailureKind } from '#platform'
import { errorCode } from './failures.ts'

/** The folder that a storage is confined to; plain data, so that threads get it too. */
export interface Root {
  readonly path: string
  /** Tells the folder of an unmounted share, which is empty, from the share. */
  readonly inode: number
}

/** The root named in a connection's settings. Throws when it is not there, is no folder or cannot be read. */
export function openRoot(folder: string): Root {
  if (!isAbsolute(folder) || folder.includes('\0')) {
    throw unfit(folder, 'not-found', 'it is no absolute path. Give the whole path, such as /srv/projects')
  }
  try {
    // A root that is itself a link is a person's choice; below it no link is followed.
    const path = realpathSync(folder)
    const stats = statSync(path)
    if (!stats.isDirectory()) throw unfit(folder, 'not-a-folder', 'it is no folder. Give the folder that it is in')
    // Its names can be read, and what they name can be reached.
    opendirSync(path).closeSync()
    statSync(`${path}/.`)
    return { path, inode: stats.ino }
  } catch (error) {
    if (error instanceof StorageError) throw error
    const [kind, why] = reasons[errorCode(error)] ?? ['unexpected', `the system answered ${errorCode(error)}`]
    throw unfit(folder, kind, why, error)
  }
}

const reasons: Readonly<Record<string, readonly [FailureKind, string]>> = {
  ENOENT: ['not-found', 'it is not there. Make it, mount it, or correct the path'],
  ENOTDIR: ['not-a-folder', 'something above it is no folder. Correct the path'],
  EACCES: ['forbidden', 'permission denied. Give the account that runs Gantry access to it'],
  ELOOP: ['not-found', 'its symbolic links lead in a circle. Correct them'],
}

function unfit(folder: string, kind: FailureKind, why: string, cause?: unknown): StorageError {
  return new StorageError({
    kind,
    advice: { do: 'fix-settings' },
    verb: 'open',
    message: `Could not open the folder “${folder}”: ${why}.`,
    ...(cause !== undefined && { cause }),
  })
}

/** A share that is gone must not look like an empty one, or like one whose files were all removed. */
export function rootGone(root: Root): StorageError {
  return new StorageError({
    kind: 'unavailable',
    message: `The folder “${root.path}” is gone or another one now: its disk or share is not mounted, or it was replaced. Bring it back, then try again.`,
  })
}
