import { nameOf, parentOf, samePath, type Entry, type Name, type Path, type Place } from '#platform'
import type { Leave } from '../action.ts'
import { claimNames, keyOf, type Claim } from '../claims.ts'
import { leave } from '../leave.ts'
import { leaveOut } from '../leave-out.ts'
import { placeBelow } from '../place-below.ts'
import { chooseFrom, presentByKey, type Present } from '../present.ts'
import { quote } from '../quote.ts'
import type { Terms } from '../terms.ts'
import { kindsDiffer, severalCalled } from '../unclear.ts'
import { hasAgreed, type Agreement } from './agreement.ts'
import { turnWords } from './turn.ts'

/** One item of both sides: what lies there, and what did when they last agreed. Paths are below the job's two folders. */
export interface Pair {
  readonly kind: 'file' | 'folder'
  readonly source: Path
  readonly destination: Path
  /** At the source. */
  readonly here: Entry | undefined
  /** At the destination. */
  readonly there: Entry | undefined
  /** Under another path where one side has only spelled the name in another way. */
  readonly known: Agreement | undefined
  /** Where it lies, or would lie. */
  readonly atSource: Place
  readonly atDestination: Place
  readonly naming: Pick<Claim, 'isRevised' | 'reason' | 'sentence'>
}

/** One folder of both sides with its direct children. */
export interface BothFolder {
  readonly source: readonly Entry[]
  readonly destination: readonly Entry[]
  /** What the job remembers of its children, by their paths at the source. */
  readonly known: readonly Agreement[]
  readonly sourcePath: Path
  readonly destinationPath: Path
  readonly sourceFolder: Place
  readonly destinationFolder: Place
}

export interface Pairs {
  readonly pairs: readonly Pair[]
  /** What a rule leaves out on either side, and what cannot be told apart. */
  readonly left: readonly Leave[]
}

const plain: Pair['naming'] = { isRevised: false, sentence: '' }

/**
 * Finds what belongs together in one folder of both sides: by what the job remembers, else by the name that an entry has, or
 * would have, on the other side. `back` are the terms of the way back. Pure.
 */
export function pairUp(folder: BothFolder, terms: Terms, back: Terms): Pairs {
  const pairing = beginPairing(folder, terms, back)
  pairWhatIsHere(pairing)
  pairWhatIsLost(pairing)
  pairWhatIsNewThere(pairing)
  return { pairs: pairing.pairs, left: tellApart(pairing) }
}

interface Pairing {
  readonly folder: BothFolder
  readonly terms: Terms
  readonly back: Terms
  readonly known: (name: Name, kind: Entry['kind']) => Agreement | undefined
  /** Of the destination, by key. */
  readonly present: Present
  /** What a rule leaves out, on each side. */
  readonly ruledHere: ReadonlyMap<Entry, Leave>
  readonly ruledThere: ReadonlyMap<Entry, Leave>
  readonly atSource: ReadonlySet<string>
  readonly pairs: Pair[]
  readonly left: Leave[]
  /** Of the destination: what belongs to something by now. */
  readonly taken: Set<Entry>
  /** What the job remembers under another spelling. */
  readonly adopted: Set<Agreement>
}

function beginPairing(folder: BothFolder, terms: Terms, back: Terms): Pairing {
  const known = byName(folder.known)
  const ruled = { sourcePath: folder.sourcePath, known }
  const filter = terms.filter?.within(folder.sourcePath)
  return {
    folder,
    terms,
    back,
    known,
    present: presentByKey(folder.destination, terms),
    ruledHere: rulesOf(folder.source, (entry) => leaveOut(entry, ruled, terms, filter)),
    ruledThere: rulesOf(folder.destination, (entry) => leaveOut(entry, ruled, back, filter)),
    atSource: new Set(folder.source.map((entry) => lineOf(nameOf(entry.path), entry.kind))),
    pairs: [],
    left: [],
    taken: new Set(),
    adopted: new Set(),
  }
}

