import { nameOf, parentOf, samePath, type Entry, type Path, type Place } from '#platform'
import type { Action, Leave, Remove } from './action.ts'
import { keyOf } from './claims.ts'
import type { Known } from './item.ts'
import { leaveOut } from './leave-out.ts'
import { chooseFrom, presentByKey } from './present.ts'
import { printOf, samePrint } from './print.ts'
import { quote } from './quote.ts'
import type { Reason } from './reason.ts'
import type { Terms } from './terms.ts'
import { severalCalled } from './unclear.ts'

/** What the job remembers of an entry that the source does not hold any more, while something of it lay at the destination. */
export interface Lost extends Known {
  /** It lay there before this job, and no hash has proven it equal. */
  readonly isForeign: boolean
}

/** One folder of the destination, and what this run does in it. */
interface Folder {
  readonly destination: readonly Entry[] | 'new'
  /** Below the job's two folders. */
  readonly sourcePath: Path
  readonly destinationPath: Path
  /** The job's source folder in its space. */
  readonly sourceFolder: Place
  readonly actions: readonly Action[]
}

export interface Removals {
  readonly actions: readonly (Remove | Leave)[]
  /** Nothing of them is where this job put it. */
  readonly forgotten: readonly Lost[]
}

/**
 * What becomes, at the destination, of what the source has lost. Only what this job put there, or found to be equal by its
 * hash, and what is still as the job left it is deleted, unless nothing but the source's is to be there; a folder only if it is
 * empty then. What the job would leave out by now stays. Pure.
 */
export function planRemovals(lost: readonly Lost[], folder: Folder, terms: Terms): Removals {
  const present = presentByKey(folder.destination, terms)
  const filter = terms.filter?.within(folder.sourcePath)
  const leaveLost = (item: Lost) =>
    leaveOut(asItWas(item, folder), { sourcePath: folder.sourcePath, known: () => item }, terms, filter)
  const claimed = new Set(folder.actions.flatMap((action) => claimOf(action, terms)))
  const actions: (Remove | Leave)[] = []
  const forgotten: Lost[] = []
  for (const item of lost) {
    // It lies in another folder than the job would put it in today.
    if (!samePath(parentOf(item.destination), folder.destinationPath)) continue
    const key = keyOf(nameOf(item.destination), item.kind, terms)
    const there = chooseFrom(present.get(key), item)
    if (claimed.has(key) || there === undefined) forgotten.push(item)
    else actions.push(leaveLost(item) ?? planRemoval(item, there, folder, terms))
  }
  return { actions, forgotten }
}

/** As the source held it when it was last seen, as far as the job remembers. */
function asItWas({ source, kind, sourcePrint }: Lost, { sourceFolder }: Folder): Entry {
  const { size, modifiedAt } = sourcePrint
  return {
    space: sourceFolder.space,
    path: [...sourceFolder.path, ...source],
    kind,
    ...(size !== undefined && { size }),
    ...(modifiedAt !== undefined && { modifiedAt: new Date(modifiedAt) }),
  }
}

function claimOf(action: Action, terms: Terms): readonly string[] {
  return 'destination' in action ? [keyOf(nameOf(action.destination), action.kind, terms)] : []
}

function planRemoval(item: Lost, there: Entry | 'ambiguous', { sourceFolder }: Folder, terms: Terms): Remove | Leave {
  const { title, facts } = terms.destination
  const { foreignItems } = terms.options
  const name = quote(nameOf(item.destination))
  if (there === 'ambiguous') {
    return keep(item, 'kept-unsure', severalCalled(nameOf(item.destination), title))
  }
  if (there.kind !== item.kind || there.traits?.includes('system')) {
    return keep(item, 'kept-changed', `What ${title} holds as ${name} is not what this job put there.`)
  }
  const isForeign = item.kind === 'file' && item.isForeign && item.isProven !== true
  if (isForeign && foreignItems === 'keep') {
    return keep(item, 'kept-foreign', `${title} held ${name} before this job, and no hash has proven it equal.`)
  }
  const expected = item.destinationPrint ?? {}
  const isChanged = item.kind === 'file' && !samePrint(expected, printOf(there), facts.timePrecisionMs)
  if (isChanged && foreignItems === 'keep') {
    return keep(item, 'kept-changed', `${name} was changed at ${title} since this job wrote it.`)
  }
  const { space, path, id, parentId } = there
  return {
    do: 'remove',
    source: item.source,
    destination: item.destination,
    kind: item.kind,
    size: there.size ?? 0,
    reason: isForeign || isChanged ? 'removed-foreign' : 'removed',
    sentence: '',
    gone: { space: sourceFolder.space, path: [...sourceFolder.path, ...item.source] },
    to: { space, path, ...(id !== undefined && { id }), ...(parentId !== undefined && { parentId }) },
    expected: isChanged ? printOf(there) : expected,
  }
}

function keep({ source, kind, destinationPrint }: Lost, reason: Reason, sentence: string): Leave {
  return { do: 'leave', state: 'ignored', source, kind, size: destinationPrint?.size ?? 0, reason, sentence }
}
