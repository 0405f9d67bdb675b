import { namer } from '#engine/names.ts'
import { foldName, type Path } from '#platform'
import { JobRefused, type JobLocation } from '../job.ts'
import { refuseOverlap } from '../overlap.ts'
import { candidatesOf, pathLike, spaceCalled, spacesIn, type Candidate } from './candidates.ts'
import {
  below,
  byRow,
  inSpace,
  keyOf,
  leftOut,
  type ChildPlace,
  type FindMeans,
  type Found,
  type LeftOut,
  type Parent,
} from './found.ts'
import { rowClashes } from './row-clashes.ts'
import { isWhole } from './summary.ts'

/** The places that get a job as things are now, and those that get none, each with its reason. */
export async function findChildren(parent: Parent, means: FindMeans): Promise<Found> {
  const { candidates, leftOut: unlike } = await candidatesOf(parent, means)
  const destinationOf = await destinationsOf(parent, means)
  const clashOf = parent.mapping.each === 'row' ? await rowClashes(parent, means) : await sharing(parent, means)
  const children: ChildPlace[] = []
  const without: LeftOut[] = []
  for (const candidate of candidates) {
    const destination = candidate.destination ?? destinationOf(candidate)
    if (typeof destination === 'string') {
      without.push(leftOut(candidate, destination))
      continue
    }
    const place = { ...candidate, destination }
    const why = (await whyNot(place.source, destination, means)) ?? (await clashOf(place))
    if (why === undefined) children.push(place)
    else without.push(leftOut(candidate, why))
  }
  return { children, leftOut: byRow([...unlike, ...without]) }
}

/** Of places whose content would go to one place, the first has it. */
async function sharing(parent: Parent, means: FindMeans): Promise<(place: ChildPlace) => string | undefined> {
  const isSame = await sameness(parent, means)
  const holders = new Map<string, ChildPlace>()
  return (place) => {
    const same = isSame(place.destination)
    const holder = holders.get(same)
    if (!holder) holders.set(same, place)
    return (
      holder &&
      `Its content would go to “${holder.destination.shown}” like that of “${holder.name}”, and only the first gets a job. Rename one of them, or let {name} stand in the place where the content goes.`
    )
  }
}

/** Where the content of a candidate goes; else the sentence that says why nowhere. */
async function destinationsOf(
  { mapping, destination, options }: Parent,
  means: FindMeans,
): Promise<(candidate: Candidate) => JobLocation | string> {
  if (isWhole(destination)) {
    const spaces = await spacesIn(destination, means)
    return ({ name }) => {
      const space = spaceCalled(spaces, name)
      if (space) return inSpace(destination, space, pathLike(mapping.to ?? '', name))
      return `“${destination.shown}” shows no project or space “${name}” for its content. Make one of that name there first.`
    }
  }
  const { storage, title, at } = await means.look(destination)
  const names = namer(storage.facts, options, title)
  return ({ name }) => {
    let path: Path = []
    for (const part of pathLike(mapping.to ?? '{name}', name)) {
      const renaming = names.within([...at.path, ...path])(part)
      if (renaming && renaming.name === undefined) return renaming.sentence
      path = [...path, renaming?.name ?? part]
    }
    return below(destination, path)
  }
}

/** Equal for places that the destination does not tell apart. */
async function sameness({ destination }: Parent, { look }: FindMeans): Promise<(place: JobLocation) => string> {
  const { facts } = (await look(destination)).storage
  const isExact = facts.caseSensitive && facts.unicodeForm === 'kept'
  return (place) => {
    if (isExact || place.path.length === 0) return keyOf(place)
    return keyOf({ ...place, path: place.path.map((name) => foldName(name, facts)) })
  }
}

async function whyNot(source: JobLocation, destination: JobLocation, means: FindMeans): Promise<string | undefined> {
  try {
    await refuseOverlap(source, destination, means)
    return undefined
  } catch (error) {
    if (error instanceof JobRefused) return error.message
    throw error
  }
}
