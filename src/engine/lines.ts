// A line of a proof holds two paths and a sentence; nothing honest is near this long.
const longestLine = 4 * 1024 * 1024

/** Cuts bytes into lines, each with its line feed; the last one may lack it. Throws for an endless line. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end + 1)])
      parts = []
      length = 0
      start = end + 1
    }
    if (start === chunk.length) continue
    parts.push(chunk.slice(start))
    length += chunk.length - start
    if (length > longestLine) throw new RangeError('This is no file that Gantry wrote: a line of it does not end.')
  }
  if (parts.length > 0) yield Buffer.concat(parts)
}
