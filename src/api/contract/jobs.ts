import { z } from 'zod'
import { jobFilters } from './filters.ts'
import { jobMapping, mappingLook } from './mapping.ts'
import { jobPace } from './pace.ts'
import { jobSchedule } from './schedule.ts'
import { after, line, longLimit, title, words } from './text.ts'

const mostVersions = 1000

/** A job's choices, each with its default and its sentence; the words of web page, API, command line and job file. */
export const jobOptions = z.strictObject({
  content: z
    .enum(['everything', 'folders'])
    .default('everything')
    .describe('Whether files are copied, or only the folders that they are in; then empty ones are always made'),
  direction: z
    .enum(['copy', 'move', 'two-way'])
    .default('copy')
    .describe(
      'Copy from the source to the destination; move, which deletes at the source what is proven to lie at the destination, after approval each time; or keep both in step: what changed on either side since the last run goes to the other',
    ),
  onConflict: z
    .enum(['flag', 'prefer-newest', 'prefer-source', 'prefer-destination', 'keep-both'])
    .default('flag')
    .describe(
      'What to do when the destination holds content that this job did not write or, going both ways, both sides changed a file: flag it, keep both (what the destination holds gets another name; going both ways, the older one), or prefer one',
    ),
  verification: z
    .enum(['none', 'transferred'])
    .default('transferred')
    .describe('Which files are proven equal after the transfer: by the platform’s hash, else by reading them back'),
  deletedItems: z
    .enum(['keep', 'mirror', 'ask', 'mirror-source', 'mirror-destination'])
    .default('keep')
    .describe(
      'What becomes of items that this job put at the destination and that are deleted from the source (going both ways: also the other way round, or only those that one of the two sides deleted): kept, deleted (above a guard only after approval), or deleted after approval each time',
    ),
  foreignItems: z
    .enum(['keep', 'delete'])
    .default('keep')
    .describe(
      'What becomes of items that lie only at the destination and that this job never put there: left alone, or deleted after approval each time, so that the destination holds what the source holds and nothing else',
    ),
  versions: z
    .union([z.enum(['latest', 'all']), z.int().min(1).max(mostVersions)], {
      error: `there are: latest, all, or a whole number from 1 to ${mostVersions}`,
    })
    .default('latest')
    .describe(
      'Which versions of a file are copied where both sides keep some: the latest, all, or so many of the newest; older ones go before newer ones',
    ),
  permissions: z
    .enum(['none', 'add', 'mirror'])
    .default('none')
    .describe(
      'Whether permissions of people and groups are carried, where both sides have some: none, those of the source besides what is there, or those of the source and no others; going both ways: what is given on either side, or also what is taken away',
    ),
  owners: z
    .enum(['none', 'preserve'])
    .default('none')
    .describe(
      'Whether files and folders belong at the destination to whom they belong to at the source, where both sides have owners; who is who is said in the table of people and groups',
    ),
  locks: z
    .enum(['ignore', 'mirror'])
    .default('ignore')
    .describe(
      'Whether the copy of a file that is locked at the source is locked too, and unlocked when the source is, where the destination can do that',
    ),
  metadata: z
    .enum(['none', 'preserve'])
    .default('none')
    .describe(
      'Whether fields of files and folders hold at the destination what they hold at the source, where the source tells it and the destination has fields of the same names that can be set',
    ),
  onFailure: z.enum(['continue', 'halt']).default('continue').describe('Whether one failed item stops the run'),
  unsupportedNames: z
    .enum(['underscore', 'encode', 'flag'])
    .default('underscore')
    .describe('What to do with names that the destination cannot hold'),
  longNames: z
    .enum(['truncate', 'flag'])
    .default('flag')
    .describe('What to do with names and paths that are too long for the destination'),
  largeFiles: z.enum(['flag', 'skip']).default('flag').describe('What to do with files above the destination’s limit'),
  restrictedTypes: z
    .enum(['flag', 'zip', 'skip'])
    .default('flag')
    .describe(
      'What to do with files of types that the destination refuses: flag them, put each into a ZIP archive beside (tool.exe as tool.exe.zip), or leave them out and say so in the report',
    ),
  emptyFolders: z.enum(['keep', 'skip']).default('keep').describe('Whether empty folders are made'),
  hiddenItems: z.enum(['keep', 'skip']).default('keep').describe('Whether hidden files and folders are copied'),
  sharedItems: z
    .enum(['keep', 'skip'])
    .default('keep')
    .describe(
      'Whether files and folders are copied that other people reach by a link or an invitation of its own, where the source tells that',
    ),
})

