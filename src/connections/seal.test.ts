import { describe, expect, test } from 'vitest'
import type { Values } from '#platform'
import { boundTo } from './bound-to.ts'
import { keyBytes, keyNumberIn, newDataKey, openDataKey, SealError } from './seal.ts'

const secret = 'the gulls sleep on the crane'
const master = Buffer.alloc(keyBytes, 7)
const sealer = openDataKey(master, { id: 1, wrapped: newDataKey(master) })
const settings: Values = { domain: 'https://harbour.example', clientId: 'crane' }
const place = boundTo.connection({ id: '1', settings })
const sealed = sealer.seal(secret, place)

function expectRefused(text: string, from = place): void {
  let refused: unknown
  try {
    sealer.open(text, from)
  } catch (error) {
    refused = error
  }
  expect(refused, text).toBeInstanceOf(SealError)
  const said = String(refused)
  expect(said).toMatch(/^SealError: A stored secret .*\.$/)
  for (const form of [secret, sealed, ...sealed.split('.').slice(2)]) expect(said).not.toContain(form)
}

/** The parts of a sealed text that are bytes, with one of them put in the place of what it was. */
function withPart(at: number, change: (bytes: Buffer) => Buffer): string {
  const parts = sealed.split('.')
  return parts.with(at, change(Buffer.from(parts[at] ?? '', 'base64url')).toString('base64url')).join('.')
}

const parts = [
  ['nonce', 2],
  ['tag', 3],
  ['text', 4],
] as const

test('a sealed secret opens where it belongs, and is another text each time', () => {
  expect(sealer.open(sealed, place)).toBe(secret)
  expect(sealer.seal(secret, place)).not.toBe(sealed)
})

describe.each(parts)('a sealed secret whose %s', (_, at) => {
  const length = Buffer.from(sealed.split('.')[at] ?? '', 'base64url').length

  test('has any one bit turned is refused', () => {
    for (let bit = 0; bit < length * 8; bit++) {
      expectRefused(
        withPart(at, (bytes) => {
          bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
          return bytes
        }),
      )
    }
  })

  test('is cut at any place, from either end, is refused', () => {
    for (let kept = 0; kept < length; kept++) {
      expectRefused(withPart(at, (bytes) => bytes.subarray(0, kept)))
      expectRefused(withPart(at, (bytes) => bytes.subarray(length - kept)))
    }
  })

  test('is longer is refused', () => {
    expectRefused(withPart(at, (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])))
    expectRefused(withPart(at, (bytes) => Buffer.concat([Buffer.alloc(1), bytes])))
    expectRefused(withPart(at, (bytes) => Buffer.concat([bytes, bytes])))
  })
})

test('a sealed secret that is written in any other way, by one character, is refused', () => {
  const start = sealed.indexOf('.', sealed.indexOf('.') + 1) + 1
  for (let at = start; at < sealed.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const other = String.fromCharCode(sealed.charCodeAt(at) ^ (1 << bit))
      expectRefused(`${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`)
    }
    expectRefused(`${sealed.slice(0, at)}${sealed.slice(at + 1)}`)
  }
  for (const text of [
    `${sealed}=`,
    `${sealed}\n`,
    ` ${sealed}`,
    `${sealed}.AA`,
    sealed.replace('.1.', '.2.'),
    sealed.replace('.1.', '.1.AA.'),
  ])
    expectRefused(text)
})

test.each([
  ['nothing', ''],
  ['the secret itself', secret],
  ['two parts', 'AAAA.AAAA'],
  ['empty parts', 'v2.1...'],
  ['the parts in another order', sealed.split('.').toSorted().join('.')],
])('%s in the place of a sealed secret is refused', (_, text) => {
  expectRefused(text)
})

test.each(['', 'v3.1.a.b.c', 'v2', 'v2.x.a.b.c', 'v2.-1.a.b.c', 'v2.1234567890.a.b.c', secret])(
  '“%s” begins with no key that could open it',
  (text) => {
    const unknown = new SealError('A stored secret is in a form that this Gantry does not know.')
    expect(() => keyNumberIn(text)).toThrow(unknown)
  },
)

test.each([
  ['another connection', boundTo.connection({ id: '2', settings })],
  ['another origin', boundTo.connection({ id: '1', settings: { ...settings, domain: 'https://elsewhere.example' } })],
  [
    'the same host without encryption',
    boundTo.connection({ id: '1', settings: { ...settings, domain: 'http://harbour.example' } }),
  ],
  ['another port', boundTo.connection({ id: '1', settings: { ...settings, domain: 'https://harbour.example:8443' } })],
  [
    'an address in another field',
    boundTo.connection({ id: '1', settings: { clientId: 'crane', login: 'https://harbour.example' } }),
  ],
  ['no address', boundTo.connection({ id: '1', settings: { clientId: 'crane' } })],
  ['the client of the installation', boundTo.client('harbour', settings)],
  ['the installation itself', boundTo.installation('1')],
])('a sealed secret that was moved to %s is refused', (_, elsewhere) => {
  expectRefused(sealed, elsewhere)
})

test('a sealed secret stays readable where an address is only written differently', () => {
  const same = { ...settings, domain: 'https://HARBOUR.example:443/', clientId: 'hook' }
  expect(sealer.open(sealed, boundTo.connection({ id: '1', settings: same }))).toBe(secret)
})

test('the client of one platform is not that of another, nor of the same at another address', () => {
  const ofClient = sealer.seal(secret, boundTo.client('harbour', settings))
  expectRefused(ofClient, boundTo.client('quay', settings))
  expectRefused(ofClient, boundTo.client('harbour', { domain: 'https://elsewhere.example' }))
})

test('another data key opens nothing, and another master key no data key', () => {
  const other = openDataKey(master, { id: 1, wrapped: newDataKey(master) })
  expect(() => other.open(sealed, place)).toThrow(SealError)
  const wrapped = newDataKey(master)
  expect(() => openDataKey(Buffer.alloc(keyBytes, 8), { id: 1, wrapped })).toThrow(SealError)
  expect(() => sealer.open(wrapped, 'data-key')).toThrow(SealError)
})
