import { parentOf, showPath, StorageError, type Path, type Take, type Taken, type TakeOptions } from '#platform'
import type { Crew } from './crew.ts'
import { entryFrom } from './entries.ts'
import type { Root } from './root.ts'
import { cancelled, throwIfStopped } from './stopping.ts'
import { syncDisks } from './sync-disks.ts'
import type { Order, Outcome, Sides } from './take-files.ts'

// Enough for a message to cost nothing beside the files, few enough to keep all threads busy to the end.
const filesPerMessage = 64
const bytesPerMessage = 64 * 2 ** 20

/** Copies many files by threads, brings all of them to disk together, and only then tells what became of them. */
export async function* take(
  files: readonly Take[],
  roots: { readonly source: Root; readonly destination: Root },
  crew: Crew,
  { signal, readBack }: TakeOptions,
): AsyncGenerator<readonly Taken[]> {
  throwIfStopped(signal, [])
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const onAbort = () => Atomics.store(stop, 0, 1)
  signal?.addEventListener('abort', onAbort)
  try {
    const { outcomes, disks } = await copy(files, { ...roots, readBack, stop }, crew)
    if (signal?.aborted) throw cancelled([], signal)
    await syncDisks(roots.destination, { disks, files: files.map((file) => file.to.path) }, signal)
    yield outcomes.map((outcome) => takenFrom(outcome, files))
  } finally {
    signal?.removeEventListener('abort', onAbort)
    // Also when a thread has failed, or nobody waits for the rest.
    onAbort()
  }
}

async function copy(files: readonly Take[], sides: Sides, crew: Crew) {
  const messages = cut(files).values()
  const outcomes: Outcome[] = []
  const disks = new Map<number, Path>()
  const run = async () => {
    for (const orders of messages) {
      const taken = await crew.leastBusy().ask({ do: 'take', orders, sides })
      outcomes.push(...taken.outcomes)
      for (const [disk, folder] of taken.disks) disks.set(disk, folder)
    }
  }
  // Two messages wait at each thread, so that none is idle while an answer travels.
  await Promise.all(Array.from({ length: crew.size * 2 }, run))
  return { outcomes, disks: [...disks.values()] }
}

/** Files of one folder stay together; a large file does not keep others waiting behind it. */
function cut(files: readonly Take[]): Order[][] {
  const messages: Order[][] = []
  let message: Order[] = []
  let bytes = 0
  for (const at of byFolder(files)) {
    const file = files[at]
    if (!file) continue
    const size = file.from.size ?? 0
    if (message.length >= filesPerMessage || (message.length > 0 && bytes + size > bytesPerMessage)) {
      messages.push(message)
      message = []
      bytes = 0
    }
    message.push(orderFrom(file, at))
    bytes += size
  }
  if (message.length > 0) messages.push(message)
  return messages
}

/** Positions in the list. */
function byFolder(files: readonly Take[]): readonly number[] {
  const folders = new Map<string, number[]>()
  files.forEach((file, at) => {
    const folder = showPath(parentOf(file.to.path))
    const positions = folders.get(folder)
    if (positions) positions.push(at)
    else folders.set(folder, [at])
  })
  return [...folders.values()].flat()
}

function orderFrom({ from, to, intent, ifAbsent, ifMatch }: Take, at: number): Order {
  return {
    at,
    from: from.path,
    size: from.size,
    modifiedAt: from.modifiedAt?.getTime(),
    etag: from.etag,
    to: to.path,
    intent,
    ...(ifAbsent !== undefined && { ifAbsent }),
    ...(ifMatch !== undefined && { ifMatch }),
  }
}

function takenFrom(outcome: Outcome, files: readonly Take[]): Taken {
  const { at } = outcome
  if ('failure' in outcome) return { at, failure: new StorageError(outcome.failure) }
  const { size, mtimeMs, ino, sourceSha256, writtenSha256 } = outcome
  const { space, path } = files[at]?.to ?? { space: '', path: [] }
  const written = entryFrom({ space, path }, { what: 'file', size, mtimeMs, ino })
  return { at, written, sourceSha256, ...(writtenSha256 !== undefined && { writtenSha256 }) }
}
