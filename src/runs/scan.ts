import type { Kysely } from 'kysely'
import type { Action, Make } from '#engine/action.ts'
import { makeFolders } from '#engine/make-folders.ts'
import { planFolder } from '#engine/plan.ts'
import type { Receipt } from '#engine/receipt.ts'
import { termsOf, type Terms } from '#engine/terms.ts'
import { child, isStorageError, nameOf, type Entry, type Path, type Place } from '#platform'
import { Backlog } from './backlog.ts'
import { folderKey } from './key.ts'
import { openListing, type Listing } from './listed.ts'
import { hasItems, knownIn, markGone, type Remembered } from './receipts.ts'
import type { Scene } from './scene.ts'

/** A folder of both sides, still to be looked into; paths are below the job's two folders. */
interface Folder {
  readonly source: Path
  readonly from: Place
  readonly destination: Path
  readonly to: Place
  /** Nothing of it is at the destination yet. */
  readonly isNew: boolean
  /** How it comes to be there; absent when it is there already. */
  readonly make?: Make
}

interface Hands {
  readonly sources: Listing
  readonly destinations: Listing
  readonly backlog: Backlog
  readonly terms: Terms
  /** By `folderKey`. */
  readonly known: ReadonlyMap<string, readonly Remembered[]>
}

/** Folders looked at side by side: enough to hide the latency of a remote listing, few enough to keep memory small. */
const foldersAtOnce = 16

/**
 * Looks at both sides, folder by folder, decides about every entry and hands the copies over in batches as they are
 * found. Folders are made on the way, so that every batch finds its folders there. Throws what stops the whole run.
 */
export async function scan(scene: Scene, send: (db: Kysely<unknown>, seq: number) => Promise<void>): Promise<void> {
  const { db, job, run, signal } = scene
  const root = await rootOf(scene)
  const backlog = new Backlog(scene, send)
  const sources = await openListing(scene, 'source', root.from)
  const destinations = root.isNew ? noListing : await openListing(scene, 'destination', root.to)
  const terms = termsFor(scene)
  const isFirst = !(await hasItems(db, job.id))
  try {
    const stack: Folder[] = [root]
    while (stack.length > 0) {
      signal.throwIfAborted()
      const folders = stack.splice(-foldersAtOnce)
      const keys = folders.map((folder) => folderKey(folder.source))
      const known = isFirst ? new Map<string, Remembered[]>() : await knownIn(db, job.id, keys)
      const hands: Hands = { sources, destinations, backlog, terms, known }
      const below = await Promise.all(folders.map((folder) => visit(scene, folder, hands)))
      stack.push(...below.flat())
    }
    await backlog.flush()
    scene.log.info({ run: run.id }, 'scan-finished')
  } finally {
    await sources.close()
    await destinations.close()
  }
}

function termsFor({ source, destination, titles, job }: Scene): Terms {
  return termsOf({
    source: { facts: source.facts, title: titles.source },
    destination: { facts: destination.facts, title: titles.destination },
    options: job.options,
  })
}

const noListing: Listing = { children: async () => [], close: async () => undefined }

/** The job's two folders. The destination is made, with those above it, unless this is a simulation. */
async function rootOf(scene: Scene): Promise<Folder> {
  const { destination, signal, run } = scene
  const { source: from, destination: to } = scene.places
  if (run.kind === 'run' && to.path.length > 0 && destination.makeFolder) {
    const { folder, isNew } = await destination.makeFolder(to, { signal })
    return { source: [], from, destination: [], to: folder, isNew }
  }
  try {
    const folder = to.path.length === 0 ? to : await destination.stat(to, { signal })
    return { source: [], from, destination: [], to: folder, isNew: false }
  } catch (error) {
    if (isStorageError(error, 'not-found')) return { source: [], from, destination: [], to, isNew: true }
    throw error
  }
}

