import type { z } from 'zod'
import {
  comparison,
  comparisonQuery,
  filterTrial,
  platformDetails,
  sideList,
  trialList,
  tryFilters as tryFiltersBody,
  tryLocation,
  tryNames,
} from '#api/contract/comparison.ts'
import { jobOptions } from '#api/contract/jobs.ts'
import { platformParams } from '#api/contract/params.ts'
import { locate, type LocateMeans } from '#connections/locate.ts'
import type { LocalFolders } from '#connections/local-folders.ts'
import { openLocation } from '#connections/open-location.ts'
import { compareFacts, type ComparedSide } from '#engine/compare-facts.ts'
import { filterOf } from '#engine/filter.ts'
import { termsOf, type Terms } from '#engine/terms.ts'
import { tryOut, withUnknown } from '#engine/try-out.ts'
import { parsePath, type Clock } from '#platform'
import { route } from '#toolkit/route.ts'
import { describedPlatforms } from './described.ts'
import { presentComparison, presentPlatform, presentSide, presentTrials } from './present.ts'
import { sampleOf } from './sample.ts'
import { platformDescribed, sideCalled, sideOfPlatform, type SideMeans } from './side.ts'
import { tryFilters } from './try-filters.ts'
import { tryLines } from './try-lines.ts'

export interface ComparisonMeans extends SideMeans, Pick<LocateMeans, 'guardFolder'> {
  readonly folders: LocalFolders
  readonly clock: Clock
}

export function comparisonRoutes(means: ComparisonMeans) {
  const { platforms } = means

  return {
    showPlatform: route({
      params: platformParams,
      answer: platformDetails,
      act: async ({ params }) => presentPlatform(platformDescribed(params.platform, platforms)),
    }),

    listSides: route({
      answer: sideList,
      act: async () => ({ sides: describedPlatforms(platforms).map((one) => presentSide(sideOfPlatform(one))) }),
    }),

    comparePlatforms: route({
      query: comparisonQuery,
      answer: comparison,
      async act({ query }) {
        const { from: first, to: second, ...chosen } = query
        const options = jobOptions.parse(chosen)
        const [from, to] = [await sideCalled(first, means), await sideCalled(second, means)]
        return presentComparison(from, to, options, compareFacts(from, to, options))
      },
    }),

    tryNames: route({
      body: tryNames,
      answer: trialList,
      async act({ body }) {
        const from = body.from === undefined ? anything : await sideCalled(body.from, means)
        const to = await sideCalled(body.to, means)
        const trials = tryLines(body.lines, body.as, parsePath(body.into ?? ''), termsFor(from, to, body.options))
        return presentTrials(to, trials, false)
      },
    }),

    tryLocation: route({
      body: tryLocation,
      answer: trialList,
      async act({ body, signal }) {
        const to = await sideCalled(body.to, means)
        const location = await locate(body.location, { ...means, signal })
        const { storage, title, at } = await openLocation(location, 'reading', means)
        const { entries, isCut } = await sampleOf(storage, at, signal)
        const terms = termsFor({ title, facts: storage.facts }, to, body.options)
        return presentTrials(to, tryOut(entries, parsePath(body.into ?? ''), terms), isCut)
      },
    }),

    tryFilters: route({
      body: tryFiltersBody,
      answer: filterTrial,
      async act({ body, signal }) {
        const location = await locate(body.location, { ...means, signal })
        const opened = await openLocation(location, 'reading', means)
        const terms = termsFor({ title: opened.title, facts: opened.storage.facts }, anything, body.options)
        const filter = filterOf(body.filters, means.clock.now())
        return tryFilters(opened, { ...terms, filter }, signal)
      },
    }),
  }
}

type Tried = Pick<ComparedSide, 'title' | 'facts'>

const anything: Tried = { title: 'the source', facts: {} }

function termsFor(source: Tried, destination: Tried, options: Partial<z.input<typeof jobOptions>>): Terms {
  const whole = ({ title, facts }: Tried) => ({ title, facts: withUnknown(facts) })
  return termsOf({ source: whole(source), destination: whole(destination), options: jobOptions.parse(options) })
}
