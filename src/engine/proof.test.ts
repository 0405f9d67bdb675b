import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkProof } from './check-proof.ts'
import { linesOf } from './lines.ts'
import { writeProof } from './proof.ts'
import type { ProofHeader } from './proof-format.ts'
import { newProofKey, openProofKey, parsePublicKey, publicKeyPem, publicKeyText } from './proof-key.ts'
import type { Receipt } from './receipt.ts'

const key = openProofKey(newProofKey())

function receipt(at: number, more: Partial<Receipt> = {}): Receipt {
  const sha256 = createHash('sha256').update(String(at)).digest('hex')
  return {
    source: ['Plans', `A-${at}\ud800 ä.pdf`],
    destination: ['Plans', `A-${at}.pdf`],
    kind: 'file',
    size: at,
    state: 'succeeded',
    reason: 'copied',
    sentence: '',
    sourceSha256: sha256,
    destinationSha256: sha256,
    verified: 'read-back',
    attempts: 1,
    finishedAt: 1_772_000_000_000 + at,
    ...more,
  }
}

async function proofOf(
  items: number,
  more: Partial<ProofHeader> = {},
  privateKey = key,
  each: Partial<Receipt> = {},
): Promise<Buffer> {
  const header: ProofHeader = {
    run: 'r1',
    job: 'Close-out',
    source: 'This computer:/plans',
    destination: 'Procore:Tower/Plans',
    startedAt: '2026-03-01T10:00:00.000Z',
    finishedAt: '2026-03-01T10:05:00.000Z',
    states: { succeeded: items },
    ...more,
  }
  const receipts = Array.from({ length: items }, (_, at) => receipt(at, each))
  return Buffer.concat(await Array.fromAsync(writeProof(header, [receipts.slice(0, 2), receipts.slice(2)], privateKey)))
}

async function* inPieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function check(bytes: Uint8Array, publicKey?: KeyObject) {
  return await checkProof(inPieces(bytes, 61), publicKey)
}

async function rearrange(bytes: Buffer, change: (lines: Buffer[]) => Buffer[]): Promise<Buffer> {
  return Buffer.concat(change(await Array.fromAsync(linesOf(inPieces(bytes)))))
}

describe('a proof', () => {
  test('is intact as it was written, however it arrives', async () => {
    const bytes = await proofOf(5)
    for (const size of [1, 7, 64, 100_000]) {
      const result = await checkProof(inPieces(bytes, size), createPublicKey(key))
      expect(result).toMatchObject({ isIntact: true, key: 'given', findings: [] })
      expect(result.sums).toEqual({ items: 5, bytes: 10, verified: 5, states: { succeeded: 5 } })
    }
  })

  test('of a run without items is intact', async () => {
    expect(await check(await proofOf(0))).toMatchObject({ isIntact: true, key: 'its own' })
  })

  test('carries the digest that sha256sum gives for all lines but the last', async () => {
    const lines = await Array.fromAsync(linesOf(inPieces(await proofOf(3))))
    const digest = createHash('sha256')
      .update(Buffer.concat(lines.slice(0, -1)))
      .digest('hex')
    expect(lines.at(-1)?.toString()).toContain(digest)
  })

  test('with any bit flipped in any byte is not intact', async () => {
    const bytes = await proofOf(4)
    for (let at = 0; at < bytes.length; at++) {
      const forged = Buffer.from(bytes)
      forged.writeUInt8(forged.readUInt8(at) ^ (1 << (at % 8)), at)
      const { isIntact } = await check(forged, createPublicKey(key))
      if (isIntact) expect.fail(`a flip in byte ${at} was not seen`)
    }
  })

  test('cut off after any byte is not intact', async () => {
    const bytes = await proofOf(2)
    for (let length = 0; length < bytes.length; length++) {
      const { isIntact } = await check(bytes.subarray(0, length))
      if (isIntact) expect.fail(`a cut after ${length} bytes was not seen`)
    }
  })

  test('names the line that was changed', async () => {
    const text = (await proofOf(4)).toString().replace('A-2.pdf', 'A-9.pdf')
    const { findings } = await check(Buffer.from(text))
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'changed', line: 4 }))
  })

  test('names the line that was removed', async () => {
    const forged = await rearrange(await proofOf(4), (lines) => lines.toSpliced(3, 1))
    const { findings } = await check(forged)
    expect(findings.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['removed', 'wrong-signature', 'wrong-sums']),
    )
    expect(findings[0]?.sentence).toContain('Line 4')
  })

  test('tells lines that changed places from lines that were removed', async () => {
    const forged = await rearrange(await proofOf(4), ([a, b, c, ...rest]) =>
      [a, c, b, ...rest].filter((line) => line !== undefined),
    )
    const kinds = (await check(forged)).findings.map(({ kind }) => kind)
    expect(kinds).toContain('reordered')
    expect(kinds).not.toContain('removed')
  })

  test('without its last line is truncated', async () => {
    const forged = await rearrange(await proofOf(4), (lines) => lines.slice(0, -1))
    expect((await check(forged)).findings).toMatchObject([{ kind: 'truncated' }])
  })

  test('with something after its last line is not intact', async () => {
    expect(await check(Buffer.concat([await proofOf(1), Buffer.from('{}\n')]))).toMatchObject({ isIntact: false })
  })

  test('signed by another key is found out when the right key is given, and only then', async () => {
    const forged = await proofOf(3, {}, openProofKey(newProofKey()))
    expect(await check(forged)).toMatchObject({ isIntact: true, key: 'its own' })
    const { findings } = await check(forged, createPublicKey(key))
    expect(findings.map(({ kind }) => kind)).toEqual(['wrong-key', 'wrong-signature'])
  })

  test('whose header counts other states than its items have is not intact', async () => {
    const { findings } = await check(await proofOf(3, { states: { succeeded: 2, flagged: 1 } }))
    expect(findings).toMatchObject([{ kind: 'wrong-sums' }])
  })

  test('tells of a file in an archive by both hashes, and lets no other two differ', async () => {
    const other = { destinationSha256: 'f'.repeat(64) }
    const kinds = async (each: Partial<Receipt>) => {
      const { findings } = await check(await proofOf(1, {}, key, each))
      return findings.map(({ kind, line }) => [kind, line])
    }
    expect(await kinds({ ...other, packed: true })).toEqual([])
    expect(await kinds(other)).toEqual([['unequal', 2]])
    expect(await kinds({ packed: true })).toEqual([['unequal', 2]])
  })

  test('that is no proof at all is refused in words', async () => {
    const { isIntact, findings } = await check(Buffer.from('hello\nworld\n'))
    expect(isIntact).toBe(false)
    expect(findings.length).toBeGreaterThan(0)
  })
})

test('a public key is read as Base64 and as PEM, and nothing else is taken for one', () => {
  for (const text of [publicKeyText(key), publicKeyPem(key), `\n${publicKeyPem(key)}\n`]) {
    expect(parsePublicKey(text)?.equals(createPublicKey(key)), text).toBe(true)
  }
  const { publicKey: other } = generateKeyPairSync('x25519')
  const others = [other.export({ type: 'spki', format: 'pem' }).toString(), publicKeyText(other)]
  for (const text of ['', 'AAAA', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', ...others]) {
    expect(parsePublicKey(text), text).toBeUndefined()
  }
})
