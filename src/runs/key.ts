import { hash } from 'node:crypto'
import { showPath, type Path } from '#platform'

/**
 * The key of an item within its job: 64 bits of the folder's path and 64 bits of the whole path, as signed integers in
 * text for PostgreSQL. Items of one folder lie side by side, and no index on long texts is needed.
 */
export interface Key {
  readonly folder: string
  readonly name: string
}

/** What tells an item from every other one of its job. */
export interface Identity {
  readonly source: Path
  readonly kind: 'file' | 'folder' | 'other'
  /** Which of several entries of one name and kind, where a platform allows that; absent for the first. */
  readonly twin?: number
}

export function folderKey(folder: Path): string {
  return hash64(showPath(folder))
}

export function keyOf({ source, kind, twin = 0 }: Identity): Key {
  const text = identityText(source, kind)
  return { folder: folderKey(source.slice(0, -1)), name: hash64(twin === 0 ? text : `${text}/${twin}`) }
}

/** A file and a folder of one name are two items. No name holds a slash in this form, so none can look like the other. */
export function identityText(source: Path, kind: Identity['kind']): string {
  return kind === 'folder' ? `${showPath(source)}/` : showPath(source)
}

function hash64(text: string): string {
  return BigInt.asIntN(64, BigInt(`0x${hash('sha256', text, 'hex').slice(0, 16)}`)).toString()
}
