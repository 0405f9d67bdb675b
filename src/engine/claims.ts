import { nameOf, samePath, parentOf, type Entry, type Name, type Path } from '#platform'
import type { Known } from './item.ts'
import type { NameIn } from './names.ts'
import { packingOf } from './packing.ts'
import { quote } from './quote.ts'
import type { Reason } from './reason.ts'
import type { Terms } from './terms.ts'

/** The name that a source entry is to have at the destination, or why it can have none. */
export interface Claim {
  readonly entry: Entry
  /** What the job remembers of it, where that still lies in this destination folder. */
  readonly known: Known | undefined
  /** Absent: flagged. */
  readonly name: Name | undefined
  /** Of the name as the destination tells names apart; the empty text without a name. */
  readonly key: string
  readonly isRevised: boolean
  /** The name is that of an archive that holds it. */
  readonly packed?: true
  readonly reason?: Reason
  readonly sentence: string
}

interface Folder {
  readonly known: (name: Name, kind: Entry['kind']) => Known | undefined
  /** Below the job's destination folder. */
  readonly destinationPath: Path
}

/** One claim per entry, in their order; no two that have a name have the same one. */
export function claimNames(entries: readonly Entry[], folder: Folder, nameIn: NameIn, terms: Terms): readonly Claim[] {
  const claims = entries.map((entry) => claimName(entry, folder, nameIn, terms))
  const holders = new Map<string, Claim>()
  const contested = new Set<string>()
  for (const claim of claims) {
    if (claim.name === undefined) continue
    const holder = holders.get(claim.key)
    if (holder === undefined) holders.set(claim.key, claim)
    else {
      contested.add(claim.key)
      if (comesBefore(claim, holder)) holders.set(claim.key, claim)
    }
  }
  if (contested.size === 0) return claims
  return claims.map((claim) => {
    const holder = holders.get(claim.key)
    return holder === undefined || holder === claim ? claim : collided(claim, holder)
  })
}

function claimName(entry: Entry, folder: Folder, nameIn: NameIn, terms: Terms): Claim {
  const own = nameOf(entry.path)
  const packing = entry.kind === 'file' ? packingOf(own, nameIn, terms) : undefined
  const known = stillKnown(folder.known(own, entry.kind), entry, folder.destinationPath, packing !== undefined)
  // A name that something of ours lies under is kept, also when the options would name it otherwise today.
  const earlier = known?.destinationPrint && nameOf(known.destination)
  if (earlier === own) return plain(entry, known, own, terms)
  const renaming = packing ?? nameIn(own)
  const packed = (earlier !== undefined && known?.packed) || (packing && true)
  if (earlier !== undefined && earlier !== renaming?.name) {
    const isRevised = terms.fold(earlier) !== terms.fold(own)
    const sentence = isRevised ? `${quote(own)} keeps the name ${quote(earlier)} that an earlier run gave it.` : ''
    return {
      entry,
      known,
      name: earlier,
      key: keyOf(earlier, entry.kind, terms),
      isRevised,
      ...(packed && { packed }),
      reason: packed ? 'packed' : 'renamed',
      sentence,
    }
  }
  if (!renaming) return plain(entry, known, own, terms)
  const { name, reason, sentence } = renaming
  const key = name === undefined ? '' : keyOf(name, entry.kind, terms)
  return { entry, known, name, key, isRevised: name !== undefined, ...(packed && { packed }), reason, sentence }
}

function plain(entry: Entry, known: Known | undefined, name: Name, terms: Terms): Claim {
  return { entry, known, name, key: keyOf(name, entry.kind, terms), isRevised: false, sentence: '' }
}

/** The archive of what lies there as it is, and may not be written so any more, is new. */
function stillKnown(
  known: Known | undefined,
  entry: Entry,
  destinationPath: Path,
  isToBePacked: boolean,
): Known | undefined {
  if (!known || known.kind !== entry.kind) return undefined
  if (isToBePacked && known.destinationPrint && !known.packed) return undefined
  return samePath(parentOf(known.destination), destinationPath) ? known : undefined
}

/** Equal for what cannot lie side by side at the destination. */
export function keyOf(name: Name, kind: Entry['kind'], { fold, destination }: Terms): string {
  if (!destination.facts.filesAndFoldersApart) return fold(name)
  return kind === 'folder' ? `folder ${fold(name)}` : `file ${fold(name)}`
}

/**
 * Whose claim to a name is better: of whom something lies there already; who needs no change; then the first in the order of
 * code units, so that the order of a listing decides nothing.
 */
function comesBefore(a: Claim, b: Claim): boolean {
  const byRank = rank(a) - rank(b)
  if (byRank !== 0) return byRank < 0
  const [nameA, nameB] = [nameOf(a.entry.path), nameOf(b.entry.path)]
  if (nameA !== nameB) return nameA < nameB
  if (a.entry.kind !== b.entry.kind) return a.entry.kind < b.entry.kind
  return (a.entry.id ?? '') < (b.entry.id ?? '')
}

function rank({ entry, known, isRevised }: Claim): number {
  if (!known?.destinationPrint) return isRevised ? 3 : 2
  return known.sourcePrint.id === entry.id ? 0 : 1
}

function collided(claim: Claim, holder: Claim): Claim {
  const [own, other] = [quote(nameOf(claim.entry.path)), quote(nameOf(holder.entry.path))]
  const what =
    own === other
      ? `Two entries are called ${own}`
      : `${own} and ${other} would both become ${quote(holder.name ?? '')}`
  const sentence = `${what} at the destination; only ${own === other ? 'one of them' : other} was taken. Rename one of them at the source.`
  return {
    entry: claim.entry,
    known: claim.known,
    name: undefined,
    key: '',
    isRevised: false,
    reason: 'collision',
    sentence,
  }
}
