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

export const limit = z.coerce.number().int().min(1).max(500).default(50)

/** A page of a list whose place-marker is an id: the `next` of the page before. */
export const pageQuery = z.object({ after: id.optional(), limit })

/** The same, of what has those words. */
export const searchQuery = pageQuery.extend({ text: words.optional() })
