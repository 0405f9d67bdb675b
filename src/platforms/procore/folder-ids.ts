import { foldName, showName, type Path, type SpaceId } from '#platform'
import { boundedMap } from './bounded-map.ts'
import { facts } from './manifest.ts'

/** The ids of folders by their paths, as far as they were met: a hint that saves calls, checked whenever it is used. */
export interface FolderIds {
  find(space: SpaceId, path: Path): string | undefined
  keep(space: SpaceId, path: Path, id: string): void
  /** The folder and all below it. */
  forget(space: SpaceId, path: Path): void
}

const most = 20_000

export function folderIds(): FolderIds {
  const ids = boundedMap<string>(most)
  return {
    find: (space, path) => ids.get(keyOf(space, path)),
    keep: (space, path, id) => ids.set(keyOf(space, path), id),
    forget(space, path) {
      const key = keyOf(space, path)
      for (const other of ids.keys()) if (other === key || other.startsWith(`${key}/`)) ids.delete(other)
    },
  }
}

// The folder above is a prefix up to a slash; slashes in names are escaped.
function keyOf(space: SpaceId, path: Path): string {
  return [`${space}:`, ...path.map((name) => showName(foldName(name, facts)))].join('/')
}
