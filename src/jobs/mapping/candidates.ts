import type { JobMapping, MappingRow } from '#api/contract/mapping.ts'
import { isHidden } from '#engine/leave-out.ts'
import { foldName, NameError, nameOf, parsePath, type Entry, type Name, type Path, type Space } from '#platform'
import { nearestWord } from '#toolkit/nearest-word.ts'
import type { JobLocation } from '../job.ts'
import { below, calledOf, inSpace, keyOf, type ChildPlace, type FindMeans, type LeftOut, type Parent } from './found.ts'
import { namesOf } from './names.ts'
import { isWhole } from './summary.ts'

/** A place that was found, before it is known where its content goes. */
export interface Candidate extends Omit<ChildPlace, 'destination'> {
  /** Where a row, or a project as destination, says it. */
  readonly destination?: JobLocation
}

export interface Candidates {
  readonly candidates: readonly Candidate[]
  readonly leftOut: readonly LeftOut[]
}

/** The places that a mapping takes of all that are there. A listing that cannot be completed throws. */
export function candidatesOf(parent: Parent, means: FindMeans): Promise<Candidates> {
  const { mapping, source } = parent
  if (mapping.each === 'row') return rows(parent, mapping.rows ?? [], means)
  if (mapping.each === 'folder') return folders(parent, means)
  return isWhole(source) ? projectsAsSources(parent, means) : projectsAsDestinations(parent, means)
}

/** All the spaces of a whole connection. */
export async function spacesIn(connection: JobLocation, { look, signal }: FindMeans): Promise<readonly Space[]> {
  const { storage } = await look(connection)
  const spaces: Space[] = []
  for await (const page of storage.spaces({ signal })) spaces.push(...page.entries)
  return spaces
}

/** The space of this name, whatever its capitals. */
export function spaceCalled(spaces: readonly Space[], name: Name): Space | undefined {
  return spaces.find((space) => space.name === name) ?? spaces.find((space) => folded(space.name) === folded(name))
}

function folded(name: Name): string {
  return name.normalize('NFC').toLowerCase()
}

async function folders({ source, mapping, options }: Parent, { look, signal }: FindMeans): Promise<Candidates> {
  const { storage, at } = await look(source)
  const found: Entry[] = []
  for await (const { entries } of storage.list(at, { signal })) {
    found.push(...entries.filter(({ kind, traits = [] }) => kind === 'folder' && !isOfPlatform(traits)))
  }
  const isExact = storage.facts.caseSensitive
  const within = parsePath(mapping.from ?? '')
  const unlike = namesOf(mapping)
  const seen = new Set<string>()
  return sorted(
    found,
    ({ path }) => nameOf(path),
    (entry) => {
      const name = nameOf(entry.path)
      const place = below(source, [name])
      const key = keyOf(place)
      const same = isExact ? name : foldName(name, storage.facts)
      const isSecond = seen.has(same)
      seen.add(same)
      if (isSecond) {
        return { name, why: `Two folders are called “${name}”, and only the first gets a job. Rename one of them.` }
      }
      const why = leftOutAs(entry, options) ?? unlike(name)
      return why === undefined ? { name, key, source: below(place, within) } : { name, key, why }
    },
  )
}

function leftOutAs(entry: Entry, { hiddenItems, sharedItems }: Parent['options']): string | undefined {
  if (hiddenItems === 'skip' && isHidden(entry)) return 'It is hidden, and the job leaves hidden items out.'
  if (sharedItems === 'skip' && entry.traits?.includes('shared'))
    return 'It is shared, and the job leaves shared items out.'
  return undefined
}

function isOfPlatform(traits: NonNullable<Entry['traits']>): boolean {
  return traits.includes('system') || traits.includes('deleted')
}

async function projectsAsSources({ source, mapping }: Parent, means: FindMeans): Promise<Candidates> {
  const within = parsePath(mapping.from ?? '')
  return projects(source, mapping, means, (space) => ({ source: inSpace(source, space, within) }))
}

async function projectsAsDestinations(parent: Parent, means: FindMeans): Promise<Candidates> {
  const { source, destination, mapping } = parent
  return projects(destination, mapping, means, (space) => {
    const path = pathLike(mapping.to ?? '', space.name)
    return { source, destination: inSpace(destination, space, path) }
  })
}

/** The path that a template names, `{name}` standing for one name whatever is in it. */
export function pathLike(template: string, name: Name): Path {
  return parsePath(template).map((part) => part.replaceAll('{name}', () => name))
}

