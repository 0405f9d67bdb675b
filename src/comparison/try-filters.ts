import type { FilterTrial } from '#api/contract/comparison.ts'
import type { Leave } from '#engine/action.ts'
import { leaveOut } from '#engine/leave-out.ts'
import { reasons } from '#engine/reason.ts'
import type { Terms } from '#engine/terms.ts'
import { parentOf, showPath, type Entry, type Place, type Storage } from '#platform'
import { sampleOf } from './sample.ts'

/** What a job with these terms would take of a folder of its source: by the rules of a run, which looks into no folder that is left out. */
export async function tryFilters(
  { storage, at }: { readonly storage: Storage; readonly at: Place },
  terms: Terms,
  signal: AbortSignal,
): Promise<FilterTrial> {
  const { entries, isCut } = await sampleOf(storage, at, signal, (folder) => leaveOf(folder, terms) === undefined)
  const trials = entries.map((entry) => {
    const left = leaveOf(entry, terms)
    return {
      path: showPath(entry.path),
      kind: entry.kind,
      isTaken: left === undefined,
      sentence: left ? left.sentence || sentenceOf(left) : '',
    }
  })
  const taken = trials.filter(({ isTaken }) => isTaken).length
  return { entries: trials, taken, leftOut: trials.length - taken, isCut }
}

function leaveOf(entry: Entry, terms: Terms): Leave | undefined {
  const sourcePath = parentOf(entry.path)
  return leaveOut(entry, { sourcePath }, terms, terms.filter?.within(sourcePath))
}

function sentenceOf({ reason }: Leave): string {
  const words: string = reasons[reason]
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
