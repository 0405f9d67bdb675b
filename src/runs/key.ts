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

export function folderKey(folder: Path): string {
  return hash64(showPath(folder))
}

export function keyOf(path: Path): Key {
  return { folder: folderKey(path.slice(0, -1)), name: hash64(showPath(path)) }
}

/** The same for many children of one folder, which is hashed once. */
export function keysIn(folder: Path): (path: Path) => Key {
  const key = folderKey(folder)
  return (path) => ({ folder: key, name: hash64(showPath(path)) })
}

function hash64(text: string): string {
  return BigInt.asIntN(64, BigInt(`0x${hash('sha256', text, 'hex').slice(0, 16)}`)).toString()
}
