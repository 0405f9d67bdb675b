import { JobRefused } from '../job.ts'
import { findChildren } from './find-children.ts'
import type { FindMeans, LeftOut, Parent } from './found.ts'

const mostTold = 10

/** A list with rows that are wrong, unless it is to be taken without them; a row that says the same as another is one. */
export async function refuseWrongRows(parent: Parent, means: FindMeans): Promise<void> {
  const { each, rows = [], wrongRows } = parent.mapping
  if (each !== 'row' || wrongRows === 'leave-out') return
  const { leftOut } = await findChildren(parent, means)
  if (leftOut.length === 0) return
  const told = leftOut.slice(0, mostTold).map(sentenceOf)
  const rest = leftOut.length - told.length
  throw new JobRefused(
    'invalid',
    [
      `${leftOut.length} of ${rows.length} rows cannot be taken, so nothing was made.`,
      ...told,
      ...(rest > 0 ? [`And ${rest} more.`] : []),
      'Correct them, or take the list without them: “wrongRows: leave-out”.',
    ].join(' '),
  )
}

function sentenceOf({ name, why }: LeftOut): string {
  return `${name}: ${/[.?!]$/.test(why) ? why : `${why}.`}`
}
