import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isLoopback, refuseDetour, refuseUnsafe } from './http-address.ts'
import { HttpError } from './http-error.ts'
import { formWith } from './http-form.ts'
import { follow } from './http-redirects.ts'
import { retryAfterMs } from './http-retry-after.ts'
import { beginningOf, textOf } from './http-text.ts'
import { openHttp, type Http, type HttpAnswer, type HttpRequest } from './http.ts'
import { networkWith } from './network.ts'
import { unlessAborted, untilAborted } from './until-aborted.ts'

let http: Http
const servers: { close(): void; closeAllConnections(): void }[] = []

beforeEach(() => {
  http = openHttp(networkWith(['loopback']))
})
afterEach(async () => {
  await http.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

const get = (url: URL, signal?: AbortSignal) => http.send({ method: 'GET', url, signal })

describe('sending', () => {
  it('gives status, headers and body', async () => {
    const url = await serve((_, response) => response.writeHead(201, { 'x-one': '1' }).end('created'))
    const answer = await get(url)
    expect([answer.status, answer.header('x-one'), answer.header('x-two')]).toEqual([201, '1', undefined])
    expect(await textOf(answer, 100)).toBe('created')
  })

  it('streams a body, and throws what its source throws', async () => {
    const url = await serve((request, response) => request.pipe(response))
    async function* body(fails: boolean) {
      yield Buffer.from('one ')
      if (fails) throw new RangeError('the source failed')
      yield Buffer.from('two')
    }
    const send = (fails: boolean) =>
      http.send({ method: 'POST', url, body: body(fails), headers: { 'content-length': '7' } })
    expect(await textOf(await send(false), 100)).toBe('one two')
    await expect(send(true)).rejects.toThrow(RangeError)
  })

  it('tells a server that is not there from one that breaks off', async () => {
    const gone = await serve(() => undefined)
    for (const server of servers.splice(0)) server.close()
    await expect(get(gone)).rejects.toMatchObject({ trouble: 'unreachable' })
    const breaking = await serve((request) => request.socket.destroy())
    await expect(get(breaking)).rejects.toMatchObject({ trouble: 'cut-off' })
    const short = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('part', () => response.destroy())
    })
    await expect(textOf(await get(short), 1000)).rejects.toMatchObject({ trouble: 'cut-off' })
  })

  it('stops with the reason of the signal, before and within the body', async () => {
    const silent = await serve(() => undefined)
    const before = new AbortController()
    const waiting = get(silent, before.signal)
    before.abort(new RangeError('stopped'))
    await expect(waiting).rejects.toThrow('stopped')
    const within = new AbortController()
    const endless = await serve((_, response) => void response.write('part'))
    const answer = await get(endless, within.signal)
    const reading = textOf(answer, 1000)
    within.abort(new RangeError('stopped too'))
    await expect(reading).rejects.toThrow('stopped too')
  })

  it('reads no more than it is allowed to', async () => {
    const url = await serve((_, response) => response.end('x'.repeat(1000)))
    await expect(textOf(await get(url), 999)).rejects.toMatchObject({ trouble: 'too-large' })
    expect(await beginningOf(await get(url), 10)).toBe('xxxxxxxxxx')
  })

  it('names no query in its messages', async () => {
    const url = await serve((request) => request.socket.destroy())
    url.search = 'signature=secret'
    const error = await get(url).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(HttpError)
    expect(String(error)).not.toContain('secret')
  })
})

describe('addresses', () => {
  it.each([
    ['https://api.procore.com', true],
    ['http://127.0.0.1:8080', true],
    ['http://0x7f.1', true],
    ['http://localhost', true],
    ['http://[::1]:1', true],
    ['http://api.procore.com', false],
    ['http://127.0.0.1.example.com', false],
    ['http://10.0.0.1', false],
    ['https://user:password@api.procore.com', false],
    ['ftp://api.procore.com', false],
  ])('%s is safe: %s', (text, isSafe) => {
    const refuse = () => refuseUnsafe(new URL(text))
    if (isSafe) expect(refuse).not.toThrow()
    else expect(refuse).toThrow(HttpError)
  })

  it('lets no redirect lead from the internet into this machine, or from https to http', () => {
    const detour = (from: string, to: string) => () => refuseDetour(new URL(from), new URL(to))
    expect(detour('https://a.example', 'https://127.0.0.1')).toThrow('this machine')
    expect(detour('https://localhost', 'http://localhost')).toThrow('from https')
    expect(detour('https://a.example', 'https://b.example')).not.toThrow()
    expect(isLoopback(new URL('http://localhost.example.com'))).toBe(false)
  })
})

