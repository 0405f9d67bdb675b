import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Content } from '../state/content.ts'
import { nest, type Fields, type FieldValue } from './form.ts'
import { MultipartError, readParts, textOfPart } from './multipart.ts'
import { Refusal } from './refusal.ts'

/** A file that came inside a form; its bytes are on disk already. */
export class ReceivedFile {
  readonly blob: string
  readonly size: number
  readonly filename: string
  readonly contentType: string

  constructor(file: Pick<ReceivedFile, 'blob' | 'size' | 'filename' | 'contentType'>) {
    this.blob = file.blob
    this.size = file.size
    this.filename = file.filename
    this.contentType = file.contentType
  }
}

/** JSON, forms and multipart forms, whatever published clients send. An empty JSON body is none. */
export function readBodies(app: FastifyInstance, content: Content): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_: FastifyRequest, body: string) =>
    parseJson(body),
  )
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_: FastifyRequest, body: string) => nest(new URLSearchParams(body)),
  )
  app.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, stream: AsyncIterable<Buffer>) =>
    readForm(stream, request.headers['content-type'] ?? '', content),
  )
}

function parseJson(body: string): unknown {
  if (body.trim() === '') return undefined
  try {
    return JSON.parse(body)
  } catch {
    throw new Refusal(400, ['The request body is not valid JSON.'], { reason: 'INVALID_JSON' })
  }
}

async function readForm(stream: AsyncIterable<Buffer>, contentType: string, content: Content): Promise<Fields> {
  const pairs: (readonly [string, FieldValue])[] = []
  try {
    for await (const part of readParts(stream, contentType)) {
      if (part.filename === undefined) pairs.push([part.name, await textOfPart(part.body)])
      else {
        const { blob, size } = await content.keep(part.body)
        const { filename, contentType: type = 'application/octet-stream' } = part
        pairs.push([part.name, new ReceivedFile({ blob, size, filename, contentType: type })])
      }
    }
  } catch (error) {
    if (error instanceof MultipartError) throw new Refusal(400, [error.message])
    throw error
  }
  return nest(pairs)
}
