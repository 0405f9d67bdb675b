import { isStorageError, nameOf, parentOf, type Entry, type Name, type Storage } from '#platform'
import type { Copy, Leave } from '../action.ts'
import { sentenceOf } from '../failure.ts'
import { freeName, type Taken } from '../free-name.ts'
import { mustHalt } from '../halt.ts'
import { placeBelow } from '../place-below.ts'
import { quote } from '../quote.ts'
import type { Side } from './agreement.ts'
import { copy, decide, flag, type BothTerms } from './decide.ts'
import { pairUp, type BothFolder, type Pair } from './pair-up.ts'

interface Asiding {
  readonly folder: BothFolder
  readonly both: BothTerms
  readonly storages: Readonly<Record<Side, Storage>>
  readonly signal: AbortSignal
  /** Plans only. */
  readonly isSimulation: boolean
}

/**
 * Keeps both of two contents: what `loser` holds is renamed on its own side, by which nothing can be lost; then the other
 * content goes where it was, and it goes to the other side under its new name.
 */
export async function setAside(pair: Pair, loser: Side, asiding: Asiding): Promise<readonly (Copy | Leave)[]> {
  const { folder, both, storages, signal, isSimulation } = asiding
  const entry = loser === 'source' ? pair.here : pair.there
  const place = loser === 'source' ? pair.atSource : pair.atDestination
  const { move } = storages[loser]
  if (!entry) return []
  if (!move) {
    return [flag(pair, `Both sides changed it, and files cannot be renamed at the ${loser}, so nothing was replaced.`)]
  }
  const name = freeName(entry, takenIn(folder, both, loser))
  if (name === undefined) {
    return [flag(pair, 'Both sides changed it, and it has no room for another name, so nothing was replaced.')]
  }
  const sentence = `Both sides changed it; what the ${loser} held is kept as ${quote(name)}.`
  const to = { space: place.space, path: [...parentOf(place.path), name] }
  let moved: Entry = { ...entry, path: to.path }
  if (!isSimulation) {
    try {
      moved = await move(entry, to, { signal })
    } catch (error) {
      if (!isStorageError(error) || error.kind === 'rate-limited' || mustHalt(error)) throw error
      return [flag(pair, `Both sides changed it, and the ${loser}’s could not be renamed: ${sentenceOf(error)}`)]
    }
  }
  const way = loser === 'source' ? 'back' : undefined
  // Its place is empty by then, and the id that was there has gone with what was renamed.
  const own = nameOf(place.path)
  const emptied =
    loser === 'source'
      ? { here: undefined, atSource: placeBelow(folder.sourceFolder, own, undefined) }
      : { there: undefined, atDestination: placeBelow(folder.destinationFolder, own, undefined) }
  const winner = copy({ ...pair, ...emptied }, way, 'kept-both', both, undefined, sentence)
  return [winner, ...followAside(moved, loser, asiding, pair)].filter((action) => action.do !== 'forget')
}

function followAside(moved: Entry, loser: Side, { folder, both }: Asiding, { source }: Pair) {
  const alone = { ...folder, known: [], source: [], destination: [], [loser]: [moved] }
  const { pairs, left } = pairUp(alone, both.terms, both.back)
  const copies = pairs.map((pair) => decide(pair, both)).filter((action) => action.do === 'copy')
  const sentence = `It was ${quote(nameOf(source))} at the ${loser} until both sides changed that.`
  return [...left, ...copies.map((action) => ({ ...action, reason: 'set-aside' as const, sentence }))]
}

function takenIn({ source, destination, ...folder }: BothFolder, { terms, back }: BothTerms, loser: Side): Taken {
  const fold = (name: Name) => back.fold(terms.fold(name))
  const names = new Set([...source, ...destination].map(({ path }) => fold(nameOf(path))))
  const nameIn =
    loser === 'source' ? back.namer.within(folder.sourceFolder.path) : terms.namer.within(folder.destinationFolder.path)
  return { names, fold, nameIn }
}
