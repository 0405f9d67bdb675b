import { nameOf, type Entry, type Path } from '#platform'
import { boundsOf, type Beyond } from './bounds.ts'
import { exactPaths } from './exact-paths.ts'
import type { JobFilters } from './filters.ts'
import { asksMetadata, metadataBounds } from './metadata-rules.ts'
import { parsePattern, signsOf, type Pattern, type Signs } from './pattern.ts'
import { quoteSome } from './quote.ts'

/** Says why an entry is left out; `undefined` when it is not. */
export type FilterIn = (entry: Entry) => Beyond | undefined

export interface Filter {
  /** Nothing is certain of a file whose metadata is not told. */
  readonly asksMetadata: boolean
  /** For the direct children of one folder, by its path below the job's source folder. */
  readonly within: (folder: Path) => FilterIn
}

/** What the filters of a job leave out; `undefined` when there are none, so that no entry need be asked about. */
export function filterOf(filters: JobFilters, now: number): Filter | undefined {
  const excludes = (filters.exclude ?? []).map(parsePattern)
  const includes = (filters.include ?? []).map(parsePattern)
  const bounds = [...boundsOf(filters, now), ...metadataBounds(filters)]
  if (excludes.length + includes.length + bounds.length === 0) return undefined
  const named = quoteSome(filters.include ?? [])
  const exactIn = exactPaths(includes, excludes)
  const [wideIncludes, wideExcludes] = [includes.filter(isWide), excludes.filter(isWide)]

  return {
    asksMetadata: asksMetadata(filters),
    within(folder) {
      const above = folder.map(signsOf)
      // What names a folder names all that is in it.
      const isIncluded = includes.length === 0 || above.some((_, at) => hasMatch(wideIncludes, above.slice(0, at + 1)))
      const exactOf = exactIn(above)

      return (entry) => {
        const { kind } = entry
        const path = [...above, signsOf(nameOf(entry.path))]
        const { ruling, leadsOn } = exactOf(path, kind)
        const excluding =
          wideExcludes.find((pattern) => pattern.matches(path, kind)) ??
          (ruling?.takes === false && !leadsOn ? ruling.pattern : undefined)
        if (excluding) return { reason: 'excluded', sentence: `The filter “${excluding.text}” leaves it out.` }
        const isWanted =
          isIncluded ||
          leadsOn ||
          ruling?.takes === true ||
          kind === 'other' ||
          wideIncludes.some(
            (pattern) => pattern.matches(path, kind) || (kind === 'folder' && pattern.reachesBelow(path)),
          )
        if (!isWanted) return { reason: 'not-included', sentence: `The filters take in only ${named}.` }
        if (kind !== 'file') return undefined
        for (const bound of bounds) {
          const beyond = bound(entry)
          if (beyond) return beyond
        }
        return undefined
      }
    },
  }
}

function isWide({ only }: Pattern): boolean {
  return only === undefined
}

function hasMatch(patterns: readonly Pattern[], folder: readonly Signs[]): boolean {
  return patterns.some((pattern) => pattern.matches(folder, 'folder'))
}
