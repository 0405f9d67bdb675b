import { child, samePath, type Name, type Path } from '#platform'
import { lookFrom, type Look } from './entries.ts'
import { failureFrom } from './failures.ts'
import { FolderHandle, isMissing } from './handle.ts'
import { firstAfter, namesIn } from './list.ts'
import type { Root } from './root.ts'
import { statIn } from './stat.ts'

/** One thing found below the folder, in the folder `in`. */
export interface Found {
  readonly in: Path
  readonly name: Name
  readonly look: Look
}

/**
 * Everything below a folder, each folder right before what it holds, in the order of names. `after`, the whole path of what
 * was found last, makes it go on behind that. Holds the names of one folder at each level, and an open folder at each.
 */
export function* walk(root: Root, path: Path, after: Path | undefined): Generator<Found> {
  const rest = after && samePath(after.slice(0, path.length), path) ? after.slice(path.length) : []
  let folder: FolderHandle
  try {
    folder = FolderHandle.open(root, path)
  } catch (error) {
    throw failureFrom(error, 'list', path)
  }
  try {
    yield* below(folder, path, rest)
  } finally {
    folder.close()
  }
}

function* below(folder: FolderHandle, path: Path, after: Path): Generator<Found> {
  const names = attempt(path, () => namesIn(folder))
  const [last, ...deeper] = after
  if (last !== undefined && attempt(path, () => statIn(folder, last))?.isDirectory()) {
    yield* within(folder, path, last, deeper)
  }
  for (let at = last === undefined ? 0 : firstAfter(names, last); at < names.length; at++) {
    const name = names[at] ?? ''
    const stats = attempt(path, () => statIn(folder, name))
    if (!stats) continue
    yield { in: path, name, look: lookFrom(stats) }
    if (stats.isDirectory()) yield* within(folder, path, name, [])
  }
}

/** What a folder found in it holds; one that was removed meanwhile holds nothing. */
function* within(above: FolderHandle, path: Path, name: Name, after: Path): Generator<Found> {
  let folder: FolderHandle
  try {
    folder = above.below(name)
  } catch (error) {
    if (isMissing(error)) return
    throw failureFrom(error, 'list', child(path, name))
  }
  try {
    yield* below(folder, child(path, name), after)
  } finally {
    folder.close()
  }
}

function attempt<T>(path: Path, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw failureFrom(error, 'list', path)
  }
}
