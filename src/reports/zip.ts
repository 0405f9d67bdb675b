import { addAbortSignal, PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface Part {
  readonly name: string
  readonly content: AsyncIterable<string> | Iterable<string>
}

/** A ZIP of parts, packed as it is read: a part is asked for when the one before it has been taken to its end. */
export function zip(parts: AsyncIterable<Part> | Iterable<Part>, signal: AbortSignal): Readable {
  const file = new ZipFile()
  const packed = new PassThrough()
  const fail = (error: unknown) => packed.destroy(error instanceof Error ? error : new Error(String(error)))
  file.on('error', fail)
  file.outputStream.pipe(packed)
  fill(file, parts, signal).catch(fail)
  return packed
}

async function fill(file: ZipFile, parts: Parameters<typeof zip>[0], signal: AbortSignal): Promise<void> {
  for await (const { name, content } of parts) {
    const stream = addAbortSignal(signal, Readable.from(content, { objectMode: false }))
    file.addReadStream(stream, name)
    await finished(stream)
  }
  file.end()
}