/** As they are said: without the defaults. */
export const someOptions = jobOptions.partial().describe('The choices of a job; one that is left out has its default')

export type ChoiceName = keyof typeof jobOptions.shape

/** The words that a choice takes, and whether it takes a whole number too. */
export function takenBy(name: ChoiceName): { readonly words: readonly string[]; readonly takesNumber: boolean } {
  const choice = jobOptions.shape[name].unwrap()
  return choice instanceof z.ZodUnion
    ? { words: choice.options[0].options, takesNumber: true }
    : { words: choice.options, takesNumber: false }
}

export const location = z
  .string()
  .min(1)
  .max(8192)
  .describe('The folder that is read: connection:Space/folder, or an absolute path on the server’s disk')

const category = line
  .trim()
  .min(1)
  .max(60)
  .describe('A word to group, filter and add up jobs by; it changes nothing else')

/** What a person says of a job: in a request, in a job file. */
const describedJob = z.strictObject({
  name: z.string().min(1).max(200).describe('What it is called'),
  source: location,
  destination: location.describe('The folder that is written to, in the same form as the source'),
  category: category.optional(),
  options: someOptions.default({}),
  filters: jobFilters.default({}),
  schedule: jobSchedule.default({}),
  pace: jobPace.default({}),
  mapping: jobMapping.optional(),
})

export const newJob = describedJob.extend({
  name: describedJob.shape.name.optional().describe('What it is called; source and destination when absent'),
  options: someOptions.optional(),
  filters: jobFilters.optional(),
  schedule: jobSchedule.optional(),
  pace: jobPace.optional(),
  reuse: z
    .boolean()
    .default(false)
    .describe(
      'Whether to take the job that already has this source and destination, where there is one; it keeps of its options, filters, schedule and pace what is not given, and what is given is replaced as a whole',
    ),
})
export type NewJob = z.input<typeof newJob>

/** Each part that is given is replaced as a whole: what it does not say has its default. */
export const changeJob = z.strictObject({
  name: title.optional().describe('What it is called from now on'),
  category: category.or(z.literal('')).optional().describe(`${category.description}; the empty text takes it away`),
  isArchived: z
    .boolean()
    .optional()
    .describe(
      'Whether it runs no more and is not listed; nothing of an archived job is lost, and it can be brought back',
    ),
  options: jobOptions.optional().describe(`${someOptions.description} again`),
  filters: jobFilters.optional(),
  schedule: jobSchedule.optional(),
  pace: jobPace.optional(),
  mapping: jobMapping.optional().describe('Which places it finds; what they are, and where their content goes, stays'),
})
export type ChangeJob = z.input<typeof changeJob>

/** A job file: jobs by name, each with the words of the API. */
export const jobFile = z.strictObject({
  jobs: z
    .array(describedJob)
    .min(1)
    .max(500)
    .describe('The jobs, each with a name of its own')
    .superRefine((jobs, context) => {
      const seen = new Set<string>()
      for (const [at, { name }] of jobs.entries()) {
        const message = `there are two jobs “${name}”, and a job file goes by names`
        if (seen.has(name)) context.addIssue({ code: 'custom', path: [at, 'name'], message })
        seen.add(name)
      }
    }),
})
export type JobFile = z.infer<typeof jobFile>

const said = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional()

