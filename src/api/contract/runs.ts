import { z } from 'zod'
import { after, line, limit, longLimit, words } from './text.ts'

/** Every state a run can be in. `waiting` says for what and until when. */
export const runStates = [
  'queued',
  'scanning',
  'transferring',
  'verifying',
  'waiting',
  'pausing',
  'paused',
  'cancelling',
  'cancelled',
  'completed',
  'completed-with-flags',
  'failed',
] as const

export const itemStates = ['pending', 'retrying', 'succeeded', 'revised', 'flagged', 'ignored'] as const

const waitingCode = z.enum([
  'sign-in-needed',
  'no-space',
  'rate-limit',
  'unavailable',
  'outside-hours',
  'approval-needed',
  'turn',
])

const tally = z.object({ items: z.number().int(), bytes: z.number().int() })

export const runView = z.object({
  id: z.string(),
  job: z.object({ id: z.string(), name: z.string(), source: z.string(), destination: z.string() }),
  kind: z.enum(['run', 'simulation']),
  retries: z
    .number()
    .int()
    .optional()
    .describe('How many flagged items it was started to try again; absent for a run that looks at everything'),
  state: z.enum(runStates),
  waiting: z
    .object({
      code: waitingCode,
      reason: z.string(),
      until: z.iso.datetime().optional(),
    })
    .optional()
    .describe(
      'Why nothing moves, and until when where that is known; in state “waiting”, and in “pausing” on the way there',
    ),
  failure: z.string().optional().describe('Why it ended so, in states “failed” and “cancelled”'),
  notices: z
    .array(z.string())
    .optional()
    .describe('What its job asks for and one side lacks, a sentence each; known as soon as it scans'),
  seen: tally.describe('Entries seen at the source so far, always the sum of the states; final when “isScanned”'),
  isScanned: z.boolean(),
  states: z.record(z.enum(itemStates), tally),
  reasons: z
    .array(z.object({ state: z.enum(itemStates), reason: z.string(), words: z.string(), items: z.number().int() }))
    .describe('Why items are in their state, most frequent first'),
  moved: tally.describe('What this run moved: those of “succeeded” and “revised” whose content travelled'),
  verified: z.number().int(),
  olderVersions: z
    .object({ moved: z.number().int(), left: z.number().int() })
    .optional()
    .describe(
      'Older versions that go before their files, where the job carries them: moved, and still to be moved; not among the items',
    ),
  removed: tally.describe(
    'Deleted because the other side had lost it; in a simulation what a run would delete; not among the items seen',
  ),
  calls: z
    .object({
      used: z.number().int(),
      limit: z.number().int().optional(),
      left: z.number().int().optional(),
      resetsAt: z.iso.datetime().optional(),
    })
    .optional()
    .describe(
      'The calls that this run made through the connection that limits it, and what is left to all who use that one',
    ),
  eta: z
    .object({ lowMs: z.number(), highMs: z.number(), reason: z.string() })
    .optional()
    .describe('Milliseconds still to go, as a range with its reason; absent when nothing can be said yet'),
  estimate: z
    .object({ calls: z.number().int(), lowMs: z.number(), highMs: z.number(), reason: z.string() })
    .optional()
    .describe('Of a simulation: what the run would take'),
  report: z.string().optional().describe('Its report, as a file on the server’s disk, once written'),
  proof: z.string().optional().describe('Its proof, as a file on the server’s disk, once written'),
  parent: z.string().optional().describe('The id of the run of the mapping job that started it'),
  children: z
    .object({ runs: z.number().int(), states: z.partialRecord(z.enum(runStates), z.number().int()) })
    .optional()
    .describe('Of a mapping job: the runs that it has started, by state; all sums of this run are theirs'),
  startedBy: z
    .object({ kind: z.enum(['person', 'token', 'local', 'schedule']), name: z.string() })
    .optional()
    .describe(
      'Who or what started it; absent for runs of earlier versions; local is a command on the server’s own machine',
    ),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
})
export type RunView = z.infer<typeof runView>

