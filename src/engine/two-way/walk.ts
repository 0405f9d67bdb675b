import { nameOf, type Entry, type Path, type Place } from '#platform'
import type { Copy, Keep, Leave, Make, Move, Remove } from '../action.ts'
import { sentenceOf } from '../failure.ts'
import { leaveBelow } from '../leave-below.ts'
import { orFailure, type Listed } from '../or-failure.ts'
import { quotePath } from '../quote.ts'
import type { Print } from '../item.ts'
import { hasAgreed, otherSide, type Agreement, type Side } from './agreement.ts'
import { decide, keepLost, make, remove, repeatsDeletions, type BothDecision } from './decide.ts'
import { findMoves, type Finding } from './find-moves.ts'
import { pairUp, type BothFolder, type Pair } from './pair-up.ts'
import { setAside } from './set-aside.ts'

/** A folder of both sides, still to be looked into. Paths are below the job's two folders. */
export interface FolderPair {
  readonly source: Path
  readonly from: Place
  readonly destination: Path
  readonly to: Place
  /** The side that holds nothing of it, because it has just been made there or is yet to be. */
  readonly isNewAt?: Side
  /** What becomes of the folder itself, noted when both sides were listed; absent for the job's own. */
  readonly action?: Keep | Make
  readonly known?: Agreement | undefined
}

/** What looking at both sides needs of the run that it is part of. */
export interface World extends Finding {
  /** The direct children of a folder, as the scan lists them. */
  children(side: Side, folder: Place): Promise<readonly Entry[]>
  /** What the job remembers of the children of these folders, in their order. */
  remembered(folders: readonly Path[]): Promise<readonly (readonly Agreement[])[]>
  /** What is known to be moved already and only to be planned: for simulations, which move nothing. By `was.source`. */
  plannedMove(pair: Pair): Move | undefined
  isMovedAway(known: Agreement): boolean
  /** The decision as it is after what a person has decided about the item. */
  heed(decision: BothDecision, pair: Pair): BothDecision
  /** Notes a decision, or plans it for the workers. */
  note(action: Copy | Keep | Leave | Remove | Move, known?: Agreement): Promise<void>
  /** Makes a folder. Gives where it is then, or that it is left. */
  make(action: Make): Promise<{ readonly place: Place; readonly isNew: boolean } | Leave>
  /** Neither side holds these any more. */
  forget(known: readonly Agreement[]): Promise<void>
}

/** Folders looked at side by side: enough to hide the latency of a remote listing, few enough to keep memory small. */
const foldersAtOnce = 16

/** A pair in its folder. */
interface Found {
  readonly pair: Pair
  readonly inside: BothFolder
}

/**
 * Looks at both sides, folder by folder, and decides about every entry of either. Gives what was renamed or moved, where there
 * is such: it is to be repeated on the other side, and then everything is to be looked at again.
 */
export async function walkBoth(root: FolderPair, world: World): Promise<readonly Move[]> {
  const moves: Move[] = []
  const later: Found[] = []
  const stack: FolderPair[] = [root]
  while (stack.length > 0) {
    world.signal.throwIfAborted()
    const folders = stack.splice(-foldersAtOnce)
    const known = await world.remembered(folders.map(({ source }) => source))
    const below = await Promise.all(
      folders.map((folder, at) => visit(folder, known[at] ?? [], { world, later, moves })),
    )
    for (const some of below) for (const folder of some) stack.push(folder)
    if (stack.length > 0) continue
    if (moves.length > 0 && !world.isSimulation) return moves
    for (const { pair, inside } of later.splice(0)) {
      for (const folder of await act(pair, world.heed(decide(pair, world.both), pair), inside, world))
        stack.push(folder)
    }
  }
  return moves
}

interface Walking {
  readonly world: World
  /** Decided last, when it is certain that nothing of it was moved elsewhere. */
  readonly later: Found[]
  readonly moves: Move[]
}

