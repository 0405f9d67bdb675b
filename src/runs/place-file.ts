import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/** Writes a file that is there whole or not at all, also when two processes write it at once or one is killed. */
export async function placeFile(file: string, chunks: Chunks, signal?: AbortSignal): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`
  try {
    const written = createWriteStream(partial, { mode: 0o640, flush: true })
    await pipeline(Readable.from(chunks), written, { ...(signal && { signal }) })
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
