import { z } from 'zod'
import { jobFilters } from './filters.ts'
import { jobOptions, location, someOptions } from './jobs.ts'
import { itemStates } from './runs.ts'

export const factGroups = ['features', 'limits', 'rates'] as const

export const sourceView = z.object({ title: z.string(), url: z.url().optional() })

/** One fact of a platform, in words. */
export const factView = z.object({
  /** For programs. */
  fact: z.string(),
  group: z.enum(factGroups),
  label: z.string(),
  /** Absent: it is not known. */
  value: z.string().optional(),
  /** The value word by word, where it is a list of signs, names or types. */
  words: z.array(z.string()).optional(),
  source: sourceView.optional(),
})
export type FactView = z.infer<typeof factView>

/** The features and limitations of a platform, as the planner checks them. */
export const platformDetails = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  /** False: it can be compared, not connected to. */
  hasConnector: z.boolean(),
  supported: z.array(factView),
  unsupported: z.array(factView),
  limits: z.array(factView),
  rates: z.array(factView),
  notKnown: z.array(factView),
  notes: z.array(z.string()),
  links: z.array(z.object({ title: z.string(), url: z.url() })),
})
export type PlatformDetails = z.infer<typeof platformDetails>

/** One of the two that are compared. */
export const sideView = z.object({
  /** `platform:procore`, or the id of a connection. */
  side: z.string(),
  title: z.string(),
  kind: z.enum(['platform', 'connection']),
  platform: z.string(),
  hasConnector: z.boolean(),
})
export type SideView = z.infer<typeof sideView>

/** Every platform that can be compared; connections are found in their own list. */
export const sideList = z.object({ sides: z.array(sideView) })
export type SideList = z.infer<typeof sideList>

const side = z
  .string()
  .min(1)
  .max(300)
  .describe('A platform or a connection: platform:procore, or the name or the id of a connection')

const lossView = z.object({
  /** What is lost. */
  lost: z.string(),
  /** What a job with these options does about it. */
  done: z.string(),
})

export const comparisonQuery = jobOptions.partial().extend({
  // In an address a number is text.
  versions: z
    .union([z.enum(['latest', 'all']), z.coerce.number<string | number>().int().min(1).max(1000)])
    .optional()
    .meta({ description: jobOptions.shape.versions.description }),
  from: side,
  to: side,
})
export type ComparisonQuery = z.input<typeof comparisonQuery>

export const comparedFact = z.object({
  fact: z.string(),
  group: z.enum(factGroups),
  label: z.string(),
  from: factView,
  to: factView,
  verdict: z.enum(['same', 'differs', 'not-known']),
  /** On the way from the first to the second. */
  there: lossView.optional(),
  /** On the way back. */
  back: lossView.optional(),
})
export type ComparedFact = z.infer<typeof comparedFact>

export const comparison = z.object({
  from: sideView,
  to: sideView,
  options: jobOptions,
  facts: z.array(comparedFact),
  sums: z.object({
    same: z.number().int(),
    differs: z.number().int(),
    notKnown: z.number().int(),
    lostThere: z.number().int(),
    lostBack: z.number().int(),
  }),
})
export type Comparison = z.infer<typeof comparison>

const options = someOptions.default({})

const into = z
  .string()
  .max(4096)
  .optional()
  .describe('A folder of the destination, below which everything would lie; it counts in the length of paths')

const mostLines = 2000

export const tryNames = z.strictObject({
  from: side
    .optional()
    .describe('Where the names come from, in the same form as “to”; absent: anything that holds every name'),
  to: side,
  options,
  into,
  lines: z.array(z.string().max(8192)).min(1).max(mostLines).describe('The names or paths, one each'),
  as: z
    .enum(['paths', 'names'])
    .default('paths')
    .describe(
      'How lines are read: as paths, where slashes part names and one at the end makes a folder, or each as one name, slashes and all',
    ),
})
export type TryNames = z.input<typeof tryNames>

export const tryLocation = z.strictObject({
  location,
  to: side,
  options,
  into,
})
export type TryLocation = z.input<typeof tryLocation>

export const trialView = z.object({
  source: z.string(),
  kind: z.enum(['file', 'folder', 'other']),
  /** As the item's would be after a run. */
  state: z.enum(itemStates).extract(['succeeded', 'revised', 'flagged', 'ignored']),
  /** Absent for what would not get there. */
  destination: z.string().optional(),
  reason: z.string(),
  /** Empty where nothing needs to be said. */
  sentence: z.string(),
})
export type TrialView = z.infer<typeof trialView>

export const trialList = z.object({
  to: sideView,
  trials: z.array(trialView),
  sums: z.object({
    succeeded: z.number().int(),
    revised: z.number().int(),
    flagged: z.number().int(),
    ignored: z.number().int(),
  }),
  /** There was more than is tried at once. */
  isCut: z.boolean(),
  /** What is not known of the destination, so that nothing can be said of it. */
  notKnown: z.array(z.string()),
})
export type TrialList = z.infer<typeof trialList>

export const tryFilters = z.strictObject({
  location,
  filters: jobFilters,
  options,
})
export type TryFilters = z.input<typeof tryFilters>

/** What the filters take of the first entries of a folder; what lies in a folder that is left out is not looked at. */
export const filterTrial = z.object({
  entries: z.array(
    z.object({
      path: z.string(),
      kind: z.enum(['file', 'folder', 'other']),
      isTaken: z.boolean(),
      /** Which rule leaves it out; empty for what is taken. */
      sentence: z.string(),
    }),
  ),
  taken: z.number().int(),
  leftOut: z.number().int(),
  /** There was more than is tried at once. */
  isCut: z.boolean(),
})
export type FilterTrial = z.infer<typeof filterTrial>
