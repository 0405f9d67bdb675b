import {
  foldName,
  showPath,
  type Facts,
  type Fields,
  type Hashes,
  type Name,
  type Path,
  type Role,
  type SpaceId,
} from '#platform'

/** One content that a file has or had. */
export interface HeldContent {
  readonly id: string
  readonly number: number
  readonly bytes: Buffer
  readonly hashes: Hashes
  readonly modifiedAt: number
  readonly writtenAt: number
}

/** Who has locked a file, and when. */
export interface HeldLock {
  readonly by: string
  readonly since: number
}

export interface HeldFile {
  readonly kind: 'file'
  readonly number: number
  name: Name
  above: HeldFolder
  readonly bornAt: number
  /** Its own rights by principal. */
  grants?: ReadonlyMap<string, Role>
  /** The principal whose it is. */
  owner?: string
  fields?: Fields
  lock?: HeldLock | undefined
  /** Oldest first; only the last where no versions are kept. */
  contents: readonly HeldContent[]
}

export interface HeldFolder {
  readonly kind: 'folder'
  readonly number: number
  name: Name
  /** Absent for the root of a space. */
  above: HeldFolder | undefined
  readonly bornAt: number
  grants?: ReadonlyMap<string, Role>
  owner?: string
  fields?: Fields
  /** By folded name; a list, because two of one name may be allowed. */
  readonly children: Map<string, readonly Held[]>
}

export type Held = HeldFile | HeldFolder

/** All that a memory holds; several storages may stand on one, as several processes do on one platform. */
export interface Holding {
  readonly roots: ReadonlyMap<SpaceId, HeldFolder>
  /** What writes under way have laid down, by place and intent. */
  readonly partials: Set<string>
  /** Numbers for entries and contents, none given twice. */
  nextNumber(): number
}

export function emptyHolding(spaces: readonly SpaceId[], now: number): Holding {
  let last = 0
  const nextNumber = () => ++last
  return {
    roots: new Map(spaces.map((space) => [space, emptyFolder('', undefined, nextNumber(), now)])),
    partials: new Set(),
    nextNumber,
  }
}

export function emptyFolder(name: Name, above: HeldFolder | undefined, number: number, bornAt: number): HeldFolder {
  return { kind: 'folder', number, name, above, bornAt, children: new Map() }
}

export function childrenNamed(folder: HeldFolder, name: Name, facts: Facts): readonly Held[] {
  return folder.children.get(foldName(name, facts)) ?? []
}

/** In the order in which they came to be, which no later change disturbs. */
export function childrenOf(folder: HeldFolder): readonly Held[] {
  return [...folder.children.values()].flat().sort((a, b) => a.number - b.number)
}

export function hang(held: Held, facts: Facts): void {
  if (!held.above) return
  const key = foldName(held.name, facts)
  held.above.children.set(key, [...(held.above.children.get(key) ?? []), held])
}

export function unhang(held: Held, facts: Facts): void {
  if (!held.above) return
  const key = foldName(held.name, facts)
  const rest = (held.above.children.get(key) ?? []).filter((other) => other !== held)
  if (rest.length > 0) held.above.children.set(key, rest)
  else held.above.children.delete(key)
}

export function pathOf(held: Held): Path {
  return held.above ? [...pathOf(held.above), held.name] : []
}

/** Everything below a folder, each folder before what it holds. */
export function* below(folder: HeldFolder): Generator<Held> {
  for (const held of childrenOf(folder)) {
    yield held
    if (held.kind === 'folder') yield* below(held)
  }
}

export function idOf({ number }: Held): string {
  return `m${number}`
}

/** The current content. */
export function contentOf(file: HeldFile): HeldContent {
  const last = file.contents.at(-1)
  if (!last) throw new RangeError(`The file ${showPath(pathOf(file))} has no content.`)
  return last
}