export const itemView = z.object({
  source: z.string(),
  destination: z.string().optional(),
  kind: z.enum(['file', 'folder', 'other']),
  size: z.number().int(),
  state: z.enum(itemStates),
  reason: z.string(),
  words: z.string().describe('Its reason, for people; what is said of this item alone is its sentence'),
  sentence: z.string(),
  action: z
    .enum(['copy', 'make', 'keep', 'leave', 'remove', 'move', 'clear'])
    .optional()
    .describe('Of a simulation, or not done yet: what a run does with it'),
  sourceSha256: z.string().optional(),
  destinationSha256: z.string().optional(),
  verified: z.enum(['platform-hash', 'read-back']).optional(),
  versions: z
    .number()
    .int()
    .optional()
    .describe('How many versions of it were copied, or are to be, the current one among them; absent for that alone'),
  finishedAt: z.iso.datetime().optional(),
})
export type ItemView = z.infer<typeof itemView>

/** What a side was like when the job last looked, as far as its platform tells. */
const side = z.object({
  size: z.number().int().optional(),
  modifiedAt: z.iso.datetime().optional(),
  id: z.string().optional(),
  version: z.string().optional(),
  etag: z.string().optional(),
})

export const itemDetails = itemView.extend({
  remedy: z.string().optional().describe('What people can do about it'),
  attempts: z.number().int().describe('How often its content was tried to be moved; 0 where nothing had to move'),
  run: z.string().describe('The id of the run that saw it last'),
  atSource: side.optional(),
  atDestination: side.optional(),
})
export type ItemDetails = z.infer<typeof itemDetails>

export const itemDetailsQuery = z.object({
  source: z.string().min(1).max(8192).describe('Its exact path at the source'),
  kind: itemView.shape.kind.default('file').describe('What it is: a file and a folder can have the same path'),
})
export type ItemDetailsQuery = z.infer<typeof itemDetailsQuery>

/** How far a run was at which time: points of a curve, at most some hundred however long it takes. */
export const throughput = z.object({
  samples: z.array(
    z.object({
      at: z.iso.datetime(),
      state: z.enum(runStates),
      /** What it waited for. */
      waiting: waitingCode.optional(),
      /** Looked at or moved until then. */
      items: z.number(),
      /** Moved until then. */
      bytes: z.number(),
    }),
  ),
})
export type Throughput = z.infer<typeof throughput>

const id = z.string().regex(/^\d{1,18}$/, 'it must be an id, a whole number')
const int64 = /^-?\d{1,19}\.-?\d{1,19}$/
const itemCursor = z.string().refine((text) => int64.test(text) && text.split('.').every(fitsBigint), {
  message: 'it must be the “next” of an earlier page',
})

export const runQuery = z.object({
  job: id.optional().describe('Only those of the job with this id'),
  state: z.enum(runStates).optional().describe('Only those in this state'),
  kind: z.enum(['run', 'simulation']).optional().describe('Only those that change something, or only simulations'),
  connection: id.optional().describe('Only those whose job reads or writes through the connection with this id'),
  text: words.optional().describe('Words in the name, the source or the destination of the job'),
  children: z
    .enum(['show', 'hide'])
    .default('show')
    .describe('Whether the runs that runs of mapping jobs have started are among them'),
  parent: id.optional().describe('Only those that the run of a mapping job with this id has started'),
  limit,
  after: after(id),
})

export const itemQuery = z.object({
  state: z.enum(itemStates).optional().describe('Only those in this state'),
  reason: line.max(100).optional().describe('Only those whose reason has this code'),
  text: words.optional().describe('Words in the path at the source'),
  limit: longLimit,
  after: after(itemCursor),
})

export function fitsBigint(text: string): boolean {
  return BigInt.asIntN(64, BigInt(text)) === BigInt(text)
}

export type ItemQuery = z.infer<typeof itemQuery>

export const runPage = z.object({ runs: z.array(runView), next: z.string().optional() })
export type RunPage = z.infer<typeof runPage>
/** A page may hold less than its limit, even nothing, and still have a `next`: of a long list it looks at so many rows. */
export const itemPage = z.object({ items: z.array(itemView), next: z.string().optional() })
export type ItemPage = z.infer<typeof itemPage>
