import { child, parentOf, showPath, type Entry, type Path } from '#platform'

/** Paths that people typed, as what a listing would show: with the folders above them, each once. */
export function entriesOf(lines: readonly TypedLine[]): readonly Entry[] {
  const entries = new Map<string, Entry>()
  const add = (path: Path, kind: 'file' | 'folder') => {
    const key = showPath(path)
    if (path.length === 0 || entries.get(key)?.kind === 'folder') return
    add(parentOf(path), 'folder')
    entries.set(key, { space: '', path, kind })
  }
  for (const { path, kind } of lines) add(path, kind)
  return [...entries.values()]
}

export interface TypedLine {
  readonly path: Path
  readonly kind: 'file' | 'folder'
}

/**
 * A line as people paste it: slashes part names, one at the end makes a folder. As a single `name` it is taken whole. Throws
 * NameError for a name that can be none.
 */
export function typedLine(line: string, as: 'path' | 'name'): TypedLine {
  if (as === 'name') return { path: child([], line), kind: 'file' }
  const names = line.split('/')
  const isFolder = names.length > 1 && names.at(-1) === ''
  if (isFolder) names.pop()
  // As programs list them: from the root, or from where they stand.
  if (names.length > 1 && (names[0] === '' || names[0] === '.')) names.shift()
  return { path: names.reduce<Path>(child, []), kind: isFolder ? 'folder' : 'file' }
}
