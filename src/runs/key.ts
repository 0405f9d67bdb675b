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

/** None comes before it. */
export const firstKey: Key = { folder: '-9223372036854775808', name: '-9223372036854775808' }

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

/** Gives the keys of many items: those of one folder mostly follow each other, and it is hashed once. */
export function keyMaker(): (item: Identity) => Key {
  let above: Path = []
  let folder = folderKey(above)
  return ({ source, kind, twin = 0 }) => {
    if (!isIn(source, above)) {
      above = source.slice(0, -1)
      folder = folderKey(above)
    }
    const text = identityText(source, kind)
    return { folder, name: hash64(twin === 0 ? text : `${text}/${twin}`) }
  }
}

export function keysOf(items: readonly Identity[]): readonly Key[] {
  return items.map(keyMaker())
}

/** To look a key up by. */
export function keyText({ folder, name }: Key): string {
  return `${folder}/${name}`
}

function isIn(path: Path, folder: Path): boolean {
  return path.length === folder.length + 1 && folder.every((name, at) => name === path[at])
}

/** A file and a folder of one name are two items. No name holds a slash in this form, so none can look like the other. */
export function identityText(source: Path, kind: Identity['kind']): string {
  return kind === 'folder' ? `${showPath(source)}/` : showPath(source)
}

function hash64(text: string): string {
  return hash('sha256', text, 'buffer').readBigInt64BE().toString()
}
