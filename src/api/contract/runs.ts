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
  /** How many flagged items it was started to try again; absent for a run that looks at everything. */
  retries: z.number().int().optional(),
  state: z.enum(runStates),
  /** Why nothing moves, and until when where that is known; in state `waiting`, and in `pausing` on the way there. */
  waiting: z
    .object({
      code: waitingCode,
      reason: z.string(),
      until: z.iso.datetime().optional(),
    })
    .optional(),
  /** One sentence, in states `failed` and `cancelled`. */
  failure: z.string().optional(),
  /** What its job asks for and one side lacks, a sentence each; known as soon as it scans. */
  notices: z.array(z.string()).optional(),
  /** Entries seen at the source so far; final when `isScanned`. Always the sum of the states below. */
  seen: tally,
  isScanned: z.boolean(),
  states: z.record(z.enum(itemStates), tally),
  /** Why they are in that state, most frequent first. */
  reasons: z.array(
    z.object({ state: z.enum(itemStates), reason: z.string(), words: z.string(), items: z.number().int() }),
  ),
  /** What this run moved: those of `succeeded` and `revised` whose content travelled. */
  moved: tally,
  verified: z.number().int(),
  /** Older versions that go before their files, where the job carries them: moved, and still to be moved; not among the above. */
  olderVersions: z.object({ moved: z.number().int(), left: z.number().int() }).optional(),
  /** Deleted because the other side had lost it; in a simulation what a run would delete. Not among the above. */
  removed: tally,
  /** The calls that this run made through the connection that limits it, and what is left to all who use that one. */
  calls: z
    .object({
      used: z.number().int(),
      limit: z.number().int().optional(),
      left: z.number().int().optional(),
      resetsAt: z.iso.datetime().optional(),
    })
    .optional(),
  /** Milliseconds still to go, as a range with its reason; absent when nothing can be said yet. */
  eta: z.object({ lowMs: z.number(), highMs: z.number(), reason: z.string() }).optional(),
  /** Simulations: what the run would take. */
  estimate: z.object({ calls: z.number().int(), lowMs: z.number(), highMs: z.number(), reason: z.string() }).optional(),
  /** Files on the server's disk, once written. */
  report: z.string().optional(),
  proof: z.string().optional(),
  /** Who or what started it; absent for runs of earlier versions. `local`: a command on the server's own machine. */
  /** The run of the mapping job that started it. */
  parent: z.string().optional(),
  /** Of a mapping job: the runs that it has started, by state; all sums here are theirs. */
  children: z
    .object({ runs: z.number().int(), states: z.partialRecord(z.enum(runStates), z.number().int()) })
    .optional(),
  startedBy: z.object({ kind: z.enum(['person', 'token', 'local', 'schedule']), name: z.string() }).optional(),
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
  /** Its reason, for people; what is said of this item alone is its sentence. */
  words: z.string(),
  sentence: z.string(),
  /** Of a simulation, or not done yet: what a run does with it. */
  action: z.enum(['copy', 'make', 'keep', 'leave', 'remove', 'move', 'clear']).optional(),
  sourceSha256: z.string().optional(),
  destinationSha256: z.string().optional(),
  verified: z.enum(['platform-hash', 'read-back']).optional(),
  /** How many versions of it were copied, or are to be, the current one among them; absent for that alone. */
  versions: z.number().int().optional(),
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
  /** What people can do about it. */
  remedy: z.string().optional(),
  /** How often its content was tried to be moved; 0 where nothing had to move. */
  attempts: z.number().int(),
  /** The run that saw it last. */
  run: z.string(),
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
