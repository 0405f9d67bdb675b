import { JobRefused } from '../job.ts'
import { findReadable } from './find-readable.ts'
import type { FindMeans, Found, LeftOut, Parent } from './found.ts'

const mostTold = 10

/**
 * A list with rows that are wrong, unless it is to be taken without them; a row that says the same as another is one. Gives what
 * is to be known of a list that is taken.
 */
export async function refuseWrongRows(
  parent: Parent,
  means: FindMeans,
  find: (parent: Parent, means: FindMeans) => Promise<Found> = findReadable,
): Promise<readonly string[]> {
  const { each, rows = [], wrongRows } = parent.mapping
  if (each !== 'row') return []
  const { leftOut, notices = [] } = await find(parent, means)
  if (leftOut.length === 0 || wrongRows === 'leave-out') return notices
  const told = leftOut.slice(0, mostTold).map(sentenceOf)
  const rest = leftOut.length - told.length
  throw new JobRefused(
    'invalid',
    [
      `${leftOut.length} of ${rows.length} rows cannot be taken, so nothing was made.`,
      ...told,
      ...(rest > 0 ? [`And ${rest} more.`] : []),
      ...notices,
      'Correct them, or take the list without them: “wrongRows: leave-out”.',
    ].join(' '),
  )
}

function sentenceOf({ name, why }: LeftOut): string {
  return `${name}: ${/[.?!]$/.test(why) ? why : `${why}.`}`
}
