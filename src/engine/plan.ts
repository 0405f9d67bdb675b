import { nameOf, type Entry, type Name, type Path, type Place } from '#platform'
import type { Decision } from './action.ts'
import { claimNames, type Claim } from './claims.ts'
import type { Known } from './item.ts'
import { leave } from './leave.ts'
import { leaveOut, refusedContent } from './leave-out.ts'
import { placeBelow } from './place-below.ts'
import { planFile } from './plan-file.ts'
import { planSubfolder } from './plan-subfolder.ts'
import { chooseFrom, presentByKey, type Present } from './present.ts'
import type { Target } from './target.ts'
import type { Terms } from './terms.ts'
import { kindsDiffer, severalCalled } from './unclear.ts'

/** One folder whose direct children are known on both sides. */
export interface Folder {
  readonly source: readonly Entry[]
  /** `new`: the folder has just been made, or is yet to be made, so it holds nothing. */
  readonly destination: readonly Entry[] | 'new'
  /** What the job remembers of a child, by its name and kind at the source. */
  readonly known: (name: Name, kind: Entry['kind']) => Known | undefined
  /** Below the job's source folder. */
  readonly sourcePath: Path
  /** Where the folder lies in its space; an id saves look-ups. */
  readonly destinationFolder: Place
  /** Below the job's destination folder. */
  readonly destinationPath: Path
  /** Whether a child folder holds nothing to copy, where that is known already; asked when empty folders are left out. */
  readonly isEmpty?: (folder: Entry) => boolean | undefined
}

/**
 * What a one-way copy does with the direct children of one folder: one action per source entry, in their order. What lies
 * only at the destination is left alone. Pure: the same input gives the same plan.
 */
export function planFolder(folder: Folder, terms: Terms): readonly Decision[] {
  const filter = terms.filter?.within(folder.sourcePath)
  const left = folder.source.map((entry) => leaveOut(entry, folder, terms, filter))
  const wanted = folder.source.filter((_, at) => left[at] === undefined)
  const present = presentByKey(folder.destination, terms)
  const claims = claimNames(wanted, folder, terms.namer.within(folder.destinationFolder.path), terms)
  const planned = claims.map((claim) => planChild(claim, folder, present, terms)).values()
  return left.map((action) => action ?? planned.next().value).filter((action) => action !== undefined)
}

function planChild(claim: Claim, folder: Folder, present: Present, terms: Terms): Decision {
  const { entry, name } = claim
  if (name === undefined) return leave(entry, folder, 'flagged', claim.reason ?? 'invalid-name', claim.sentence)
  const refused = refusedContent(entry, name, folder, terms, claim)
  if (refused) return refused

  const there = chooseFrom(present.get(claim.key), claim.known)
  if (there === 'ambiguous') {
    return leave(entry, folder, 'flagged', 'conflict', severalCalled(name, terms.destination.title))
  }
  // What is there already is called as it is there, which may differ in case or form.
  const finalName = there === undefined ? name : nameOf(there.path)
  const target: Target = {
    entry,
    known: claim.known,
    source: [...folder.sourcePath, nameOf(entry.path)],
    destination: [...folder.destinationPath, finalName],
    to: placeBelow(folder.destinationFolder, finalName, there),
    isRevised: claim.isRevised,
    ...(claim.packed && { packed: claim.packed }),
    naming: claim,
    present: there,
  }
  if (there && there.kind !== entry.kind) {
    return leave(entry, folder, 'flagged', 'kind-differs', kindsDiffer(entry, there))
  }
  return entry.kind === 'folder' ? planSubfolder(target, folder, terms) : planFile(target, folder, terms)
}