async function projects(
  connection: JobLocation,
  mapping: JobMapping,
  means: FindMeans,
  placesOf: (space: Space) => Pick<Candidate, 'source' | 'destination'>,
): Promise<Candidates> {
  const spaces = await spacesIn(connection, means)
  // A company’s own documents are no project; where a platform has none, each of its spaces counts.
  const some = spaces.filter(({ kind }) => kind === 'project')
  const unlike = namesOf(mapping)
  return sorted(
    some.length > 0 ? some : spaces,
    ({ name }) => name,
    (space) => {
      const { name } = space
      const key = keyOf(inSpace(connection, space, []))
      const why = unwanted(space, mapping) ?? unlike(name)
      return why === undefined ? { name, key, ...placesOf(space) } : { name, key, why }
    },
  )
}

function unwanted({ within = [], isActive }: Space, { company, activeOnly }: JobMapping): string | undefined {
  if (company !== undefined && !within.some((one) => folded(one) === folded(company))) {
    return within.length === 0 ? 'It belongs to no company.' : `It belongs to “${within.join(', ')}”.`
  }
  if (!activeOnly || isActive) return undefined
  return isActive === false ? 'It is not active.' : 'The platform does not tell whether it is active.'
}

async function rows(parent: Parent, list: readonly MappingRow[], means: FindMeans): Promise<Candidates> {
  const inSource = await finderIn(parent.source, means)
  const inDestination = await finderIn(parent.destination, means)
  const seen = new Map<string, number>()
  return parted(
    list.map(({ name: given, ...places }, at): Candidate | LeftOut => {
      const row = at + 1
      const name = given ?? places.source
      const [source, destination] = [inSource(places.source), inDestination(places.destination)]
      const wrong = (why: string) => ({ name: calledOf({ name, row }), row, why })
      if (typeof source === 'string') return wrong(`Its source: ${source}`)
      if (typeof destination === 'string') return wrong(`Its destination: ${destination}`)
      const key = `${keyOf(source)} ${keyOf(destination)}`
      const before = seen.get(key)
      if (before !== undefined) return wrong(`It says the same as row ${before}. Take one of them out.`)
      seen.set(key, row)
      return { name, row, key, source, destination }
    }),
  )
}

/** Finds what a row names below a location; else gives the sentence that says why it cannot. */
async function finderIn(base: JobLocation, means: FindMeans): Promise<(text: string) => JobLocation | string> {
  const spaces = isWhole(base) ? await spacesIn(base, means) : undefined
  return (text) => {
    const path = pathIn(base, text)
    if (typeof path === 'string') return path
    if (!spaces) return below(base, path)
    const [first, ...rest] = path
    const space = first === undefined ? undefined : spaceCalled(spaces, first)
    if (space) return inSpace(base, space, rest)
    if (first === undefined) return 'it names no project or space. Write that first.'
    const meant = nearestWord(
      first,
      spaces.map(({ name }) => name),
    )
    return `“${base.shown}” shows no project or space “${first}”. ${meant === undefined ? 'Correct its name, or make it there.' : `Did you mean “${meant}”?`}`
  }
}

/** Rows may also be written out in full, beginning with the base as it is shown. */
function pathIn({ shown }: JobLocation, text: string): Path | string {
  const start = shown.endsWith(':') || shown.endsWith('/') ? shown : `${shown}/`
  const rest = text === shown ? '' : text.startsWith(start) ? text.slice(start.length) : text
  const connection = shown.slice(0, shown.indexOf(':') + 1)
  if (rest.startsWith('/') || (connection !== '' && rest.startsWith(connection))) {
    return `“${text}” does not lie below “${shown}”. Correct it, or make a job of its own for it.`
  }
  try {
    return parsePath(rest)
  } catch (error) {
    if (error instanceof NameError) return `“${text}” is no path: ${error.message}`
    throw error
  }
}

/** By name, so that the order of a listing decides nothing. */
function sorted<Seen>(
  all: readonly Seen[],
  name: (seen: Seen) => Name,
  decide: (seen: Seen) => Candidate | LeftOut,
): Candidates {
  const order = (a: Seen, b: Seen) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0)
  return parted(all.toSorted(order).map(decide))
}

function parted(all: readonly (Candidate | LeftOut)[]): Candidates {
  return {
    candidates: all.filter((one) => 'source' in one),
    leftOut: all.filter((one) => 'why' in one),
  }
}