async function visit(
  folder: FolderPair,
  known: readonly Agreement[],
  walking: Walking,
): Promise<readonly FolderPair[]> {
  const { world, later, moves } = walking
  const { both } = world
  const here = await childrenOf(folder, 'source', world)
  const there = await childrenOf(folder, 'destination', world)
  if (!here.entries || !there.entries) return leaveFolder(folder, here, there, world)
  if (folder.action?.do === 'keep') await world.note(folder.action, folder.known)
  const inside = insideOf(folder, here.entries, there.entries, known, world)
  const { pairs, left } = pairUp(inside, both.terms, both.back)
  for (const action of left) await world.note(action)
  const found = await findMoves(pairs, world)

  const below: FolderPair[] = []
  for (const pair of pairs) {
    const planned = world.plannedMove(pair)
    if (planned) await world.note(planned)
    const move = planned ? undefined : found.get(pair)
    if (move) moves.push(move)
    if (planned || move) continue
    const action = world.heed(decide(pair, both), pair)
    if (isUnsure(pair, action)) later.push({ pair, inside })
    else below.push(...(await act(pair, action, inside, world)))
  }
  return below
}

/** Something else may be what both had: it may turn up in another place. */
function isUnsure({ here, there, known }: Pair, action: BothDecision): boolean {
  if (action.do === 'lose' || action.do === 'forget' || (action.do === 'copy' && action.reason === 'restored'))
    return true
  if (action.do === 'keep' || !hasAgreed(known)) return false
  return isOther(here, known.sourcePrint) || isOther(there, known.destinationPrint)
}

function isOther(entry: Entry | undefined, { id }: Print): boolean {
  return entry?.id !== undefined && id !== undefined && entry.id !== id
}

/** Carries out a decision, as far as that is the scan's, and gives the folders to look into next. */
async function act(pair: Pair, action: BothDecision, inside: BothFolder, world: World): Promise<readonly FolderPair[]> {
  switch (action.do) {
    case 'keep':
      if (pair.kind === 'folder') return [foundIn(pair, action)]
      await world.note(action, pair.known)
      return []
    case 'make':
      return makeFolder(pair, action, world)
    case 'set-aside':
      for (const one of await setAside(pair, action.loser, { folder: inside, ...world })) await world.note(one)
      return []
    case 'lose':
      return settle(await look(pair, action.gone, world), world)
    case 'forget':
      if (pair.known) await world.forget([pair.known])
      return []
    default:
      await world.note(action)
      return []
  }
}

function insideOf(
  { source, destination, from, to }: Pick<FolderPair, 'source' | 'destination' | 'from' | 'to'>,
  here: readonly Entry[],
  there: readonly Entry[],
  known: readonly Agreement[],
  world: World,
): BothFolder {
  const away = known.filter((one) => world.isMovedAway(one))
  const isAt = (side: Side, { kind, path }: Entry) =>
    away.some((one) => one.kind === kind && nameOf(one[side]) === nameOf(path))
  return {
    source: away.length === 0 ? here : here.filter((entry) => !isAt('source', entry)),
    destination: away.length === 0 ? there : there.filter((entry) => !isAt('destination', entry)),
    known: away.length === 0 ? known : known.filter((one) => !away.includes(one)),
    sourcePath: source,
    destinationPath: destination,
    sourceFolder: from,
    destinationFolder: to,
  }
}

function foundIn(pair: Pair, action: Keep): FolderPair {
  const { source, destination, atSource, atDestination, known } = pair
  return { source, from: atSource, destination, to: atDestination, action, known }
}

/** Makes the folder on the side that lacks it, and gives it to be looked into. */
async function makeFolder(pair: Pair, action: Make, world: World): Promise<readonly FolderPair[]> {
  const { source, destination, atSource, atDestination } = pair
  const side: Side = action.way === 'back' ? 'source' : 'destination'
  const made = await world.make(action)
  if ('state' in made) {
    await leaveInside(pair, side, made, world)
    return []
  }
  const { place, isNew } = made
  const ends = side === 'source' ? { from: place, to: atDestination } : { from: atSource, to: place }
  return [{ source, destination, ...ends, ...(isNew && { isNewAt: side }) }]
}

/** What is in a folder that could not be made is left with it. */
async function leaveInside(pair: Pair, lacking: Side, above: Leave, world: World): Promise<void> {
  const { terms, back } = world.both
  const [side, ruled] = lacking === 'source' ? (['destination', back] as const) : (['source', terms] as const)
  const place = side === 'source' ? pair.atSource : pair.atDestination
  const listed = await orFailure(world.children(side, place))
  for (const action of leaveBelow(above, listed.entries ?? [], ruled)) {
    await world.note(action)
    const entry = listed.entries?.find(({ path }) => path.at(-1) === action.source.at(-1))
    if (action.kind === 'folder' && action.state === 'flagged' && entry) {
      const inner = { ...pair, source: action.source, atSource: entry, atDestination: entry }
      await leaveInside(inner, lacking, action, world)
    }
  }
}