/** Decides about the children of one folder and gives the folders among them that are to be looked into. */
async function visit(scene: Scene, folder: Folder, hands: Hands): Promise<readonly Folder[]> {
  const { job, run } = scene
  const children = await childrenOf(scene, folder, hands)
  if (!children) return []
  if (folder.make && children.length === 0 && job.options.emptyFolders === 'skip') {
    await leave(scene, hands.backlog, {
      ...folder.make,
      do: 'leave',
      state: 'ignored',
      reason: 'empty-folder',
      sentence: '',
    })
    return []
  }
  const there = folder.make ? await carryOutMake(scene, folder, hands.backlog) : folder
  if (!there) return []
  const remembered = hands.known.get(folderKey(folder.source)) ?? []
  if (run.kind === 'run') await markGone(scene.db, job.id, goneAmong(remembered, children))
  const known = new Map(remembered.map((item) => [nameOf(item.source), item]))
  const actions = planFolder(
    {
      source: children,
      destination: there.isNew ? 'new' : await hands.destinations.children(there.to),
      known: (name) => known.get(name),
      sourcePath: folder.source,
      destinationFolder: there.to,
      destinationPath: folder.destination,
    },
    hands.terms,
  )
  const byName = new Map(
    children.filter((entry) => entry.kind === 'folder').map((entry) => [nameOf(entry.path), entry]),
  )
  const below: Folder[] = []
  for (const action of actions) {
    const next = folderOf(action, byName.get(nameOf(action.source)), there.to)
    if (next) below.push(next)
    await settle(scene, hands.backlog, action, known.get(nameOf(action.source)))
  }
  return below
}

/** The entries of a source folder. One that cannot be read is flagged, and what is below it waits for a later run. */
async function childrenOf(
  scene: Scene,
  folder: Folder,
  { sources, backlog }: Hands,
): Promise<readonly Entry[] | undefined> {
  try {
    return await sources.children(folder.from)
  } catch (error) {
    if (!isStorageError(error) || error.advice.do !== 'skip-this' || folder.source.length === 0) throw error
    const sentence = `${error.message} What is inside it was not looked at.`
    await leave(scene, backlog, {
      do: 'leave',
      source: folder.source,
      kind: 'folder',
      size: 0,
      state: 'flagged',
      reason: 'unreadable',
      sentence,
    })
    return undefined
  }
}

async function carryOutMake(scene: Scene, folder: Folder, backlog: Backlog): Promise<Folder | undefined> {
  const { make } = folder
  if (!make) return folder
  if (scene.run.kind === 'simulation') {
    await backlog.plan(make)
    return folder
  }
  let to: Folder | undefined
  for await (const receipts of makeFolders([make], { ...scene, concurrency: 1 })) {
    for (const receipt of receipts) {
      await backlog.note(receipt)
      if (receipt.state === 'flagged') continue
      const id = receipt.destinationPrint?.id
      const place = { ...folder.to, ...(id !== undefined && { id }) }
      to = { ...folder, to: place, isNew: receipt.reason !== 'already-there' }
    }
  }
  return to
}

/** Makes what was decided so, or hands it over. */
async function settle(scene: Scene, backlog: Backlog, action: Action, known: Remembered | undefined): Promise<void> {
  if (action.do === 'copy') return backlog.plan(action)
  // Folders are made, and counted, when they are looked into.
  if (action.do === 'make') return
  if (action.do === 'leave') return leave(scene, backlog, action)
  if (known?.run === scene.run.id) return backlog.countAgain(known, action.kind)
  if (action.reason === 'unchanged' || scene.run.kind === 'simulation') return backlog.count(action)
  await backlog.note({ ...receiptOf(scene, action), state: action.isRevised ? 'revised' : 'succeeded' })
}

async function leave(scene: Scene, backlog: Backlog, action: Extract<Action, { do: 'leave' }>): Promise<void> {
  if (scene.run.kind === 'run') return backlog.note({ ...receiptOf(scene, action), state: action.state })
  backlog.countLeft(action)
  await backlog.plan(action)
}

function receiptOf(scene: Scene, action: Extract<Action, { do: 'keep' | 'leave' }>): Omit<Receipt, 'state'> {
  const { source, kind, size, reason, sentence } = action
  const receipt = { source, kind, size, reason, sentence, attempts: 0, finishedAt: scene.clock.now() }
  if (action.do === 'leave') return receipt
  const { destination, sourcePrint, destinationPrint } = action
  return { ...receipt, destination, sourcePrint, destinationPrint }
}

/** The folder that this action makes or finds, to be looked into next. */
function folderOf(action: Action, entry: Entry | undefined, above: Place): Folder | undefined {
  if (!entry || (action.do !== 'make' && action.do !== 'keep')) return undefined
  const { source, destination } = action
  if (action.do === 'make') return { source, from: entry, destination, to: action.to, isNew: true, make: action }
  const { id } = action.destinationPrint
  const to = { space: above.space, path: child(above.path, nameOf(destination)), ...(id !== undefined && { id }) }
  return { source, from: entry, destination, to, isNew: false }
}

function goneAmong(known: readonly Remembered[], children: readonly Entry[]): readonly Path[] {
  if (known.length === 0) return []
  const names = new Set(children.map((entry) => nameOf(entry.path)))
  return known.filter((item) => !names.has(nameOf(item.source))).map((item) => item.source)
}
