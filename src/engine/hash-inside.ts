import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Name } from '#platform'
import { archiveOf } from './archive.ts'

interface Inside {
  /** The SHA-256 of all of it. */
  readonly archive: string
  /** Of the file in it; absent when these are not the bytes of an archive that holds such a file and nothing else. */
  readonly content?: string
}

/** Reads what should be the archive of a file of this name and size, and says what is in it. */
export async function hashInside(chunks: AsyncIterable<Uint8Array>, name: Name, size: number): Promise<Inside> {
  const archive = archiveOf(name, size)
  const { head } = archive
  const endsAt = head.length + size
  const whole = createHash('sha256')
  const content = createHash('sha256')
  const around: Uint8Array[] = []
  let sum = 0
  let at = 0
  for await (const chunk of chunks) {
    whole.update(chunk)
    const part = (start: number, end: number) => chunk.subarray(Math.max(start - at, 0), Math.max(end - at, 0))
    const inside = part(head.length, endsAt)
    content.update(inside)
    sum = crc32(inside, sum)
    // Of something longer no more is kept than shows that it is longer.
    for (const piece of [part(0, head.length), part(endsAt, archive.size + 1)]) {
      if (piece.length > 0) around.push(Uint8Array.from(piece))
    }
    at += chunk.length
  }
  const isSuch = Buffer.concat(around).equals(Buffer.concat([head, archive.end(sum)]))
  return { archive: whole.digest('hex'), ...(isSuch && { content: content.digest('hex') }) }
}