async function childrenOf(folder: FolderPair, side: Side, world: World): Promise<Listed> {
  if (folder.isNewAt === side) return { entries: [] }
  return orFailure(world.children(side, side === 'source' ? folder.from : folder.to))
}

/** Nothing is known of a folder that one side does not list, so nothing in it is touched. */
async function leaveFolder(
  folder: FolderPair,
  here: Listed,
  there: Listed,
  world: World,
): Promise<readonly FolderPair[]> {
  const failure = here.failure ?? there.failure
  if (!folder.action && failure) throw failure
  const sentence = `${sentenceOf(failure)} Nothing inside ${quotePath(folder.source)} was touched.`
  const { source } = folder
  await world.note({ do: 'leave', state: 'flagged', source, kind: 'folder', size: 0, reason: 'unreadable', sentence })
  return []
}

/** A folder that one side holds no more, with what is to become of what the other side still has in it. */
interface Lost {
  readonly pair: Pair
  readonly gone: Side
  /** Nothing in it stays: the folder follows. */
  readonly isEmptied: boolean
  /** What the side that lost it gets again, because it was changed or added on the other side. */
  readonly copies: readonly Copy[]
  readonly fresh: readonly { readonly pair: Pair; readonly action: Make }[]
  readonly folders: readonly Lost[]
}

/** Looks into a lost folder, deepest first. What was not changed in it is deleted; the rest is told. */
async function look(pair: Pair, gone: Side, world: World): Promise<Lost> {
  const { both } = world
  const { source, destination, atSource, atDestination } = pair
  const side = otherSide[gone]
  const listed = await orFailure(world.children(side, side === 'source' ? atSource : atDestination))
  if (!listed.entries) {
    const sentence = sentenceOf(listed.failure)
    await world.note({ do: 'leave', state: 'flagged', source, kind: 'folder', size: 0, reason: 'unreadable', sentence })
    return { pair, gone, isEmptied: false, copies: [], fresh: [], folders: [] }
  }
  const [known = []] = await world.remembered([source])
  const [here, there] = gone === 'source' ? [[], listed.entries] : [listed.entries, []]
  const folder = { source, destination, from: atSource, to: atDestination }
  const inside = insideOf(folder, here, there, known, world)
  const { pairs, left } = pairUp(inside, both.terms, both.back)
  for (const action of left) await world.note(action)
  let isEmptied = left.length === 0
  const copies: Copy[] = []
  const fresh: { pair: Pair; action: Make }[] = []
  const folders: Lost[] = []
  for (const pair of pairs) {
    const action = world.heed(decide(pair, both), pair)
    if (action.do === 'forget') {
      if (pair.known) await world.forget([pair.known])
    } else if (action.do === 'lose') {
      folders.push(await look(pair, gone, world))
    } else if (action.do === 'copy') copies.push(action)
    else if (action.do === 'make') fresh.push({ pair, action })
    else if (action.do === 'remove') await world.note(action)
    else if (action.do === 'leave') {
      isEmptied = false
      await world.note(action)
    }
  }
  isEmptied &&= copies.length + fresh.length === 0 && folders.every((one) => one.isEmptied)
  const lost = { pair, gone, isEmptied, copies, fresh, folders }
  if (isEmptied && pair.known && repeatsDeletions(both.terms.options, gone)) {
    await world.note(remove(pair, pair.known, gone))
  } else if (!survives(lost)) await world.note(keepLost(pair, gone))
  return lost
}

/** Makes the lost folder again where something in it must go back, and gives the folders that are new in it. */
async function settle(lost: Lost, world: World): Promise<readonly FolderPair[]> {
  if (!survives(lost)) return []
  const way = lost.gone === 'source' ? 'back' : undefined
  const action = make(lost.pair, way, 'restored')
  if (action.do !== 'make') return []
  const made = await world.make(action)
  if ('state' in made) {
    await leaveInside(lost.pair, lost.gone, made, world)
    return []
  }
  for (const copy of lost.copies) await world.note(copy)
  const below: FolderPair[] = []
  for (const { pair, action: each } of lost.fresh) below.push(...(await makeFolder(pair, each, world)))
  for (const folder of lost.folders) below.push(...(await settle(folder, world)))
  return below
}

function survives({ copies, fresh, folders }: Lost): boolean {
  return copies.length + fresh.length > 0 || folders.some(survives)
}
