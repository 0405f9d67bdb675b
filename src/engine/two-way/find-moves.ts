import { nameOf, parentOf, samePath, type Entry, type Place, type Storage } from '#platform'
import type { Move, Way } from '../action.ts'
import type { Print } from '../item.ts'
import { findEntry } from '../find-entry.ts'
import { printOf, samePrint } from '../print.ts'
import { hasAgreed, otherSide, printAt, type Agreement, type Side } from './agreement.ts'
import type { BothTerms } from './decide.ts'
import type { Pair } from './pair-up.ts'

export interface Finding {
  readonly storages: Readonly<Record<Side, Storage>>
  /** The job's two folders. */
  readonly places: Readonly<Record<Side, Place>>
  readonly both: BothTerms
  readonly signal: AbortSignal
  readonly isSimulation: boolean
  /** False for what could not be moved before: it is copied, and deleted where it was. */
  mayFollow(pair: Pair): boolean
  /** Items of which one of these was the id on that side when both sides last agreed. */
  withIds(side: Side, ids: readonly string[]): Promise<readonly Agreement[]>
}

/**
 * Finds what was renamed or moved on one side, by the id of what seems to be new there: it is gone from where it was, and the
 * other side still holds it there.
 */
export async function findMoves(pairs: readonly Pair[], finding: Finding): Promise<ReadonlyMap<Pair, Move>> {
  const moves = new Map<Pair, Move>()
  for (const pair of pairs) {
    const move = finding.mayFollow(pair) && respellingOf(pair, finding)
    if (move) moves.set(pair, move)
  }
  for (const side of ['source', 'destination'] as const) {
    const fresh = new Map<string, Pair>()
    for (const pair of pairs) {
      const id = entryAt(side, pair)?.id
      if (id !== undefined && !entryAt(otherSide[side], pair) && !pair.known && finding.mayFollow(pair))
        fresh.set(id, pair)
    }
    if (fresh.size === 0) continue
    for (const known of await finding.withIds(side, [...fresh.keys()])) {
      const pair = fresh.get(printAt(side, known)?.id ?? '')
      const move = pair && (await moveOf(pair, known, side, finding))
      if (move) moves.set(pair, move)
    }
  }
  for (const move of await findFollowed(pairs, finding)) moves.set(...move)
  return moves
}

/**
 * What both sides have moved alike by the ids of both: the other side had followed when a run broke off, or somebody did the
 * same on both. What both last agreed on is remembered where they lie now.
 */
async function findFollowed(pairs: readonly Pair[], finding: Finding): Promise<readonly (readonly [Pair, Move])[]> {
  if (finding.isSimulation) return []
  const alike = new Map<string, Pair>()
  for (const pair of pairs) {
    const { here, there, known } = pair
    if (here?.id !== undefined && there?.id !== undefined && !known && finding.mayFollow(pair)) alike.set(here.id, pair)
  }
  if (alike.size === 0) return []
  const moves: (readonly [Pair, Move])[] = []
  for (const known of await finding.withIds('source', [...alike.keys()])) {
    const pair = alike.get(known.sourcePrint.id ?? '')
    if (!pair?.there || pair.there.id !== known.destinationPrint?.id || pair.kind !== known.kind) continue
    if (!hasAgreed(known) || (await find('source', known, finding)) || (await find('destination', known, finding)))
      continue
    moves.push([pair, { ...moveTo(pair, known, pair.there, pair.atDestination, known.sourcePrint), isDone: true }])
  }
  return moves
}

/** The same name in another spelling, which the destination takes over. */
function respellingOf(pair: Pair, { storages }: Finding): Move | undefined {
  const { here, there, known } = pair
  if (!here || !there || !known || samePath(known.source, pair.source) || !storages.destination.move) return undefined
  const to = { ...pair.atDestination, path: [...parentOf(there.path), nameOf(here.path)] }
  const destination = [...parentOf(pair.destination), nameOf(here.path)]
  return moveTo({ ...pair, destination }, known, there, to, known.sourcePrint)
}

function moveTo(pair: Pair, known: Agreement, at: Entry, to: Place, print: Print, way?: Way): Move {
  return {
    do: 'move',
    ...(way && { way }),
    kind: pair.kind,
    source: pair.source,
    destination: pair.destination,
    size: (pair.here ?? pair.there)?.size ?? 0,
    reason: 'moved',
    sentence: '',
    at,
    to: { space: to.space, path: to.path, ...(to.parentId !== undefined && { parentId: to.parentId }) },
    print,
    was: pick(known),
  }
}

function pick({ source, destination, sourcePrint, destinationPrint }: Agreement): Move['was'] {
  return { source, destination, sourcePrint, ...(destinationPrint && { destinationPrint }) }
}

function entryAt(side: Side, { here, there }: Pair): Entry | undefined {
  return side === 'source' ? here : there
}

async function moveOf(pair: Pair, known: Agreement, side: Side, finding: Finding): Promise<Move | undefined> {
  const { storages, both } = finding
  const entry = entryAt(side, pair)
  const print = printAt(side, known)
  const other = otherSide[side]
  if (!entry || !print || !hasAgreed(known) || known.kind !== entry.kind || !storages[other].move) return undefined
  // Its archive is not what was renamed.
  if (known.packed) return undefined
  if (samePath(known.source, pair.source)) return undefined
  // Ids may be given again: a file must also be what it was.
  if (entry.kind === 'file' && !samePrint(print, printOf(entry), both.terms[side].facts.timePrecisionMs))
    return undefined
  if (await find(side, known, finding)) return undefined
  const at = await find(other, known, finding)
  const otherId = printAt(other, known)?.id
  if (!at || at.kind !== known.kind || (otherId !== undefined && at.id !== otherId)) return undefined
  const to = other === 'source' ? pair.atSource : pair.atDestination
  return moveTo(pair, known, at, to, printOf(entry), other === 'source' ? 'back' : undefined)
}

/** What lies on that side where the item was when both sides last agreed. */
async function find(side: Side, known: Agreement, { storages, places, signal }: Finding): Promise<Entry | undefined> {
  const { space, path } = places[side]
  const entry = await findEntry(storages[side], { space, path: [...path, ...known[side]] }, signal)
  // Where case is not told apart it may answer to a name that it has no more.
  return entry && nameOf(entry.path) === nameOf(known[side]) ? entry : undefined
}
