import { sign, verify, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { parsePublicKey, publicKeyText } from '#engine/proof-key.ts'

const hex = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * The last line of an exported log. Its signature is over the line as it would be without it, so that the number of lines,
 * their SHA-256 and the head of the log stand fast.
 */
const exportEnd = z.strictObject({
  /** Number and hash of the last entry of the log. */
  head: z.strictObject({ seq: z.number().int().min(0), hash: hex }),
  /** How many entries stand in the export. */
  entries: z.number().int().min(0),
  /** Whether these are all entries up to the head, rather than those that a filter left. */
  isWhole: z.boolean(),
  exportedAt: z.iso.datetime(),
  /** Of every byte before this line. */
  sha256: hex,
  /** Base64 of its SPKI form, as in proofs. */
  publicKey: z.string(),
  /** Ed25519, in Base64. */
  signature: z.string(),
})

export type ExportEnd = z.infer<typeof exportEnd>
type Unsigned = Omit<ExportEnd, 'publicKey' | 'signature'>

/** What no line of an entry begins with. */
export const endStart = '{"head":'

export function endLine(end: Unsigned, key: KeyObject): string {
  const content = { ...end, publicKey: publicKeyText(key) }
  const signature = sign(null, signedText(content), key).toString('base64')
  return `${JSON.stringify({ ...ordered(content), signature })}\n`
}

/** `undefined` for what no Gantry of this version has written. */
export function parseEnd(line: string): ExportEnd | undefined {
  const end = exportEnd.safeParse(fromJson(line))
  if (!end.success) return undefined
  const { signature } = end.data
  // Whatever is in the line and not in these fields would not be signed.
  return line === `${JSON.stringify({ ...ordered(end.data), signature })}\n` ? end.data : undefined
}

/** Without a key, the one that the line itself names is believed. */
export function isSigned(end: ExportEnd, publicKey: KeyObject | undefined): boolean {
  const key = publicKey ?? parsePublicKey(end.publicKey)
  return key !== undefined && verify(null, signedText(end), key, Buffer.from(end.signature, 'base64'))
}

function signedText(end: Omit<ExportEnd, 'signature'>): Buffer {
  return Buffer.from(JSON.stringify(ordered(end)))
}

function ordered({ head, entries, isWhole, exportedAt, sha256, publicKey }: Omit<ExportEnd, 'signature'>) {
  return { head: { seq: head.seq, hash: head.hash }, entries, isWhole, exportedAt, sha256, publicKey }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
