import { isStorageError, showPath, StorageError, wrongLength, type Content, type Facts, type Path } from '#platform'
import { throwIfStopped, unlessStopped } from './gate.ts'

interface Terms {
  readonly path: Path
  readonly signal: AbortSignal | undefined
  readonly facts: Facts
}

/** Exactly the promised bytes, all of them; in parts where the platform takes a content of this size in parts. */
export async function bytesOf(content: Content, terms: Terms): Promise<Buffer> {
  const { parts } = terms.facts
  const chunks: Uint8Array[] = []
  let came = 0
  const { size } = content
  const step = parts && size > parts.aboveBytes ? parts.maxBytes : size
  for (let start = 0; start < size || start === 0; start += step) {
    const end = Math.min(start + step, size)
    const isWhole = start === 0 && end === size
    for await (const chunk of untilStopped(content.open(isWhole ? undefined : { start, end }), terms)) {
      came += chunk.length
      if (came > end) throw wrongLength(terms.path, size, came)
      // A copy: whoever gave it may use it again.
      chunks.push(Uint8Array.from(chunk))
    }
    if (came < end) throw wrongLength(terms.path, size, came)
    if (size === 0) break
  }
  return Buffer.concat(chunks)
}

/** The same chunks; a source that has gone silent does not keep us once the signal is given. */
async function* untilStopped(chunks: AsyncIterable<Uint8Array>, { signal, path }: Terms): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  let isOver = false
  try {
    for (;;) {
      throwIfStopped(signal, 'write', path)
      const next = await unlessStopped(askedOf(iterator, path), signal, 'write', path)
      isOver = next.done === true
      if (next.done) return
      yield next.value
    }
  } finally {
    // Not waited for: a source that hangs would hang here too.
    if (!isOver) void Promise.resolve(iterator.return?.()).catch(() => undefined)
  }
}

/** The next chunk. Whatever the source throws comes out as a StorageError. */
async function askedOf(iterator: AsyncIterator<Uint8Array>, path: Path): Promise<IteratorResult<Uint8Array, unknown>> {
  try {
    return await iterator.next()
  } catch (cause) {
    if (isStorageError(cause)) throw cause
    const message = `Could not write “${showPath(path)}”: its content could not be read to the end.`
    throw new StorageError({ kind: 'unexpected', verb: 'write', path, message, cause })
  }
}
