import { z } from 'zod'
import { after, id, line, longLimit, searchQuery, words } from './text.ts'

/** `limited`: its calls are used up until `limitedUntil`. `paused`: somebody disabled it. `failing`: anything else. */
export const healths = [
  'never-tested',
  'healthy',
  'sign-in-needed',
  'limited',
  'permission-missing',
  'paused',
  'failing',
] as const

export const clients = ['own', 'default'] as const
const client = z
  .enum(clients)
  .describe(
    'Whose app it signs in with: its own, or that of the installation (see /settings/client-credentials), from which the way’s “clientFields” come then',
  )

const values = z.record(z.string().max(100), z.string().max(8192))

export const newConnection = z.strictObject({
  platform: z.string().min(1).max(100).describe('The id of a platform'),
  name: z.string().max(200).optional().describe('What it is called; the platform’s title when absent or empty'),
  way: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('The id of one of the platform’s ways to sign in; its first when absent'),
  client: client.default('own'),
  values: values.default({}).describe('Values of the way’s fields by field id, secrets among them'),
})
export type NewConnection = z.input<typeof newConnection>

export const changeConnection = z.strictObject({
  name: z.string().min(1).max(200).optional().describe('What it is called from now on'),
  client: client.optional(),
  values: values
    .optional()
    .describe(
      'Values by field id, only those that change; an empty text takes a value away, and a new address takes all stored secrets with it',
    ),
  isDisabled: z.boolean().optional().describe('Whether jobs that use it start no more'),
})
export type ChangeConnection = z.input<typeof changeConnection>

export const duplicateConnection = z.strictObject({
  name: z
    .string()
    .max(200)
    .optional()
    .describe('What the duplicate is called; the name of the first with a number when absent or empty'),
})

/** One thing that a test looked at. `warning`: it works, and a person should know something about it. */
export const checkView = z.object({
  name: z.enum(['sign-in', 'account', 'spaces', 'list', 'read', 'write', 'delete']),
  /** The platform's word where there are several of a name, such as “Company” and “Project” of spaces. */
  what: z.string().optional(),
  outcome: z.enum(['passed', 'warning', 'failed', 'skipped']),
  sentence: z.string(),
})

export const connectionView = z.object({
  id: z.string(),
  platform: z.object({ id: z.string(), title: z.string() }),
  name: z.string(),
  way: z.string(),
  client: z.enum(clients),
  /** The fields that are no secrets; with `client: default` those of the installation among them. */
  settings: z.record(z.string(), z.string()),
  health: z.enum(healths),
  healthReason: z.string().optional(),
  /** Whose account it is, as the platform called it at the last test. */
  account: z.string().optional(),
  /** What the settings that narrow it are called on the platform, by field id; as of the last test that saw them. */
  scopeNames: z.record(z.string(), z.string()).optional(),
  /** Only with health `limited`. */
  limitedUntil: z.iso.datetime().optional(),
  testedAt: z.iso.datetime().optional(),
  /** What the last test looked at; only of one connection, not in lists, and absent since it was changed. */
  lastTest: z.object({ at: z.iso.datetime(), succeeded: z.boolean(), checks: z.array(checkView) }).optional(),
  isDisabled: z.boolean(),
  /** How many jobs read or write through it. */
  jobs: z.number().int(),
  /** What is known of its call limit; absent where calls are not counted or none was made. */
  calls: z
    .object({
      used: z.number().int(),
      limit: z.number().int().optional(),
      left: z.number().int().optional(),
      resetsAt: z.iso.datetime().optional(),
    })
    .optional(),
  /** Who added it, its owner; absent where that is not known. */
  addedBy: z.object({ id: z.string().optional(), name: z.string() }).optional(),
  createdAt: z.iso.datetime(),
})
export type ConnectionView = z.infer<typeof connectionView>

export const connectionSorts = ['name', 'platform', 'created', 'tested'] as const

export const connectionQuery = z.object({
  text: words.optional().describe('Words in the name'),
  platform: line.max(100).optional().describe('Only those of the platform with this id'),
  health: z.enum(healths).optional().describe('Only those of this health'),
  owner: id.optional().describe('Only those that the person with this id added'),
  sort: z
    .enum([...connectionSorts, ...connectionSorts.map((sort) => `-${sort}` as const)])
    .default('name')
    .describe('What they are ordered by; a minus before it turns the order round'),
  limit: longLimit,
  after: after(z.string().max(1000)),
})
export type ConnectionQuery = z.input<typeof connectionQuery>

export const connectionList = z.object({ connections: z.array(connectionView), next: z.string().optional() })
export type ConnectionList = z.infer<typeof connectionList>

/** How a change went; the sentence says what else it brought, such as secrets that have to be given again. */
export const connectionChange = z.object({
  connection: connectionView,
  secretsWiped: z.boolean(),
  sentence: z.string(),
})
export type ConnectionChange = z.infer<typeof connectionChange>

export const troubleQuery = searchQuery.extend({
  health: z.enum(healths).optional().describe('Only what led to this health'),
})

/** What went wrong lately in tests, sign-ins and renewals of a connection; the newest first, of the last 50. */
export const connectionTrouble = z.object({
  next: z.string().optional(),
  troubles: z.array(z.object({ at: z.iso.datetime(), health: z.enum(healths), sentence: z.string() })),
})
export type ConnectionTrouble = z.infer<typeof connectionTrouble>

/** What a connection can be narrowed to: the fields of its way that do so, the outermost first, and what each can be. */
export const scopeChoices = z.object({
  fields: z.array(
    z.object({
      /** Of the field; to be given among the `values` of a change. */
      id: z.string(),
      label: z.string(),
      /** What the empty value is, such as “All companies”. */
      all: z.string(),
      chosen: z.string().optional(),
      choices: z.array(
        z.object({
          value: z.string(),
          label: z.string(),
          /** The values of other fields that belong to it, such as the company of a project. */
          within: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ),
})
export type ScopeChoices = z.infer<typeof scopeChoices>

export const testWish = z.strictObject({
  writes: z.boolean().default(false).describe('Whether it also writes a small file, reads it back and deletes it'),
  folder: z
    .string()
    .max(8192)
    .optional()
    .describe('Where it writes: a space and folder as in a location; the top of the first space when absent'),
})
export type TestWish = z.input<typeof testWish>

export const connectionTest = z.object({
  succeeded: z.boolean(),
  /** “Connection test succeeded”, or what failed and what to do. */
  sentence: z.string(),
  checks: z.array(checkView),
  connection: connectionView,
})
export type ConnectionTest = z.infer<typeof connectionTest>

/** Where a person goes to sign in. When they are back the connection's health tells how it ended. */
export const signInView = z.object({ url: z.url(), expiresAt: z.iso.datetime() })
export type SignInView = z.infer<typeof signInView>

/** What the window of a sign-in posts to the page that opened it, at that page's own origin, when the person is back. */
export const signInMessage = z.object({
  kind: z.literal('gantry-sign-in'),
  /** The id of the connection. */
  connection: z.string(),
  succeeded: z.boolean(),
  /** “Connection test succeeded”, or what failed and what to do. */
  sentence: z.string(),
})
export type SignInMessage = z.infer<typeof signInMessage>
