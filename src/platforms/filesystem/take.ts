import { StorageError, type Take, type Taken, type TakeOptions } from '#platform'
import type { Crew } from './crew.ts'
import { cancelled } from './list.ts'
import type { Order, Outcome } from './take-files.ts'
import { syncFiles } from './sync-files.ts'

// Enough for a message to cost nothing beside the files, few enough to keep all threads busy to the end.
const filesPerMessage = 64
const bytesPerMessage = 64 * 2 ** 20

interface Sides {
  readonly source: string
  readonly destination: string
  readonly space: string
}

/** Copies many files by threads and brings all of them to disk with one call before the last results are given. */
export async function* take(
  files: readonly Take[],
  sides: Sides,
  crew: Crew,
  { signal, readBack }: TakeOptions,
): AsyncGenerator<readonly Taken[]> {
  const messages = cut(files)
  const roots = { ...sides, readBack }
  const outcomes: Taken[] = []
  let next = 0
  const run = async () => {
    for (let message = messages[next++]; message; message = messages[next++]) {
      if (signal?.aborted) return
      for (const outcome of await crew.take(message, roots)) outcomes.push(takenFrom(outcome, files))
    }
  }
  // Two messages wait at each thread, so that none is idle while an answer travels.
  await Promise.all(Array.from({ length: crew.size * 2 }, run))
  await syncFiles(
    sides.destination,
    files.map((file) => file.to.path),
  )
  const [first] = files
  if (signal?.aborted && first && outcomes.length < files.length) {
    yield outcomes
    throw cancelled(first.to, signal)
  }
  yield outcomes
}

function cut(files: readonly Take[]): Order[][] {
  const messages: Order[][] = []
  let message: Order[] = []
  let bytes = 0
  files.forEach((file, at) => {
    message.push({
      at,
      from: file.from.path,
      fromEtag: file.from.etag,
      to: file.to.path,
      intent: file.intent,
      ifAbsent: file.ifAbsent ?? false,
      ifMatch: file.ifMatch,
    })
    bytes += file.from.size ?? 0
    if (message.length >= filesPerMessage || bytes >= bytesPerMessage) {
      messages.push(message)
      message = []
      bytes = 0
    }
  })
  if (message.length > 0) messages.push(message)
  return messages
}

function takenFrom(outcome: Outcome, files: readonly Take[]): Taken {
  const { at } = outcome
  if ('failure' in outcome) return { at, failure: new StorageError(outcome.failure) }
  const { size, modifiedAt, etag, sourceSha256, writtenSha256 } = outcome
  const { space, path } = files[at]?.to ?? { space: '', path: [] }
  return {
    at,
    written: { space, path, kind: 'file', size, modifiedAt: new Date(modifiedAt), etag },
    sourceSha256,
    ...(writtenSha256 !== undefined && { writtenSha256 }),
  }
}
