import type { Leave, Make, Move } from '#engine/action.ts'
import { makeFolders } from '#engine/make-folders.ts'
import { termsOf } from '#engine/terms.ts'
import type { Agreement } from '#engine/two-way/agreement.ts'
import type { Pair } from '#engine/two-way/pair-up.ts'
import { turnReceipt } from '#engine/two-way/turn.ts'
import { walkBoth, type FolderPair, type World } from '#engine/two-way/walk.ts'
import { isStorageError, showPath, StorageError, type Place } from '#platform'
import type { Backlog } from './backlog.ts'
import { handOver } from './hand-over.ts'
import { heedDecision } from './heed-decisions.ts'
import { folderKey, identityText } from './key.ts'
import type { Listing } from './listed.ts'
import { countHeld, knownByIds, knownIn, markRemoved, type Remembered } from './receipts.ts'
import type { Scene } from './scene.ts'
import type { Scope } from './scope.ts'
import { endsOf } from './ways.ts'

export interface BothHands {
  readonly listings: Readonly<Record<'source' | 'destination', Listing>>
  readonly backlog: Backlog
  readonly filter: Parameters<typeof termsOf>[0]['filter']
  readonly scope: Scope
  /** What is moved in this run, or could not be. */
  readonly moves: MovesOfRun
}

/** What a run knows of what was renamed or moved on one side. */
export class MovesOfRun {
  readonly #refused = new Set<string>()
  readonly #planned = new Map<string, Move>()
  readonly #movedAway = new Set<string>()

  refuse({ source, kind }: Move): void {
    this.#refused.add(identityText(source, kind))
  }

  /** A simulation moves nothing: it looks again, knowing this. */
  plan(move: Move): void {
    this.#planned.set(identityText(move.source, move.kind), move)
    this.#movedAway.add(identityText(move.was.source, move.kind))
  }

  mayFollow({ source, kind }: Pair): boolean {
    const text = identityText(source, kind)
    return !this.#refused.has(text) && !this.#planned.has(text)
  }

  planned({ source, kind }: Pair): Move | undefined {
    return this.#planned.get(identityText(source, kind))
  }

  isMovedAway({ source, kind }: Agreement): boolean {
    return this.#movedAway.has(identityText(source, kind))
  }
}

/** Looks at both sides of a job that goes both ways; gives what was renamed or moved, after which all is to be looked at again. */
export async function scanBoth(scene: Scene, root: FolderPair, hands: BothHands): Promise<readonly Move[]> {
  return walkBoth(root, worldOf(scene, hands))
}

/** A folder that is gone takes nothing with it on the other side: it may be a disk that is not mounted. */
export async function refuseLostRoot({ db, job, destination, places, titles, signal }: Scene): Promise<void> {
  const held = await countHeld(db, job.id)
  if (held === 0 || places.destination.path.length === 0) return
  try {
    await destination.stat(places.destination, { signal })
  } catch (error) {
    if (!isStorageError(error, 'not-found')) throw error
    const message = `${titles.destination} does not hold the folder “${showPath(places.destination.path)}” any more, where this job keeps ${held.toLocaleString('en-US')} items. Nothing was done. Bring it back, or add a new job.`
    throw new StorageError({ kind: 'not-found', advice: { do: 'stop' }, message, path: places.destination.path })
  }
}

function worldOf(scene: Scene, { listings, backlog, filter, moves, scope }: BothHands): World {
  const { db, job, run, signal, places, titles } = scene
  const ends = {
    source: { facts: scene.source.facts, title: titles.source },
    destination: { facts: scene.destination.facts, title: titles.destination },
  }
  const { options } = job
  return {
    storages: scene,
    places,
    both: {
      terms: termsOf({ ...ends, options, filter }),
      back: termsOf({ source: ends.destination, destination: ends.source, options, filter }),
    },
    signal,
    isSimulation: run.kind === 'simulation',
    mayFollow: (pair) => moves.mayFollow(pair),
    plannedMove: (pair) => moves.planned(pair),
    isMovedAway: (known) => moves.isMovedAway(known),
    heed: (decision, pair) => heedDecision(decision, pair, scope),
    withIds: (side, ids) => knownByIds(db, job.id, side, ids),
    children: (side, folder) => listings[side].children(folder),
    async remembered(folders) {
      const keys = folders.map((folder) => folderKey(folder))
      const known = await knownIn(db, job.id, keys)
      return keys.map((key) => (known.get(key) ?? []).filter(({ isGone, twin }) => !isGone && twin === undefined))
    },
    async note(action, known) {
      // What is tried again deletes nothing.
      if (action.do === 'remove') return run.retries === undefined ? backlog.remove(action) : undefined
      if (action.do === 'move') return backlog.plan(action)
      // What it was given is what was remembered.
      return handOver(scene, backlog, action, known as Remembered | undefined)
    },
    make: (action) => make(scene, backlog, action),
    async forget(known) {
      if (run.kind === 'run') await markRemoved(db, job.id, known)
    },
  }
}

/** Makes a folder on the side that lacks it, or plans it in a simulation. */
async function make(
  scene: Scene,
  backlog: Backlog,
  action: Make,
): Promise<{ readonly place: Place; readonly isNew: boolean } | Leave> {
  if (scene.run.kind === 'simulation') {
    await backlog.plan(action)
    return { place: action.to, isNew: true }
  }
  const { signal, clock } = scene
  const making = { ...endsOf(scene, action.way), signal, clock, concurrency: 1 }
  for await (const [receipt] of makeFolders([action], making)) {
    if (!receipt) continue
    await backlog.note(turnReceipt(receipt, action.way))
    const { source, kind, size, reason, sentence, state } = receipt
    if (state === 'flagged') return { do: 'leave', state, source, kind, size, reason, sentence }
    const id = receipt.destinationPrint?.id
    return { place: { ...action.to, ...(id !== undefined && { id }) }, isNew: reason !== 'already-there' }
  }
  throw new Error('A folder that was to be made has no receipt.')
}
