import type { JobOptions } from './options.ts'

/** What a run would delete, against what its job keeps at the destination. */
export interface Deletion {
  readonly lost: number
  /** Of these, what would be deleted at the source, in a job that goes both ways. */
  readonly atSource: number
  /** All that the job keeps at the destination, with what was lost. */
  readonly held: number
  /** Whether somebody has approved deletions of this job before. */
  readonly wasApproved: boolean
  /** Platforms, by their titles, that do not tell what was deleted from what the account may not see any more. */
  readonly unsure: readonly string[]
}

const alwaysAllowed = 100
const allowedShare = 0.05

/**
 * Why a person must approve before anything is deleted; undefined when nobody need be asked. The limit is 5 % of what the job
 * keeps at the destination or 100 items, whichever is larger, but never more than half of it: a disk that is not mounted looks
 * like one that was emptied.
 */
export function reasonToAsk(
  options: Pick<JobOptions, 'deletedItems' | 'foreignItems'>,
  deletion: Deletion,
): string | undefined {
  const why = whyAsk(options, deletion)
  if (why === undefined) return undefined
  const { lost, held } = deletion
  const [what, them] = lost === 1 ? ['1 item', 'it'] : [`${lost.toLocaleString('en-US')} items`, 'them']
  const [where, who] = sidesOf(deletion)
  // What the job did not put there is none of those that it keeps.
  const of = options.foreignItems === 'delete' ? '' : ` of ${held.toLocaleString('en-US')}`
  return (
    `${what}${of} would be deleted at ${where}, because ${who} does not hold ` +
    `${them} any more; ${why}. Nothing is deleted until somebody approves.`
  )
}

function sidesOf({ lost, atSource }: Deletion): readonly [where: string, who: string] {
  if (atSource === 0) return ['the destination', 'the source']
  if (atSource === lost) return ['the source', 'the destination']
  return [`the destination or, ${atSource.toLocaleString('en-US')} of them, at the source`, 'the other side']
}

function whyAsk(
  { deletedItems, foreignItems }: Pick<JobOptions, 'deletedItems' | 'foreignItems'>,
  { lost, held, wasApproved, unsure }: Deletion,
): string | undefined {
  if (foreignItems === 'delete') return 'the job deletes also what it did not put there, and asks each time'
  if (deletedItems === 'ask') return 'the job asks each time'
  const [title] = unsure
  if (title !== undefined) return `${title} does not tell what was deleted from what its account may not see any more`
  if (!wasApproved) return 'this job has not deleted anything before'
  if (lost * 2 > held) return 'that is more than half'
  if (lost <= Math.max(alwaysAllowed, held * allowedShare)) return undefined
  return 'that is more than the guard allows (5 %, or 100 items)'
}
