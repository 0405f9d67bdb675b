import type { JobOptions } from './options.ts'

/** What a run would delete, against what its job keeps at the destination. */
export interface Deletion {
  readonly lost: number
  /** All that the job keeps at the destination, with what was lost. */
  readonly held: number
  /** Whether somebody has approved deletions of this job before. */
  readonly wasApproved: boolean
  /** Whether the source tells what was deleted from what the account may not see any more. */
  readonly isCertain: boolean
  /** What sentences call the source. */
  readonly source: string
}

const alwaysAllowed = 100
const allowedShare = 0.05

/**
 * Why a person must approve before anything is deleted; undefined when nobody need be asked. The limit is 5 % of what the job
 * keeps at the destination or 100 items, whichever is larger, but never more than half of it: a disk that is not mounted looks
 * like one that was emptied.
 */
export function reasonToAsk(
  { deletedItems }: Pick<JobOptions, 'deletedItems'>,
  deletion: Deletion,
): string | undefined {
  const why = whyAsk(deletedItems, deletion)
  if (why === undefined) return undefined
  const { lost, held } = deletion
  const [what, them] = lost === 1 ? ['1 item', 'it'] : [`${lost.toLocaleString('en-US')} items`, 'them']
  return (
    `${what} of ${held.toLocaleString('en-US')} would be deleted at the destination, because the source does not hold ` +
    `${them} any more; ${why}. Nothing is deleted until somebody approves.`
  )
}

function whyAsk(
  deletedItems: JobOptions['deletedItems'],
  { lost, held, wasApproved, isCertain, source }: Deletion,
): string | undefined {
  if (deletedItems === 'ask') return 'the job asks each time'
  if (!isCertain) return `${source} does not tell what was deleted from what its account may not see any more`
  if (!wasApproved) return 'this job has not deleted anything before'
  if (lost * 2 > held) return 'that is more than half'
  if (lost <= Math.max(alwaysAllowed, held * allowedShare)) return undefined
  return 'that is more than the guard allows (5 %, or 100 items)'
}
