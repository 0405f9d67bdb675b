import { nameOf, type Entry, type Path, type Place } from '#platform'
import type { Decision, Remove } from './action.ts'
import { keyOf } from './claims.ts'
import { leaveOut } from './leave-out.ts'
import { packingOf } from './packing.ts'
import type { Lost } from './plan-removals.ts'
import { printOf } from './print.ts'
import type { Terms } from './terms.ts'

/** One folder of the destination, and what this run does in it. */
interface Folder {
  readonly destination: readonly Entry[]
  readonly destinationFolder: Place
  /** Below the job's two folders. */
  readonly destinationPath: Path
  readonly sourcePath: Path
  /** The job's source folder in its space. */
  readonly sourceRoot: Place
  /** About every entry of the source folder. */
  readonly plan: readonly Decision[]
  /** What the source has lost has been decided about already. */
  readonly lost: readonly Lost[]
}

/**
 * Deletes what lies in a folder of the destination and answers to nothing in the source, for a job that is to leave nothing
 * else there. What the filters would leave out, or might, is hidden or shared where such items are left out, or belongs to the
 * platform, is none of the job's business and stays; with filters folders stay as they are, for they may hold such things; so does
 * all that an entry of the source would be called, even if that entry itself is not copied. Pure.
 */
export function planForeign(folder: Folder, terms: Terms): readonly Remove[] {
  const nameIn = terms.namer.within(folder.destinationFolder.path)
  const key = (name: string, kind: Entry['kind']) => keyOf(name, kind, terms)
  const claimed = new Set(folder.lost.map(({ destination, kind }) => key(nameOf(destination), kind)))
  for (const action of folder.plan) {
    const own = nameOf(action.source)
    const archive = packingOf(own, nameIn, terms)?.name ?? own
    const names = 'destination' in action ? [nameOf(action.destination)] : [own, nameIn(own)?.name ?? own, archive]
    for (const name of names) for (const kind of ['file', 'folder'] as const) claimed.add(key(name, kind))
  }
  const filter = terms.filter?.within(folder.sourcePath)
  const { hiddenItems, sharedItems } = terms.options
  const foldersStay = filter !== undefined || hiddenItems === 'skip' || sharedItems === 'skip'
  const isUnsure = ({ metadata }: Entry) => terms.filter?.asksMetadata === true && metadata === undefined
  return folder.destination
    .filter(
      (entry) =>
        entry.kind !== 'other' &&
        !(entry.kind === 'folder' && foldersStay) &&
        !isUnsure(entry) &&
        !claimed.has(key(nameOf(entry.path), entry.kind)) &&
        leaveOut(entry, folder, terms, filter) === undefined,
    )
    .map((entry) => removal(entry, folder))
}

function removal(entry: Entry, { destinationPath, sourcePath, sourceRoot }: Folder): Remove {
  const { space, path, id, parentId, size = 0 } = entry
  const name = nameOf(path)
  const source = [...sourcePath, name]
  return {
    do: 'remove',
    source,
    destination: [...destinationPath, name],
    kind: entry.kind,
    size,
    reason: 'removed-foreign',
    sentence: '',
    gone: { space: sourceRoot.space, path: [...sourceRoot.path, ...source] },
    to: { space, path, ...(id !== undefined && { id }), ...(parentId !== undefined && { parentId }) },
    expected: printOf(entry),
  }
}
