import { createHash, sign, type KeyObject } from 'node:crypto'
import { headerLine, itemLine, lastLine, summing, type ProofHeader } from './proof-format.ts'
import { publicKeyText } from './proof-key.ts'
import type { Receipt } from './receipt.ts'

/**
 * Writes the proof of a run as it goes: chunks of bytes for a file, in constant memory. `receipts` are those of all items, in
 * the order in which the proof is to list them.
 */
export async function* writeProof(
  header: ProofHeader,
  receipts: AsyncIterable<readonly Receipt[]> | Iterable<readonly Receipt[]>,
  privateKey: KeyObject,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256')
  const sum = summing()
  const chunk = (text: string) => {
    const bytes = Buffer.from(text)
    hash.update(bytes)
    return bytes
  }
  yield chunk(headerLine(header, publicKeyText(privateKey)))
  let line = 1
  for await (const some of receipts) {
    const lines = some.map((receipt) => {
      sum.add(receipt)
      return itemLine(receipt, ++line)
    })
    yield chunk(lines.join(''))
  }
  const digest = hash.digest()
  const signature = sign(null, digest, privateKey).toString('base64')
  yield Buffer.from(lastLine(sum.sums(), digest.toString('hex'), signature))
}
