import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refuseForbidden, type Resolve } from './http-connect.ts'
import { follow } from './http-redirects.ts'
import { openHttp, type Http } from './http.ts'
import { networkWith } from './network.ts'
import { forbiddenUrls, spellingsOf } from './testing/forbidden-urls.ts'

const closing: Server[] = []
/** One that nobody may connect to, on every address of this machine, IPv4 and IPv6. */
let canary: Server
let port = 0
let hits = 0

beforeAll(async () => {
  canary = createTcpServer((socket) => {
    hits++
    socket.destroy()
  })
  await new Promise<void>((resolve) => canary.listen(0, '::', resolve))
  closing.push(canary)
  port = (canary.address() as AddressInfo).port
})

beforeEach(() => {
  hits = 0
})

afterAll(() => {
  for (const server of closing) server.close()
})

/** An HTTP server on another address of this machine than the ones that tests forbid. */
async function serve(listener: RequestListener, host = '127.0.0.2'): Promise<URL> {
  const server = createServer(listener)
  closing.push(server)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return new URL(`http://${host}:${(server.address() as AddressInfo).port}/`)
}

/** Sends to an address as people type it; what is no address at all is refused before. */
async function refusalOf(http: Http, text: string): Promise<string> {
  const url = URL.parse(text)
  if (!url) return 'no address'
  try {
    const answer = await http.send({ method: 'GET', url, signal: AbortSignal.timeout(3000) })
    answer.drop()
    return 'answered'
  } catch (error) {
    return error instanceof Error && 'trouble' in error ? String(error.trouble) : String(error)
  }
}

describe('an address that no administrator has allowed', () => {
  const urls = () => forbiddenUrls(port)

  it('is refused in each of more than 300 spellings, and nothing is connected to', async () => {
    // The canary's port counts as a usual one, so that only the address speaks against it.
    const http = openHttp(networkWith(), { ports: new Set([443, port]), resolve: namesOfTests })
    const answers = await Promise.all(urls().map(async (url) => [url, await refusalOf(http, url)] as const))
    await http.close()
    expect(new Set(urls()).size).toBeGreaterThan(300)
    expect(answers.filter(([, answer]) => answer !== 'unsafe-address' && answer !== 'no address')).toEqual([])
    expect(answers.filter(([, answer]) => answer === 'unsafe-address').length).toBeGreaterThan(300)
    expect(hits).toBe(0)
  })

  it('is refused in the same spellings before anybody is sent there', async () => {
    const asked = urls().map((text) => URL.parse(text))
    const ports = new Set([443, port])
    const answers = await Promise.allSettled(
      asked.flatMap((url) =>
        url ? [refuseForbidden(url, { network: networkWith(), ports, resolve: namesOfTests })] : [],
      ),
    )
    const troubles = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.trouble : 'none'))
    expect(new Set(troubles)).toEqual(new Set(['unsafe-address']))
    expect(troubles.length).toBeGreaterThan(300)
    expect(hits).toBe(0)
  })

  it('is refused as well when another network is allowed', async () => {
    const http = openHttp(networkWith(['10.11.0.0/16', '127.99.0.0/16']), {
      ports: new Set([port]),
      resolve: namesOfTests,
    })
    const answers = await Promise.all(urls().map((url) => refusalOf(http, url)))
    await http.close()
    expect(answers).not.toContain('answered')
    expect(hits).toBe(0)
  })

  it('is what the canary stands at: allowed, the same spellings arrive there', async () => {
    const http = openHttp(networkWith(['loopback']), { resolve: namesOfTests })
    for (const spelling of spellingsOf('127.0.0.1')) await refusalOf(http, `https://${spelling}:${port}/`)
    await http.close()
    expect(hits).toBeGreaterThan(5)
  })

  it('is refused as one of several that a name has, and however a name ends', async () => {
    const resolve: Resolve = (_, told) => told(null, [both[0], both[1]])
    const both = [
      { address: '127.0.0.2', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ] as const
    const http = openHttp(networkWith(['127.0.0.2']), { resolve })
    for (const host of ['mixed.test', 'mixed.test.', 'MIXED.test']) {
      expect(await refusalOf(http, `https://${host}:${port}/`)).toBe('unsafe-address')
    }
    await http.close()
    expect(hits).toBe(0)
  })
})

describe('a name that leads elsewhere the second time', () => {
  it('is connected to where it was checked, or not at all, a hundred times', async () => {
    const home = await serve((_, response) => response.setHeader('connection', 'close').end('home'))
    for (let run = 0; run < 100; run++) {
      let asked = 0
      const resolve: Resolve = (_, told) =>
        told(null, [{ address: asked++ === 0 ? '127.0.0.2' : '127.0.0.1', family: 4 }])
      const http = openHttp(networkWith(['127.0.0.2']), { resolve })
      expect(await refusalOf(http, `http://rebinding.localhost:${home.port}/`)).toBe('answered')
      expect(await refusalOf(http, `http://rebinding.localhost:${port}/`)).toBe('unsafe-address')
      await http.close()
      expect(asked).toBe(2)
    }
    expect(hits).toBe(0)
  })
})

