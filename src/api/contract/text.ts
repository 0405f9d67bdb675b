import { z } from 'zod'

/** Text of one line, without control characters. */
export const line = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'control characters are not possible here')

/** What people call something. */
export const title = line.min(1).max(200)

/** What people search for. */
export const words = line.max(200)

/** The id of something in the database. */
export const id = z.string().regex(/^\d{1,18}$/, 'an id is a number')

const pageSize = z.coerce.number().int().min(1).max(500).describe('The most that a page holds')
export const limit = pageSize.default(50)
/** Of lists that are often long. */
export const longLimit = pageSize.default(100)

/** Where a page begins, by the place-markers of its list. */
export function after<Cursor extends z.ZodType>(cursor: Cursor) {
  return cursor.optional().describe('The “next” of the page before; absent for the first page')
}

/** A page of a list whose place-marker is an id. */
export const pageQuery = z.object({ after: after(id), limit })

/** The same, of what has those words. */
export const searchQuery = pageQuery.extend({ text: words.optional().describe('Only what has these words') })
