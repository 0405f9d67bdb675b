import { foldName, type Facts, type Path } from '#platform'
import type { Ground } from '../overlap.ts'
import { calledOf, type ChildPlace, type FindMeans, type Parent } from './found.ts'

/**
 * Tells of a row, in the order of the list, why it cannot have a job beside those before it: what the one puts somewhere the
 * other would copy again, delete or take. Two rows that copy one folder, or into one, do nothing of that.
 */
export async function rowClashes(
  { destination, options }: Parent,
  { look, groundOf }: FindMeans,
): Promise<(row: ChildPlace) => Promise<string | undefined>> {
  const { storage } = await look(destination)
  const [sources, destinations] = [new TakenPlaces(storage.facts), new TakenPlaces(storage.facts)]
  const isTwoWay = options.direction === 'two-way'
  const empties = isTwoWay || options.direction === 'move'
  const clears = isTwoWay || options.foreignItems === 'delete'

  return async (row) => {
    const [from, to] = await Promise.all([groundOf(row.source), groundOf(row.destination)])
    const clashes = [
      {
        with: sources.around(to),
        sentence: (other: string) =>
          `Its destination “${row.destination.shown}” lies in the source of ${other}, which would copy all of it again.`,
      },
      {
        with: destinations.below(from),
        sentence: (other: string) =>
          `Its source “${row.source.shown}” holds the destination of ${other}, and all of that would be copied again.`,
      },
      {
        with: empties ? (sources.around(from) ?? sources.below(from)) : undefined,
        sentence: (other: string) =>
          `Its source “${row.source.shown}” overlaps with that of ${other}, and each would take from the other.`,
      },
      {
        with: clears ? (destinations.around(to) ?? destinations.below(to)) : undefined,
        sentence: (other: string) =>
          `Its destination “${row.destination.shown}” overlaps with that of ${other}, and each would delete what the other puts there.`,
      },
    ]
    for (const { with: other, sentence } of clashes) {
      if (other) return `${sentence(calledOf(other))} Give one of them another place.`
    }
    sources.add(from, row)
    destinations.add(to, row)
    return undefined
  }
}

/** Places that rows have, found by those above and below them. */
class TakenPlaces {
  readonly #facts: Facts
  readonly #holders = new Map<string, ChildPlace>()
  readonly #holdersBelow = new Map<string, ChildPlace>()

  constructor(facts: Facts) {
    this.#facts = facts
  }

  add(ground: Ground, row: ChildPlace): void {
    const keys = this.#keysDownTo(ground)
    this.#holders.set(keys.at(-1) ?? '', row)
    for (const key of keys) if (!this.#holdersBelow.has(key)) this.#holdersBelow.set(key, row)
  }

  /** The first that has this place, or one that it lies in. */
  around(ground: Ground): ChildPlace | undefined {
    for (const key of this.#keysDownTo(ground)) {
      const holder = this.#holders.get(key)
      if (holder) return holder
    }
    return undefined
  }

  /** The first that has this place, or one in it. */
  below(ground: Ground): ChildPlace | undefined {
    return this.#holdersBelow.get(this.#keysDownTo(ground).at(-1) ?? '')
  }

  /** Of the container, of each folder on the way, and of the place itself. */
  #keysDownTo({ where, path }: Ground): readonly string[] {
    const names: Path = path.map((name) => foldName(name, this.#facts))
    return Array.from({ length: names.length + 1 }, (_, length) => JSON.stringify([where, ...names.slice(0, length)]))
  }
}
