import { createHash } from 'node:crypto'
import type { Sandbox } from '../sandbox.ts'
import { builders, school } from './places.ts'
import { serviceToken, tokensFor } from './sign-in.ts'

/** An answer, with its body read as JSON where it is JSON. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Of the bytes, hexadecimal. */
  readonly sha256: string
  /** What tests look into; its shape is what they are about. */
  readonly body: Json
}

export interface Json {
  readonly [name: string]: Json
  readonly [index: number]: Json
}

export interface Client {
  readonly token: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  get(path: string): Promise<Answer>
  /** Sends bytes as an upload in one piece; gives its uuid. */
  upload(name: string, bytes: string | Uint8Array, project?: number): Promise<string>
  /** A new file of the empty project. */
  addFile(name: string, bytes: string, more?: Record<string, unknown>): Promise<Answer>
  addFolder(name: string, more?: Record<string, unknown>): Promise<Answer>
  /** Follows to the storage host as a careful client does, without the token. */
  download(url: string, headers?: Record<string, string>): Promise<Answer>
}

/** `who` is the name before @sandbox.example, or "service" for the service account. */
export async function clientFor(sandbox: Sandbox, who = 'controller', company = builders): Promise<Client> {
  const token = who === 'service' ? await serviceToken(sandbox) : (await tokensFor(sandbox, who)).access_token
  return client(sandbox, token, company)
}

export function client({ addresses }: Sandbox, token: string, company: number | undefined): Client {
  const call: Client['call'] = async (method, path, body, headers = {}) => {
    const isJson = body !== undefined && ![FormData, URLSearchParams, Blob].some((form) => body instanceof form)
    return answerOf(
      await fetch(path.startsWith('http') ? path : addresses.api + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(company !== undefined && { 'procore-company-id': String(company) }),
          ...(isJson && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as FormData) }),
      }),
    )
  }
  const upload: Client['upload'] = async (name, bytes, project = school) => {
    const made = await call('POST', `/rest/v1.1/projects/${project}/uploads`, { response_filename: name })
    const sent = await sendForm(made.body, bytes)
    if (sent.status !== 204) throw new Error(`The storage host answered ${sent.status}: ${sent.text}`)
    return String(made.body.uuid)
  }
  return {
    token,
    call,
    upload,
    get: (path) => call('GET', path),
    addFile: async (name, bytes, more = {}) =>
      call('POST', `/rest/v1.0/files?project_id=${school}`, {
        file: { name, upload_uuid: await upload(name, bytes), ...more },
      }),
    addFolder: (name, more = {}) =>
      call('POST', `/rest/v1.0/folders?project_id=${school}`, { folder: { name, ...more } }),
    async download(url, headers = {}) {
      const first = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' })
      return answerOf(await fetch(first.headers.get('location') ?? '', { headers }))
    },
  }
}

/** Sends a form as it was given out, with the file as its last part. */
export async function sendForm(form: Json, bytes: string | Uint8Array, headers = {}): Promise<Answer> {
  const body = new FormData()
  for (const [name, value] of Object.entries(form.fields ?? {})) body.append(name, String(value))
  body.append('file', new Blob([bytes as string]), 'file')
  return answerOf(await fetch(String(form.url), { method: 'POST', body, headers }))
}

export async function answerOf(answer: Response): Promise<Answer> {
  const bytes = Buffer.from(await answer.arrayBuffer())
  const text = bytes.toString()
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    body: (isJson && text !== '' ? JSON.parse(text) : {}) as Json,
  }
}
