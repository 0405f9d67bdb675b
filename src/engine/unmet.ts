import type { JobFilters } from './filters.ts'
import { asksMetadata } from './metadata-rules.ts'
import { mostVersions } from './older-versions.ts'
import { archiveType } from './packing.ts'
import type { Terms } from './terms.ts'

/** What the job asks for and one of its two sides lacks, a sentence each: said before anything is done. */
export function unmet(asked: Asked): readonly string[] {
  return lacks.flatMap((lack) => lack(asked) ?? [])
}

function stay({ direction }: Terms['options']): string {
  return direction === 'move' ? 'are not' : 'stay at the source'
}

type Asked = Pick<Terms, 'source' | 'destination' | 'options'> & { readonly filters: JobFilters }
type Lack = (asked: Asked) => string | undefined

const lacks: readonly Lack[] = [
  function versions({ source, destination, options }) {
    if (mostVersions(options) === 1) return undefined
    if (!source.facts.keepsVersions) return `${source.title} keeps no versions: each file is copied as it is now.`
    if (destination.facts.keepsVersions) return undefined
    return `${destination.title} keeps no versions: of each file the latest is copied, and the older ones ${stay(options)}.`
  },
  function permissions({ source, destination, options }) {
    if (options.permissions === 'none') return undefined
    const lacking = [source, destination].find(({ facts }) => !facts.keepsPermissions)
    return lacking && `${lacking.title} has no permissions of people and groups: none are carried.`
  },
  function owners({ source, destination, options }) {
    if (options.owners === 'none') return undefined
    const lacking = [source, destination].find(({ facts }) => !facts.keepsOwners)
    return lacking && `${lacking.title} has no owners that can be set: none are carried.`
  },
  function locks({ source, destination, options }) {
    if (options.locks === 'ignore') return undefined
    if (source.facts.locks === 'none') return `${source.title} tells of no locks: none are carried.`
    if (destination.facts.locks === 'set') return undefined
    return `${destination.title} lets no locks be set: the copy of a file that is locked can be changed.`
  },
  function metadata({ source, destination, options }) {
    if (options.metadata === 'none') return undefined
    if (source.facts.metadata === 'none') return `${source.title} tells no metadata: none is carried.`
    if (destination.facts.metadata === 'set') return undefined
    return `${destination.title} lets no metadata be set: none is carried.`
  },
  function filtersByMetadata({ source, destination, options, filters }) {
    if (!asksMetadata(filters)) return undefined
    const sides = options.direction === 'two-way' ? [source, destination] : [source]
    const lacking = sides.find(({ facts }) => facts.metadata === 'none')
    return lacking && `${lacking.title} tells no metadata: filters by metadata leave nothing out there.`
  },
  function archives({ destination, options }) {
    if (options.restrictedTypes !== 'zip' || !destination.facts.restrictedTypes.includes(archiveType)) return undefined
    return `${destination.title} refuses archives of the type ${archiveType} as well: files of the types that it refuses are flagged.`
  },
  function versionsOfMoved({ source, destination, options }) {
    if (options.direction !== 'move' || !source.facts.keepsVersions) return undefined
    const keepsAll = mostVersions(options) === Number.POSITIVE_INFINITY && destination.facts.keepsVersions
    return keepsAll
      ? undefined
      : `What ${source.title} deletes goes with its older versions, which the job does not copy.`
  },
]
