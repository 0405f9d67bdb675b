import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { keyBytes, SealError } from './seal.ts'

/** Where the master key of an installation is: in the file that is named, else in one in the data folder. */
export function masterKeyFile(dataFolder: string, named: string | undefined): string {
  return named ?? join(dataFolder, 'master.key')
}

/** Where a new master key waits until the data keys are wrapped with it. */
export const nextKeyFile = (file: string): string => `${file}.next`

/** Where the one before stays, for backups that were made with it. */
export const oldKeyFile = (file: string): string => `${file}.old`

/**
 * What the master key may be, read anew at each call: the key in the file, and the one that waits beside it while the master key
 * is changed. Wherever a change breaks off, one of them opens the data keys.
 */
export type MasterKeys = () => readonly Buffer[]

export function masterKeysIn(file: string): MasterKeys {
  return () => {
    // The one that waits is read first: where it is gone meanwhile, the file has it.
    const next = wholeKeyIn(nextKeyFile(file))
    return [readKey(file), ...(next ? [next] : [])]
  }
}

export function readKey(file: string): Buffer {
  if (!existsSync(file)) {
    throw new SealError(`The master key file ${file} is not there. Restore it from where you keep it.`)
  }
  const key = wholeKeyIn(file)
  if (key) return key
  throw new SealError(`${file} does not hold a master key: ${keyBytes} bytes in base64 are expected.`)
}

/** Nothing where there is no file, or one that somebody had no time to write. */
export function wholeKeyIn(file: string): Buffer | undefined {
  if (!existsSync(file)) return undefined
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  return key.length === keyBytes ? key : undefined
}

/** Makes a key and brings it to disk, for its owner's eyes only. Throws where there is a file already. */
export function makeKey(file: string): void {
  writeKey(file, randomBytes(keyBytes), 'wx')
}

/** The key that waits becomes the one of the file, unless another process has done it. */
export function putInPlace(file: string): void {
  const next = wholeKeyIn(nextKeyFile(file))
  const before = wholeKeyIn(file)
  if (!next) return
  if (before && !before.equals(next)) writeKey(oldKeyFile(file), before, 'w')
  try {
    renameSync(nextKeyFile(file), file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  syncFolderOf(file)
}

function writeKey(file: string, key: Buffer, flag: 'w' | 'wx'): void {
  const opened = openSync(file, flag, 0o600)
  try {
    writeSync(opened, `${key.toString('base64')}\n`)
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
  syncFolderOf(file)
}

/** So that a name outlasts a power cut. */
function syncFolderOf(file: string): void {
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
