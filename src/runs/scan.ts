import { withNearest } from '#connections/nearest-entry.ts'
import { filterOf } from '#engine/filter.ts'
import type { Move } from '#engine/action.ts'
import { termsOf, type Terms } from '#engine/terms.ts'
import { unmet } from '#engine/unmet.ts'
import { isStorageError } from '#platform'
import { Backlog, type SendBatch } from './backlog.ts'
import { folderKey } from './key.ts'
import { LockWatch } from './lock-watch.ts'
import { MetadataWatch } from './metadata-watch.ts'
import { openListing, type Listing } from './listed.ts'
import { hasItems, knownIn, type Remembered } from './receipts.ts'
import { keepNotices } from './rows.ts'
import { refuseLostRoot, scanBoth, type MovesOfRun } from './scan-both.ts'
import type { Scene } from './scene.ts'
import { scopeOf } from './scope.ts'
import { visit, type Folder } from './visit.ts'
import type { Watch } from './watch.ts'

/** Folders looked at side by side: enough to hide the latency of a remote listing, few enough to keep memory small. */
const foldersAtOnce = 16

/**
 * Looks at both sides, as `scanOneWay` does, in the directions of the job. Gives what was renamed or moved on one side of a job
 * that goes both ways: the other side is to follow, and then this is to be done again.
 */
export async function scan(scene: Scene, number: number, send: SendBatch, moves: MovesOfRun): Promise<readonly Move[]> {
  await keepNotices(scene.db, scene.run.id, unmet({ ...termsFor(scene), filters: scene.job.filters }))
  if (scene.job.options.direction === 'two-way') return scanTwoWays(scene, number, send, moves)
  await scanOneWay(scene, number, send)
  return []
}

async function scanTwoWays(scene: Scene, number: number, send: SendBatch, moves: MovesOfRun): Promise<readonly Move[]> {
  await refuseLostRoot(scene)
  const { isNew, source: sourcePath, from, destination: destinationPath, to } = await rootOf(scene)
  const root = { source: sourcePath, from, destination: destinationPath, to }
  const backlog = new Backlog(scene, number, send)
  const source = await openListing(scene, number, 'source', root.from)
  const destination = isNew ? noListing : await openListing(scene, number, 'destination', root.to)
  const filter = filterOf(scene.job.filters, scene.run.createdAt.getTime())
  const scope = await scopeOf(scene.db, scene.run)
  try {
    const found = await scanBoth(scene, root, { listings: { source, destination }, backlog, filter, moves, scope })
    await backlog.flush()
    scene.log.info({ run: scene.run.id, moves: found.length }, 'scan-finished')
    return found
  } finally {
    await source.close()
    await destination.close()
  }
}

/**
 * Looks at both sides, folder by folder, decides about every entry and hands the copies over in batches as they are
 * found. Folders are made on the way, so that every batch finds its folders there. `number` is what `beginScan` gave. Throws
 * what stops the whole run.
 */
async function scanOneWay(scene: Scene, number: number, send: SendBatch): Promise<void> {
  const { db, job, run, signal } = scene
  const root = await rootOf(scene)
  const backlog = new Backlog(scene, number, send)
  const sources = await openListing(scene, number, 'source', root.from).catch(async (error: unknown) => {
    throw await withNearest(scene.source, root.from, error, signal)
  })
  const destinations = root.isNew ? noListing : await openListing(scene, number, 'destination', root.to)
  const terms = termsFor(scene)
  const scope = await scopeOf(db, run)
  const watches: readonly Watch[] = [new LockWatch(scene), new MetadataWatch(scene)]
  const isFirst = !(await hasItems(db, job.id))
  try {
    const stack: Folder[] = [root]
    while (stack.length > 0) {
      signal.throwIfAborted()
      const folders = stack.splice(-foldersAtOnce)
      const keys = folders.map((folder) => folderKey(folder.source))
      const known = isFirst ? new Map<string, Remembered[]>() : await knownIn(db, job.id, keys)
      for (const watch of watches) await watch.begin(keys)
      const hands = { sources, destinations, backlog, terms, scope, watches, known }
      const below = await Promise.all(folders.map((folder) => visit(scene, folder, hands)))
      for (const watch of watches) await watch.flush()
      for (const some of below) for (const folder of some) stack.push(folder)
    }
    await backlog.flush()
    for (const watch of watches) await watch.tell()
    scene.log.info({ run: run.id }, 'scan-finished')
  } finally {
    await sources.close()
    await destinations.close()
  }
}

function termsFor({ source, destination, titles, job, run }: Scene): Terms {
  return termsOf({
    source: { facts: source.facts, title: titles.source },
    destination: { facts: destination.facts, title: titles.destination },
    options: job.options,
    filter: filterOf(job.filters, run.createdAt.getTime()),
  })
}

const noListing: Listing = { children: async () => [], close: async () => undefined }

/** The job's two folders. The destination is made, with those above it, unless this is a simulation. */
async function rootOf(scene: Scene): Promise<Folder> {
  const { destination, signal, run } = scene
  const { source: from, destination: to } = scene.places
  const root = { source: [], from, destination: [] }
  if (run.kind === 'run' && to.path.length > 0 && destination.makeFolder) {
    const { folder, isNew } = await destination.makeFolder(to, { signal })
    return { ...root, to: folder, isNew }
  }
  try {
    return { ...root, to: to.path.length === 0 ? to : await destination.stat(to, { signal }), isNew: false }
  } catch (error) {
    if (isStorageError(error, 'not-found')) return { ...root, to, isNew: true }
    throw error
  }
}