function pairWhatIsHere(pairing: Pairing): void {
  const { folder, terms, known, present, ruledHere, ruledThere, pairs, left, taken } = pairing
  for (const [entry, rule] of ruledHere) {
    left.push(rule)
    const own = nameOf(entry.path)
    take(pairing, keyOf(nameOf(known(own, entry.kind)?.destination ?? [own]), entry.kind, terms))
  }
  const wanted = folder.source.filter((entry) => !ruledHere.has(entry))
  const nameIn = terms.namer.within(folder.destinationFolder.path)
  for (const claim of claimNames(wanted, { known, destinationPath: folder.destinationPath }, nameIn, terms)) {
    const { entry, name } = claim
    const own = nameOf(entry.path)
    if (name === undefined) {
      left.push(leave(entry, folder, 'flagged', claim.reason ?? 'invalid-name', claim.sentence))
      continue
    }
    const there = chooseFrom(present.get(claim.key), claim.known)
    if (claim.packed) {
      take(pairing, claim.key)
      left.push(leave(entry, folder, 'flagged', 'restricted-type', staysPacked(name, terms)))
    } else if (there === 'ambiguous') {
      take(pairing, claim.key)
      left.push(leave(entry, folder, 'flagged', 'conflict', severalCalled(name, terms.destination.title)))
    } else if (there && there.kind !== entry.kind) {
      // What one side has put in the place of what both had: that goes first, and the next run brings the other.
      if (hasAgreed(known(own, entry.kind))) {
        take(pairing, claim.key)
        pairs.push(pairOf(claim, name, undefined, pairing))
      } else if (!hasAgreed(known(own, there.kind))) {
        take(pairing, claim.key)
        left.push(leave(entry, folder, 'flagged', 'kind-differs', kindsDiffer(entry, there)))
      }
    } else {
      if (there) taken.add(there)
      const rule = there && ruledThere.get(there)
      if (rule) left.push({ ...rule, source: [...folder.sourcePath, own] })
      else pairs.push(pairOf(claim, there ? nameOf(there.path) : name, there, pairing))
    }
  }
}

function pairOf(claim: Claim, name: Name, there: Entry | undefined, pairing: Pairing): Pair {
  const { folder, known } = pairing
  const { entry } = claim
  const own = nameOf(entry.path)
  return {
    kind: entry.kind === 'folder' ? 'folder' : 'file',
    source: [...folder.sourcePath, own],
    destination: [...folder.destinationPath, name],
    here: entry,
    there,
    known: known(own, entry.kind) ?? adopt(entry, there, pairing),
    atSource: entry,
    atDestination: placeBelow(folder.destinationFolder, name, there),
    naming: claim,
  }
}

/** Where case is not told apart, what is new in one spelling may be what both had in another. */
function adopt({ kind }: Entry, there: Entry | undefined, pairing: Pairing): Agreement | undefined {
  if (!there) return undefined
  const { folder, atSource, adopted } = pairing
  const path = [...folder.destinationPath, nameOf(there.path)]
  const known = folder.known.find(
    (one) =>
      one.kind === kind &&
      hasAgreed(one) &&
      !atSource.has(lineOf(nameOf(one.source), kind)) &&
      samePath(one.destination, path),
  )
  if (known) adopted.add(known)
  return known
}

/** What both had and the source has no more. */
function pairWhatIsLost(pairing: Pairing): void {
  const { folder, terms, present, ruledThere, atSource, pairs, left, taken, adopted } = pairing
  for (const lost of folder.known) {
    const [own, other] = [nameOf(lost.source), nameOf(lost.destination)]
    if (lost.kind === 'other' || adopted.has(lost) || atSource.has(lineOf(own, lost.kind))) continue
    const isParallel = samePath(parentOf(lost.destination), folder.destinationPath)
    const found = isParallel ? chooseFrom(present.get(keyOf(other, lost.kind, terms)), lost) : undefined
    if (found === 'ambiguous') {
      take(pairing, keyOf(other, lost.kind, terms))
      left.push({
        ...lineFor(lost),
        state: 'flagged',
        reason: 'kept-unsure',
        sentence: severalCalled(other, terms.destination.title),
      })
      continue
    }
    const there = found?.kind === lost.kind && !taken.has(found) ? found : undefined
    if (there) taken.add(there)
    const rule = there && ruledThere.get(there)
    if (rule) {
      left.push({ ...rule, source: lost.source })
      continue
    }
    if (there && lost.packed) {
      const sentence = staysPacked(other, terms)
      left.push({ ...lineFor(lost), state: 'flagged', reason: 'restricted-type', sentence })
      continue
    }
    pairs.push({
      kind: lost.kind,
      source: lost.source,
      destination: lost.destination,
      here: undefined,
      there,
      known: lost,
      atSource: placeBelow(folder.sourceFolder, own, undefined),
      atDestination: there ?? placeBelow(folder.destinationFolder, other, undefined),
      naming: plain,
    })
  }
}

