import { createHash, verify, type KeyObject } from 'node:crypto'
import { linesOf } from './lines.ts'
import { lineOrder } from './line-order.ts'
import {
  checksOut,
  isConsistent,
  lastLine,
  lastLineStart,
  summing,
  type ProofHeader,
  type ProofItem,
  type ProofSums,
} from './proof-format.ts'
import { parsePublicKey, publicKeyText } from './proof-key.ts'
import { parseHeader, parseItem, parseLast } from './proof-parse.ts'
import { quote } from './quote.ts'

/** One thing that is wrong with a proof. `line` counts from 1, in the file as it is. */
export interface ProofFinding {
  readonly kind:
    'changed' | 'removed' | 'reordered' | 'truncated' | 'unequal' | 'wrong-key' | 'wrong-signature' | 'wrong-sums'
  readonly line?: number
  readonly sentence: string
}

export interface ProofCheck {
  /** Nothing was found, and the signature is that of the key. */
  readonly isIntact: boolean
  /** Whose key: one that was given, or only the one that the proof itself names, which anybody could have made. */
  readonly key: 'given' | 'its own'
  readonly header: ProofHeader | undefined
  readonly sums: ProofSums
  /** The first hundred. */
  readonly findings: readonly ProofFinding[]
}

const mostFindings = 100
const notAProof =
  'The beginning is not that of a proof: it was changed, the file is another one, or a newer Gantry wrote it.'

/** Reads a proof once, in constant memory and without anything but the proof, and says what is wrong with it. */
export async function checkProof(chunks: AsyncIterable<Uint8Array>, publicKey?: KeyObject): Promise<ProofCheck> {
  const findings: ProofFinding[] = []
  const find = (kind: ProofFinding['kind'], sentence: string, line?: number) => {
    if (findings.length < mostFindings) findings.push({ kind, sentence, ...(line !== undefined && { line }) })
  }
  const hash = createHash('sha256')
  const sum = summing()
  const order = lineOrder(find)
  let header: ReturnType<typeof parseHeader>
  let last: string | undefined
  let at = 0

  for await (const bytes of linesOf(chunks)) {
    at++
    const line = bytes.toString('utf8')
    if (last !== undefined) {
      find('changed', 'Something follows the last line.', at)
      continue
    }
    if (line.startsWith(lastLineStart)) {
      last = line
      continue
    }
    hash.update(bytes)
    if (!line.endsWith('\n')) {
      find('truncated', 'The proof ends in the middle of a line.', at)
      continue
    }
    const isSound = checksOut(line) && Buffer.from(line).equals(bytes)
    const item = isSound && at > 1 ? parseItem(line) : undefined
    if (at === 1) header = isSound ? parseHeader(line) : undefined
    if (item) sum.add(item)
    if (item && !isConsistent(item)) find('unequal', unequal(at, item), at)
    if (at === 1 && !header) find('changed', notAProof, at)
    else if (!isSound || (at > 1 && !item)) find('changed', `Line ${at} is not as it was written.`, at)
    order.see(header && at === 1 ? 1 : item?.line, at)
  }
  order.end()

  const sums = sum.sums()
  const key = publicKey === undefined ? 'its own' : 'given'
  if (header && !sameStates(header.states, sums.states)) {
    find('wrong-sums', 'The states of the items do not add up to what the header says.')
  }
  if (last === undefined) find('truncated', 'The last line, with sums and signature, is missing.')
  else judgeLast(last)
  return { isIntact: findings.length === 0, key, header, sums, findings }

  function judgeLast(line: string) {
    const digest = hash.digest()
    const signature = parseLast(line)?.signature ?? ''
    if (publicKey && header && header.publicKey !== publicKeyText(publicKey)) {
      find('wrong-key', 'The proof names another key than the one it was to be checked with.')
    }
    const verifier = publicKey ?? parsePublicKey(header?.publicKey ?? '')
    const isSigned = verifier && verify(null, digest, verifier, Buffer.from(signature, 'base64'))
    if (!isSigned) find('wrong-signature', 'The signature is not that of this content by this key.')
    if (line !== lastLine(sums, digest.toString('hex'), signature) || !isCanonical(signature)) {
      find('wrong-sums', 'The last line does not agree with the lines before it.', at)
    }
  }
}

function unequal(at: number, { packed, source }: ProofItem): string {
  return packed
    ? `Line ${at} calls ${quote(source)} packed and proven, but its two hashes are not those of a file and its archive.`
    : `Line ${at} calls ${quote(source)} proven, but its two hashes differ.`
}

function isCanonical(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('base64') === base64
}

function sameStates(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((state) => (a[state] ?? 0) === (b[state] ?? 0))
}
