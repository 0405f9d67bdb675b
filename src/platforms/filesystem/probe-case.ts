import { closeSync, lstatSync, openSync, readdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { partialName } from './partial.ts'
import type { Root } from './root.ts'

/**
 * Asks the disk whether `plan` and `PLAN` are two names: by a child that is there already, else by an empty file of our own
 * for a moment. A root that is empty and cannot be written to is taken for the usual: two names.
 */
export function isCaseSensitive(root: Root): boolean {
  const names = readdirSync(root.path)
  const known = names.find((name) => isLetters(name) && !names.includes(otherCase(name)))
  if (known !== undefined) return !isSame(root, known)
  const probe = partialName('case')
  try {
    closeSync(openSync(join(root.path, probe), 'wx'))
  } catch {
    return true
  }
  try {
    return !isSame(root, probe)
  } finally {
    unlinkSync(join(root.path, probe))
  }
}

/** ASCII only: which other letters a disk folds differs from disk to disk. */
function isLetters(name: string): boolean {
  return /^[\w .-]*[a-z][\w .-]*$/i.test(name)
}

function otherCase(name: string): string {
  return name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase()
}

function isSame(root: Root, name: string): boolean {
  const here = lstatSync(join(root.path, name), { throwIfNoEntry: false })
  const other = lstatSync(join(root.path, otherCase(name)), { throwIfNoEntry: false })
  return here !== undefined && other !== undefined && here.ino === other.ino && here.dev === other.dev
}
