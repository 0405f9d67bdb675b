import { z } from 'zod'
import { runParams } from './params.ts'
import { itemQuery } from './runs.ts'

export const exportContents = ['items', 'renamed', 'flagged', 'ignored', 'folders', 'users', 'log'] as const
export type ExportContent = (typeof exportContents)[number]

export const exportFormats = ['csv', 'xlsx', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]
export const exportFormat = z
  .enum(exportFormats)
  .default('csv')
  .describe(
    'A table for other programs, a workbook for Excel and its like, or lines of JSON with the fields of the API',
  )

export const exportParams = runParams.extend({
  what: z
    .enum(exportContents)
    .describe(
      'What of a run is taken along: all items, those of one state, what each folder holds on both sides, who did something with the run, or what was done with it and when',
    ),
})

/** The filters are those of the list of items. */
export const exportQuery = itemQuery.pick({ state: true, reason: true, text: true }).extend({ format: exportFormat })
export type ExportQuery = z.infer<typeof exportQuery>

const side = z.object({ files: z.number().int(), folders: z.number().int(), bytes: z.number().int() })

/** What lies directly in one folder, at the source and at the destination. */
export const folderView = z.object({
  /** Below the job's source folder, which is the empty text. */
  source: z.string(),
  /** Where its content went, below the job's destination folder; absent when nothing of it is there. */
  destination: z.string().optional(),
  /** `same`: both sides hold the same; `left-out`: all but what a rule left out; `differs`: something is missing. */
  outcome: z.enum(['same', 'left-out', 'differs']),
  atSource: side,
  atDestination: side,
  /** Items that a rule left out, and items that need a person. */
  ignored: z.number().int(),
  flagged: z.number().int(),
})
export type FolderView = z.infer<typeof folderView>

const shares = z.array(
  z.object({
    /** For programs: `drawings`, `to-1-mib`, `to-30-days`. */
    class: z.string(),
    /** For people. */
    words: z.string(),
    files: z.number().int(),
    bytes: z.number().int(),
    /** How many of the files need a person. */
    flagged: z.number().int(),
  }),
)

/** The files of a run by what they are; of a simulation, those that its plan names. Written at the end. */
export const runOverview = z.object({
  /** By groups of types, the most files first. */
  types: shares,
  sizes: shares,
  /** By the time from the last change at the source to the end of the run. */
  ages: shares,
})
export type RunOverview = z.infer<typeof runOverview>
