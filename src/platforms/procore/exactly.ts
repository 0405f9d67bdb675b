import { wrongLength, type Path } from '#platform'

/** The same bytes. Throws when they are fewer or more than promised, before the last of them has been passed on. */
export async function* exactly(
  size: number,
  chunks: AsyncIterable<Uint8Array>,
  path: Path,
): AsyncGenerator<Uint8Array> {
  let came = 0
  for await (const chunk of chunks) {
    came += chunk.length
    if (came > size) throw wrongLength(path, size, came)
    yield chunk
  }
  if (came < size) throw wrongLength(path, size, came)
}
