import { randomUUID } from 'node:crypto'

interface Form {
  readonly headers: Readonly<Record<string, string>>
  readonly body: AsyncIterable<Uint8Array>
}

/**
 * A multipart/form-data body (RFC 7578): the fields in their order, then one file, streamed. Its length is told beforehand,
 * so `bytes` must give exactly `size`.
 */
export function formWith(
  fields: Readonly<Record<string, string>>,
  file: { readonly field: string; readonly bytes: AsyncIterable<Uint8Array>; readonly size: number },
): Form {
  const boundary = `gantry-${randomUUID()}`
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${escape(name)}"\r\n\r\n${value}\r\n`,
  )
  const before = Buffer.from(
    `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="${escape(file.field)}"; filename="file"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  )
  const after = Buffer.from(`\r\n--${boundary}--\r\n`)
  async function* body() {
    yield before
    yield* file.bytes
    yield after
  }
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(before.length + file.size + after.length),
    },
    body: body(),
  }
}

// As browsers do (https://html.spec.whatwg.org/#multipart-form-data).
function escape(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
