import { closeSync, fstatSync, futimesSync, openSync, type Stats } from 'node:fs'
import { nameOf, parentOf, type FailureDetails, type Path } from '#platform'
import { copyBytes, type CopyHashes } from './copy-bytes.ts'
import { etagOf, modifiedAtOf, timeForSystem } from './entries.ts'
import { failureFrom } from './failures.ts'
import { giveName, refuseWrite, type Condition } from './give-name.ts'
import { OpenFolder } from './open-folder.ts'
import { partialName } from './partial.ts'
import { changed, existingFile, hasChanged, refuseOther } from './read.ts'
import type { Root } from './root.ts'
import { cancelled } from './stopping.ts'
import { newFile, removeQuietly } from './write.ts'

/** One file to copy from disk to disk; what a message to a thread holds. */
export interface Order extends Condition {
  readonly at: number
  readonly from: Path
  /** As it was listed; what is unknown is not compared. */
  readonly size: number | undefined
  readonly modifiedAt: number | undefined
  readonly etag: string | undefined
  readonly to: Path
  readonly intent: string
}

/** What became of it. */
export type Outcome = Copied | { readonly at: number; readonly failure: FailureDetails }

export interface Copied extends CopyHashes {
  readonly at: number
  readonly size: number
  readonly mtimeMs: number
  readonly ino: number
}

export interface Sides {
  readonly source: Root
  readonly destination: Root
  readonly readBack: boolean
  /** Not 0 when the work is given up: shared by all threads. */
  readonly stop: Int32Array
}

export interface TakenFiles {
  readonly outcomes: readonly Outcome[]
  /** One folder of each disk that was written to: another may be mounted below the root. */
  readonly disks: ReadonlyMap<number, Path>
}

/**
 * Copies files one after the other with synchronous calls, which need a fraction of the time of asynchronous ones for small
 * files. Folders are opened once for all files of theirs that follow each other.
 */
export function takeFiles(orders: readonly Order[], sides: Sides): TakenFiles {
  const sources = new OpenFolder(sides.source)
  const destinations = new OpenFolder(sides.destination)
  const disks = new Map<number, Path>()
  try {
    return { outcomes: orders.map((order) => takeFile(order, { sources, destinations, disks, sides })), disks }
  } finally {
    sources.close()
    destinations.close()
  }
}

interface Hands {
  readonly sources: OpenFolder
  readonly destinations: OpenFolder
  readonly disks: Map<number, Path>
  readonly sides: Sides
}

function takeFile(order: Order, hands: Hands): Outcome {
  const { from, to } = order
  let verb = 'read'
  try {
    if (isStopped(hands)) throw cancelled(from)
    const source = openSync(hands.sources.at(parentOf(from)).child(nameOf(from)), existingFile)
    try {
      const promised = fstatSync(source)
      refuseOther(promised, from)
      if (!isAsListed(promised, order)) throw changed(from)
      verb = 'write'
      return writeFile(order, source, promised, hands)
    } finally {
      closeSync(source)
    }
  } catch (error) {
    const { kind, message, advice, path } = failureFrom(error, verb, verb === 'read' ? from : to)
    return { at: order.at, failure: { kind, message, advice, verb, ...(path && { path }) } }
  }
}

function isStopped({ sides }: Hands): boolean {
  return Atomics.load(sides.stop, 0) !== 0
}

function isAsListed(now: Stats, { size, modifiedAt, etag }: Order): boolean {
  if (etag !== undefined) return etagOf(now) === etag
  return (
    (size === undefined || now.size === size) &&
    (modifiedAt === undefined || modifiedAtOf(now).getTime() === modifiedAt)
  )
}

const worthALook = 1024 * 1024

function writeFile(order: Order, source: number, promised: Stats, hands: Hands): Copied {
  const folder = hands.destinations.at(parentOf(order.to))
  // For a small file the look costs more than a copy in vain; giving the name looks anyway.
  if (promised.size >= worthALook) refuseWrite(folder, order.to, order)
  const partial = folder.child(partialName(order.intent))
  try {
    const { stats, hashes } = writePartial(order, partial, source, promised, hands)
    giveName(folder, partial, order.to, order)
    if (!hands.disks.has(stats.dev)) hands.disks.set(stats.dev, parentOf(order.to))
    return { at: order.at, size: stats.size, mtimeMs: stats.mtimeMs, ino: stats.ino, ...hashes }
  } catch (error) {
    removeQuietly(partial)
    throw error
  }
}

function writePartial(order: Order, partial: string | Buffer, source: number, promised: Stats, hands: Hands) {
  const { from, to } = order
  const { size } = promised
  const written = openSync(partial, newFile)
  try {
    const hashes = copyBytes(source, written, {
      from,
      to,
      size,
      readBack: hands.sides.readBack,
      isStopped: () => isStopped(hands),
    })
    if (hasChanged(promised, fstatSync(source))) throw changed(from)
    const time = timeForSystem(modifiedAtOf(promised))
    futimesSync(written, time, time)
    return { stats: fstatSync(written), hashes }
  } finally {
    closeSync(written)
  }
}