export const jobPlan = z.object({
  /** In the order of the file. */
  jobs: z.array(
    z.object({
      name: z.string(),
      do: z.enum(['add', 'change', 'keep']),
      /** The id of the job that has this name. */
      job: z.string().optional(),
      /** What a job that is there would have in another way. */
      changes: z.array(z.object({ name: z.string(), before: said, after: said })),
      /** What is to be known of the rows of a list, a sentence each. */
      notices: z.array(z.string()).optional(),
    }),
  ),
})
export type JobPlan = z.infer<typeof jobPlan>

/** Why the schedule did not start a run lately: the last due time was let pass, or no more will come. */
const scheduleNote = z.object({
  is: z.enum(['skipped', 'ended']),
  at: z.iso.datetime(),
  sentence: z.string(),
})
export type ScheduleNote = z.infer<typeof scheduleNote>

export const jobView = z.object({
  id: z.string(),
  name: z.string(),
  source: z.string().describe('The folder that is read, as a location can be typed'),
  destination: z.string().describe('The folder that is written to, in the same form'),
  category: z.string().optional(),
  archivedAt: z.iso.datetime().optional(),
  options: jobOptions,
  filters: jobFilters,
  schedule: jobSchedule,
  pace: jobPace,
  mapping: jobMapping.optional(),
  children: z
    .number()
    .int()
    .optional()
    .describe('How many jobs it has made of places that are still there; where it has a mapping'),
  lastLook: mappingLook.optional().describe('What the last run of a mapping job found'),
  parent: z
    .object({ id: z.string(), name: z.string() })
    .optional()
    .describe('The job that has made it: name, choices, filters and schedule are changed there'),
  left: z
    .object({ at: z.iso.datetime(), why: z.string() })
    .optional()
    .describe('Since when its place is not found any more, and why: it runs no more'),
  timing: z
    .string()
    .optional()
    .describe('The schedule in words: every day at 02:00 (UTC); absent where a person starts every run, at any hour'),
  nextRun: z.iso.datetime().optional().describe('When the schedule starts the next run, if it does'),
  scheduleNote: scheduleNote.optional(),
  summary: z.string().describe('What it does, in a sentence: “Copies A to B; never deletes.”'),
  lastRun: z.object({ id: z.string(), state: z.string(), finishedAt: z.iso.datetime().optional() }).optional(),
  createdAt: z.iso.datetime(),
})
export type JobView = z.infer<typeof jobView>

/** The id of a job or run, as cursors of their lists are. */
const id = z.string().regex(/^\d{1,18}$/, 'it must be an id, a whole number')

export const jobQuery = z.object({
  text: words.optional().describe('Words in the name, the source or the destination'),
  connection: id.optional().describe('Only those that read or write through the connection with this id'),
  category: line.max(60).optional().describe('Only those of this category'),
  show: z
    .enum(['current', 'archived', 'all'])
    .default('current')
    .describe('Those that are not archived, those that are, or all'),
  children: z
    .enum(['show', 'hide'])
    .default('show')
    .describe('Whether the jobs that mapping jobs have made are among them'),
  parent: id.optional().describe('Only those that the mapping job with this id has made'),
  limit: longLimit,
  after: after(id),
})

/** What a new job would be: in one sentence, and as a job file. */
export const jobPreview = z.object({
  name: z.string(),
  summary: z.string(),
  /** What it asks for and one of the two sides lacks, a sentence each. */
  notices: z.array(z.string()),
  /** As `gantry jobs plan`, `diff` and `apply` take it. */
  file: z.string(),
})
export type JobPreview = z.infer<typeof jobPreview>

export const jobExport = z.object({
  jobs: z
    .string()
    .regex(/^\d{1,18}(,\d{1,18}){0,99}$/, 'they must be ids, parted by commas, at most 100')
    .describe('Which jobs to write as a job file: their ids, parted by commas'),
})

export const jobPage = z.object({ jobs: z.array(jobView), next: z.string().optional() })
export type JobPage = z.infer<typeof jobPage>

export const startRun = z.strictObject({
  simulate: z.boolean().default(false).describe('Whether it only says what a run would do, and changes nothing'),
})
