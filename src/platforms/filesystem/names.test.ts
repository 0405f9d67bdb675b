import { fc, test as property } from '@fast-check/vitest'
import { isStorageError } from '#platform'
import { describe, expect, test } from 'vitest'
import { nameForSystem, nameFromBytes } from './names.ts'

// Bytes that a Linux file name may hold.
const nameBytes = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0 && byte !== 0x2f)))
  .filter((bytes) => bytes.length > 0 && !['.', '..'].includes(bytes.toString('latin1')))

// Mostly the bytes that UTF-8 sequences are made of, so that broken sequences are frequent.
const brokenText = fc
  .array(fc.constantFrom(0x61, 0x80, 0xbf, 0xc3, 0xa4, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0xff), {
    minLength: 1,
    maxLength: 12,
  })
  .map((bytes) => Buffer.from(bytes))

function refused(name: string): boolean {
  try {
    nameForSystem(name)
    return false
  } catch (error) {
    return isStorageError(error, 'invalid-name')
  }
}

describe('a name on disk', () => {
  property.prop([fc.oneof(nameBytes, brokenText)])('comes back as the same bytes, whatever they are', (bytes) => {
    expect(Buffer.from(nameForSystem(nameFromBytes(bytes)))).toEqual(bytes)
  })

  property.prop([fc.string({ unit: 'binary', minLength: 1 })])('of ordinary text stays that text', (name) => {
    fc.pre(!name.includes('/') && !name.includes('\0') && name !== '.' && name !== '..')
    expect(nameFromBytes(Buffer.from(nameForSystem(name)))).toBe(name)
  })

  test('shows a byte that is no text as one half of a surrogate pair', () => {
    expect(nameFromBytes(Buffer.from([0x61, 0xff, 0xe4, 0x62]))).toBe('a\udcff\udce4b')
  })

  test('that was cut inside a character keeps its bytes one by one', () => {
    expect(nameFromBytes(Buffer.from([0xe2, 0x82]))).toBe('\udce2\udc82')
  })
})

describe('a name that no bytes stand for is refused', () => {
  test.each([
    ['a half that stands for no byte', '\ud800.txt'],
    ['another such half, which must not become the same name', '\ud801.txt'],
    ['a half that would stand for an ASCII letter', '\udc41'],
    ['escaped bytes that together are text, so that two names would become one', '\udcc3\udca4'],
  ])('%s', (_, name) => {
    expect(refused(name)).toBe(true)
  })

  property.prop([fc.array(fc.integer({ min: 0xd800, max: 0xdfff }), { minLength: 1, maxLength: 6 })])(
    'and what is not refused is reversible',
    (halves) => {
      const name = String.fromCharCode(...halves)
      if (!refused(name)) expect(nameFromBytes(Buffer.from(nameForSystem(name)))).toBe(name)
    },
  )

  test.each(['', '.', '..', 'a/b', '/etc', '../x', 'a\0b'])('as is one that would lead elsewhere: %j', (name) => {
    expect(refused(name)).toBe(true)
  })
})
