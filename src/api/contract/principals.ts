import { z } from 'zod'
import { exportFormat } from './exports.ts'
import { after, limit, words } from './text.ts'

export const principalStates = ['mapped', 'unmapped', 'left-out'] as const

export const principalSides = ['source', 'destination'] as const

/**
 * Somebody who has rights at the source of a job, or owns something there, as its last run has met them; in a job that goes both
 * ways also who has rights at the destination and was nobody of the source.
 */
export const principalView = z.object({
  /** Where they were met. */
  side: z.enum(principalSides),
  /** The platform's own. */
  id: z.string(),
  kind: z.enum(['person', 'group']),
  name: z.string(),
  email: z.string().optional(),
  /** How many rights of single files and folders they have. */
  grants: z.number().int(),
  /** How many files and folders are theirs. */
  owned: z.number().int(),
  /** `mapped` without `to`: the destination knows their e-mail address. */
  state: z.enum(principalStates),
  /** Their id on the other side, by the table. */
  to: z.string().optional(),
})
export type PrincipalView = z.infer<typeof principalView>

/** The id of a principal: whatever a platform says. */
const principal = z.string().min(1).max(500)

/** A side, and the id of a principal there. */
const principalCursor = z
  .string()
  .max(520)
  .regex(/^(source|destination) ./s, 'a cursor is the “next” of an earlier page')

export const principalQuery = z.object({
  state: z.enum(principalStates).optional().describe('Only those in this state'),
  text: words.optional().describe('Words in the name, e-mail address or id'),
  limit,
  after: after(principalCursor),
})

/** Those of the source first, in the order of their ids; the sums are of all of them. */
export const principalPage = z.object({
  principals: z.array(principalView),
  sums: z.object({
    all: z.number().int(),
    unmapped: z.number().int(),
    unmappedGrants: z.number().int(),
    unmappedOwned: z.number().int(),
  }),
  next: z.string().optional(),
})
export type PrincipalPage = z.infer<typeof principalPage>

/** What stays at the source because nobody has mapped whose it is: `2 permissions and 1 owner`. */
export function leftBehind({ unmappedGrants, unmappedOwned }: Omit<PrincipalPage['sums'], 'all' | 'unmapped'>): string {
  return [several(unmappedGrants, 'permission'), several(unmappedOwned, 'owner')]
    .filter((part) => part !== '')
    .join(' and ')
}

function several(count: number, one: string): string {
  return count === 0 ? '' : `${count.toLocaleString('en-US')} ${count === 1 ? one : `${one}s`}`
}

export const principalExport = z.object({ format: exportFormat })

export const mapPrincipals = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        source: principal.describe('An id at the source'),
        destination: principal
          .or(z.literal(''))
          .nullable()
          .describe(
            'An id or e-mail address at the destination; null leaves them out; the empty text takes the row away',
          ),
      }),
    )
    .min(1)
    .max(5000)
    .describe(
      'Rows of the table that all jobs between the same two connections share; what is not named stays as it is',
    ),
})
export type MapPrincipals = z.input<typeof mapPrincipals>

export const importPrincipals = z.strictObject({
  csv: z
    .string()
    .min(1)
    .max(5_000_000)
    .describe(
      'A table as it is exported: its columns “Source id” and “Destination” count; “nobody” leaves somebody out',
    ),
})

export const mappedPrincipals = z.object({
  mapped: z.number().int(),
  leftOut: z.number().int(),
  removed: z.number().int(),
})
export type MappedPrincipals = z.infer<typeof mappedPrincipals>
