import { HttpError } from './http-error.ts'
import type { HttpAnswer } from './http.ts'

/** The whole text of an answer. Throws HttpError when it is longer than `maxBytes`. */
export async function textOf(answer: HttpAnswer, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.chunks()) {
    bytes += chunk.length
    if (bytes > maxBytes)
      throw new HttpError('too-large', `${answer.url.host} answered with more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Its beginning, for answers that only say why they are none; what does not come is left out. */
export async function beginningOf(answer: HttpAnswer, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of answer.chunks()) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= maxBytes) break
    }
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8')
}