describe('ways that are no ways', () => {
  it.each([
    ['a port that does not serve https on the internet', 'https://8.8.8.8:22/', networkWith(['loopback'])],
    [
      'the internet, for a host that must be among the allowed networks',
      'https://8.8.8.8/',
      networkWith(['loopback']).allowed,
    ],
    ['another machine without encryption', 'http://10.0.0.1/', networkWith(['10.0.0.0/8'])],
    [
      'a name of this machine that leads to another one without encryption',
      'http://away.localhost/',
      networkWith(['10.0.0.0/8']),
    ],
    ['a user in the address', 'https://user@8.8.8.8/', networkWith(['loopback'])],
  ])('%s', async (_, url, network) => {
    const http = openHttp(network, { resolve: (__, told) => told(null, [{ address: '10.0.0.1', family: 4 }]) })
    expect(await refusalOf(http, url)).toBe('unsafe-address')
    await http.close()
  })

  it('the refusal says what the address is, and who can allow it', async () => {
    const http = openHttp(networkWith(), { resolve: namesOfTests })
    const sent = http.send({ method: 'GET', url: new URL('https://metadata.test/') })
    await expect(sent).rejects.toThrow(
      'metadata.test leads to 169.254.169.254, which is where clouds keep secrets of their machines; ' +
        'an administrator can allow it with the setting allowedNetworks',
    )
    await http.close()
  })
})

const codes = [301, 302, 303, 307, 308] as const

describe('redirects', () => {
  it.each(codes)('%s to every spelling of a forbidden address connects to nothing there', async (code) => {
    const targets = forbiddenUrls(port)
      .filter((url) => /^[!-~]+$/.test(url))
      .filter((_, at) => at % 6 === code % 6)
    let target = ''
    const home = await serve((_, response) => response.writeHead(code, { location: target }).end())
    const http = openHttp(networkWith(['127.0.0.2']), { ports: new Set([port]), resolve: namesOfTests })
    for (target of targets) {
      const going = follow(home, { send: http.send, headersFor: () => ({}) })
      await expect(going, target).rejects.toMatchObject({ name: 'HttpError' })
    }
    await http.close()
    expect(targets.length).toBeGreaterThan(50)
    expect(hits).toBe(0)
  })

  it.each(codes)('%s in chains of five end at a forbidden address without a connection to it', async (code) => {
    const home = await serve((request, response) => {
      const hop = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('hop') ?? 0)
      const location = hop < 4 ? `/?hop=${hop + 1}` : `http://127.0.0.1:${port}/`
      response.writeHead(code, { location }).end()
    })
    const http = openHttp(networkWith(['127.0.0.2']))
    for (let run = 0; run < 10; run++) {
      await expect(follow(home, { send: http.send, headersFor: () => ({}) })).rejects.toMatchObject({
        trouble: 'unsafe-address',
      })
    }
    await http.close()
    expect(hits).toBe(0)
  })

  const credentials = [
    'authorization',
    'proxy-authorization',
    'cookie',
    'procore-company-id',
    'x-api-key',
    'x-auth-token',
    'x-access-token',
    'x-amz-security-token',
    'x-ms-token',
    'x-goog-api-key',
    'x-csrf-token',
    'private-token',
  ]
  const places = ['same', 'sub', 'foreign'] as const

  describe.each(codes)('%s', (code) => {
    it.each(places)('to the %s origin: none of 12 credential headers arrives at a foreign one', async (place) => {
      const arrived: string[] = []
      let target = ''
      const listen: RequestListener = (request, response) => {
        if (request.url === '/start') return void response.writeHead(code, { location: target }).end()
        arrived.push(...Object.keys(request.headers))
        response.end('there')
      }
      const home = await serve(listen)
      const away = await serve(listen, '127.0.0.3')
      const start = new URL(`http://home.localhost:${home.port}/start`)
      target = {
        same: `http://home.localhost:${home.port}/there`,
        sub: `http://files.home.localhost:${away.port}/there`,
        foreign: `http://foreign.localhost:${away.port}/there`,
      }[place]
      const resolve: Resolve = (host, told) =>
        told(null, [{ address: host === 'home.localhost' ? '127.0.0.2' : '127.0.0.3', family: 4 }])
      const http = openHttp(networkWith(['127.0.0.2', '127.0.0.3']), { resolve })
      for (const credential of credentials) {
        const headersFor = (url: URL) => (url.origin === start.origin ? { [credential]: 'secret' } : {})
        const answer = await follow(start, { send: http.send, headersFor })
        answer.drop()
      }
      await http.close()
      const carried = credentials.filter((credential) => arrived.includes(credential))
      expect(carried).toEqual(place === 'same' ? credentials : [])
    })
  })
})

/** Names of tests by what they lead to; no other name is known. */
const namesOfTests: Resolve = (host, told) => {
  const addresses: Readonly<Record<string, string>> = {
    'metadata.test': '169.254.169.254',
    'home.test': '127.0.0.1',
    'six.test': '::1',
    'mapped.test': '::ffff:127.0.0.1',
    'nat64.test': '64:ff9b::7f00:1',
    'office.test': '192.168.1.1',
  }
  const name = host.toLowerCase().replace(/\.$/, '')
  const address = name.endsWith('localhost') ? '127.0.0.1' : addresses[name]
  if (address === undefined) told(Object.assign(new Error(`no ${host}`), { code: 'ENOTFOUND' }), [])
  else told(null, [{ address, family: address.includes(':') ? 6 : 4 }])
}