/** The archive of a run that went one way is not the file in it: neither goes over the other. */
function staysPacked(archive: Name, { destination }: Terms): string {
  return `${destination.title} holds it in the archive ${quote(archive)} of an earlier run, which cannot be kept in step with the file in it. Nothing was replaced.`
}

/** What only the destination has, and the job does not know. */
function pairWhatIsNewThere({ folder, terms, back, ruledThere, pairs, left, taken }: Pairing): void {
  const { sourcePath, destinationPath, sourceFolder } = folder
  const fresh = folder.destination.filter((entry) => !taken.has(entry))
  for (const entry of fresh) {
    const rule = ruledThere.get(entry)
    if (rule) left.push(rule)
  }
  const here = presentByKey(folder.source, back)
  const nameBack = back.namer.within(sourceFolder.path)
  const unruled = fresh.filter((entry) => !ruledThere.has(entry))
  for (const claim of claimNames(unruled, { known: () => undefined, destinationPath: sourcePath }, nameBack, back)) {
    const { entry, name } = claim
    if (name === undefined) {
      left.push(leave(entry, folder, 'flagged', claim.reason ?? 'invalid-name', turnWords(claim.sentence)))
    } else if (here.has(claim.key)) {
      const sentence = `${terms.destination.title} holds ${quote(nameOf(entry.path))}, which would become ${quote(name)} at the source, where something else has that name. Rename one of them.`
      left.push(leave(entry, folder, 'flagged', 'collision', sentence))
    } else if (entry.kind !== 'other') {
      pairs.push({
        kind: entry.kind,
        source: [...sourcePath, name],
        destination: [...destinationPath, nameOf(entry.path)],
        here: undefined,
        there: entry,
        known: undefined,
        atSource: placeBelow(sourceFolder, name, undefined),
        atDestination: entry,
        naming: { ...claim, sentence: turnWords(claim.sentence) },
      })
    }
  }
}

function take({ present, taken }: Pairing, key: string): void {
  for (const entry of [present.get(key) ?? []].flat()) taken.add(entry)
}

/** Numbers the second, third, … of one name and kind. */
function tellApart({ pairs, left }: Pairing): readonly Leave[] {
  const seen = new Map(pairs.map(({ source, kind }) => [lineOf(nameOf(source), kind), 1]))
  return left.map((line) => {
    const key = lineOf(nameOf(line.source), line.kind)
    const twin = seen.get(key) ?? 0
    seen.set(key, twin + 1)
    return twin === 0 ? line : { ...line, twin }
  })
}

function rulesOf(entries: readonly Entry[], ruleFor: (entry: Entry) => Leave | undefined): Map<Entry, Leave> {
  const rules = new Map<Entry, Leave>()
  for (const entry of entries) {
    const rule = ruleFor(entry)
    if (rule) rules.set(entry, rule)
  }
  return rules
}

function byName(known: readonly Agreement[]) {
  const lines = new Map(known.map((one) => [lineOf(nameOf(one.source), one.kind), one]))
  return (name: Name, kind: Entry['kind']) => lines.get(lineOf(name, kind))
}

/** No name holds a NUL. */
function lineOf(name: Name, kind: Entry['kind']): string {
  return `${kind}\0${name}`
}

function lineFor({ source, kind, destinationPrint }: Agreement) {
  return { do: 'leave', source, kind, size: destinationPrint?.size ?? 0 } as const
}
