/** One part of a multipart body. What of `body` is not read is passed over. */
export interface Part {
  readonly name: string
  readonly filename?: string
  readonly contentType?: string
  readonly body: AsyncIterable<Buffer>
}

export class MultipartError extends Error {}

const maxHeaderBytes = 16_384
const maxTextBytes = 1024 * 1024

/** The parts in their order, without holding more of one than the chunk that is passing. Throws a MultipartError. */
export async function* readParts(source: AsyncIterable<Buffer>, contentType: string): AsyncGenerator<Part> {
  const delimiter = Buffer.from(`\r\n--${boundaryOf(contentType)}`)
  const chunks = source[Symbol.asyncIterator]()
  // The first boundary has no line before it.
  let waiting: Buffer = Buffer.from('\r\n')

  async function more(): Promise<void> {
    const { done, value } = await chunks.next()
    if (done === true) throw new MultipartError('The multipart body ended before its last boundary.')
    waiting = waiting.length === 0 ? value : Buffer.concat([waiting, value])
  }

  async function* upToBoundary(): AsyncGenerator<Buffer> {
    for (;;) {
      const end = waiting.indexOf(delimiter)
      if (end >= 0) {
        if (end > 0) yield waiting.subarray(0, end)
        waiting = waiting.subarray(end + delimiter.length)
        return
      }
      const sure = waiting.length - delimiter.length + 1
      if (sure > 0) {
        const passing = waiting.subarray(0, sure)
        waiting = waiting.subarray(sure)
        yield passing
      }
      await more()
    }
  }

  async function headers(): Promise<string> {
    for (;;) {
      const end = waiting.indexOf('\r\n\r\n')
      if (end > maxHeaderBytes || (end < 0 && waiting.length > maxHeaderBytes)) {
        throw new MultipartError('The headers of a part are too long.')
      }
      if (end >= 0) {
        const text = waiting.toString('utf8', 0, end)
        // A part without content has its boundary right after the headers' end; the line break belongs to both.
        waiting = waiting.subarray(end + 4)
        return text
      }
      await more()
    }
  }

  await passOver(upToBoundary())
  for (;;) {
    while (waiting.length < 2) await more()
    if (waiting.subarray(0, 2).toString() === '--') break
    const part = describe(await headers())
    const body = upToBoundary()
    yield { ...part, body }
    await passOver(body)
  }
  while ((await chunks.next()).done !== true);
}

/** The whole of a part that is a text. */
export async function textOfPart(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxTextBytes) throw new MultipartError('A text in the multipart body is too long.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function passOver(body: AsyncGenerator<Buffer>): Promise<void> {
  while ((await body.next()).done !== true);
}

function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw new MultipartError('The multipart body does not say its boundary.')
  return boundary
}

function describe(headers: string): Omit<Part, 'body'> {
  const lines = headers.split('\r\n')
  const valueOf = (name: string) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim()
  const disposition = valueOf('content-disposition') ?? ''
  const name = parameter(disposition, 'name')
  if (name === undefined) throw new MultipartError('A part of the multipart body has no name.')
  const filename = parameter(disposition, 'filename')
  const contentType = valueOf('content-type')
  return { name, ...(filename !== undefined && { filename }), ...(contentType !== undefined && { contentType }) }
}

/** Browsers and fetch write a quote as %22 and line ends as %0D and %0A (https://html.spec.whatwg.org, form data). */
function parameter(disposition: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[;\\s])${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(disposition)
  const value = found?.[1]?.replaceAll(/\\(["\\])/g, '$1') ?? found?.[2]
  return value?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n')
}