const answerWith = ({ status, location }: { readonly status: number; readonly location?: string }): HttpAnswer => ({
  status,
  url: new URL('https://files.example/'),
  header: (name) => (name === 'location' ? location : undefined),
  async *chunks() {},
  drop: () => undefined,
})

describe('redirects', () => {
  it('asks for the headers of every hop anew', async () => {
    const heard: (string | undefined)[] = []
    const last = await serve((request, response) => {
      heard.push(request.headers.authorization)
      response.end('bytes')
    })
    const first = await serve((request, response) => {
      heard.push(request.headers.authorization)
      response.writeHead(302, { location: last.href }).end()
    })
    const headersFor = ({ origin }: URL) =>
      origin === first.origin ? { authorization: 'Bearer secret' } : { accept: '*/*' }
    const answer = await follow(first, { send: (request) => http.send(request), headersFor })
    expect(await textOf(answer, 100)).toBe('bytes')
    expect(heard).toEqual(['Bearer secret', undefined])
  })

  it.each([
    ['the same host and port', 'https://files.example/b', true],
    ['another path by its own name', '/b', true],
    ['another port', 'https://files.example:8443/b', false],
    ['another host', 'https://other.example/b', false],
    ['a host below', 'https://a.files.example/b', false],
    ['an address in digits', 'https://203.0.113.9/b', false],
    ['a relative host', '//other.example/b', false],
  ])('from https to %s carries credentials: %s → %s', async (_, location, isOurs) => {
    const sent: HttpRequest[] = []
    const send = async (request: HttpRequest) => {
      sent.push(request)
      return answerWith(sent.length === 1 ? { status: 302, location } : { status: 200 })
    }
    const ours = new URL('https://files.example/a')
    const headersFor = ({ origin }: URL) => (origin === ours.origin ? { authorization: 'Bearer secret' } : {})
    await follow(ours, { send, headersFor })
    expect(sent.map(({ headers }) => headers?.['authorization'])).toEqual([
      'Bearer secret',
      isOurs ? 'Bearer secret' : undefined,
    ])
  })

  it.each([
    'http://files.example/b',
    'http://other.example/b',
    'https://127.0.0.1/b',
    'https://user:word@files.example/b',
    'ftp://files.example/b',
  ])('from https to %s is not followed at all', async (location) => {
    const sent: HttpRequest[] = []
    const send = async (request: HttpRequest) => {
      sent.push(request)
      return answerWith({ status: 307, location })
    }
    const following = follow(new URL('https://files.example/a'), { send, headersFor: () => ({ authorization: 'x' }) })
    await expect(following).rejects.toMatchObject({ trouble: 'unsafe-address' })
    expect(sent).toHaveLength(1)
  })

  it('gives up after five', async () => {
    let hops = 0
    const round = await serve((_, response) => response.writeHead(307, { location: `/${hops++}` }).end())
    const following = follow(round, { send: (request) => http.send(request), headersFor: () => ({}) })
    await expect(following).rejects.toMatchObject({ trouble: 'too-many-redirects' })
    expect(hops).toBe(6)
  })
})

describe('small parts', () => {
  it('reads Retry-After in seconds and as a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z')
    expect(retryAfterMs('120', now)).toBe(120_000)
    expect(retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000)
    expect(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0)
    expect(retryAfterMs('soon', now)).toBeUndefined()
    expect(retryAfterMs(undefined, now)).toBeUndefined()
  })

  it('tells the true length of a form, whatever its names hold', async () => {
    async function* bytes() {
      yield Buffer.from('héllo')
    }
    const form = formWith({ 'a"b\r\n': 'ü', plain: '2' }, { field: 'file', bytes: bytes(), size: 6 })
    const chunks: Uint8Array[] = []
    for await (const chunk of form.body) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    expect(String(body.length)).toBe(form.headers['content-length'])
    expect(body.toString()).toContain('name="a%22b%0D%0A"')
    expect(body.toString()).toMatch(/\r\n\r\nhéllo\r\n--[^\r]+--\r\n$/)
  })

  it('leaves a silent source when the signal is given', async () => {
    const stop = new AbortController()
    async function* silent() {
      yield 1
      await new Promise(() => undefined)
    }
    const reading = (async () => {
      for await (const _ of untilAborted(silent(), stop.signal)) stop.abort(new RangeError('enough'))
    })()
    await expect(reading).rejects.toThrow('enough')
    await expect(unlessAborted(Promise.resolve(1), stop.signal)).rejects.toThrow('enough')
    expect(await unlessAborted(Promise.resolve(1), new AbortController().signal)).toBe(1)
  })
})
