import { createHash, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { linesOf } from '#engine/lines.ts'
import { publicKeyText } from '#engine/proof-key.ts'
import type { AuditRow } from './entry.ts'
import { endStart, isSigned, parseEnd, type ExportEnd } from './export-end.ts'
import { beforeFirst, hashOf } from './link.ts'
import type { Anchor } from './verify.ts'

/** One thing that is wrong with an export. `line` counts from 1, in the file as it is. */
export interface ExportFinding {
  readonly kind: 'changed' | 'missing' | 'out-of-order' | 'cut-off' | 'wrong-key' | 'wrong-signature'
  readonly line?: number
  readonly sentence: string
}

export interface ExportCheck {
  /** Nothing was found, and the signature is that of the key. */
  readonly isIntact: boolean
  /** Whose key: one that was given, or only the one that the export itself names, which anybody could have made. */
  readonly key: 'given' | 'its own'
  readonly entries: number
  /** Absent where the signed last line is missing. */
  readonly end: Pick<ExportEnd, 'head' | 'isWhole' | 'exportedAt'> | undefined
  /** The first hundred. */
  readonly findings: readonly ExportFinding[]
}

const mostFindings = 100
const chained = z.looseObject({
  seq: z.number().int().min(1),
  at: z.iso.datetime(),
  previous: z.string(),
  hash: z.string(),
})

/** Reads an exported log once, without anything but the file, and says what is wrong with it. */
export async function checkExport(chunks: AsyncIterable<Uint8Array>, publicKey?: KeyObject): Promise<ExportCheck> {
  const findings: ExportFinding[] = []
  // Entries that a filter left out are missing in good order; only the last line says whether there was one.
  const gaps: ExportFinding[] = []
  const sum = createHash('sha256')
  let [line, entries] = [0, 0]
  let last: Anchor = { seq: 0, hash: beforeFirst }
  let end: { readonly line: number; readonly content: ExportEnd | undefined } | undefined
  for await (const bytes of linesOf(chunks)) {
    line++
    const text = bytes.toString('utf8')
    if (end) findings.push({ kind: 'changed', line, sentence: 'Something follows the last line.' })
    else if (text.startsWith(endStart)) end = { line, content: parseEnd(text) }
    else {
      sum.update(bytes)
      const row = rowFrom(text)
      if (row) {
        entries++
        findings.push(...faultsOf(row, last, line))
        gaps.push(...gapBefore(row, last, line))
        last = row
      } else findings.push({ kind: 'changed', line, sentence: `Line ${line} is no entry as it was exported.` })
    }
    findings.splice(mostFindings)
    gaps.splice(mostFindings)
  }
  const content = end?.content
  if (content?.isWhole) findings.push(...gaps)
  findings.push(...(end ? faultsAtEnd(end, { entries, last, sha256: sum.digest('hex') }, publicKey) : [noEnd(last)]))
  return {
    isIntact: findings.length === 0,
    key: publicKey ? 'given' : 'its own',
    entries,
    end: content && { head: content.head, isWhole: content.isWhole, exportedAt: content.exportedAt },
    findings: findings.slice(0, mostFindings),
  }
}

type Row = z.infer<typeof chained>

function rowFrom(text: string): Row | undefined {
  try {
    const row = chained.safeParse(JSON.parse(text))
    return row.success && text.endsWith('\n') ? row.data : undefined
  } catch {
    return undefined
  }
}

function* faultsOf({ hash, at, ...rest }: Row, before: Anchor, line: number): Generator<ExportFinding> {
  const { seq } = rest
  // Whatever else stands in the line is hashed with it, and makes it another one.
  const link = { ...rest, at: new Date(at) } as unknown as Omit<AuditRow, 'hash'>
  if (hashOf(link) !== hash) {
    yield { kind: 'changed', line, sentence: `Entry ${seq} is not what was recorded: it was changed afterwards.` }
  }
  const follows = seq !== before.seq + 1 || rest.previous === before.hash
  if (seq > before.seq && follows) return
  const sentence = `Entry ${seq} does not follow entry ${before.seq}: one of them was put in, moved or rewritten.`
  yield { kind: 'out-of-order', line, sentence }
}

function gapBefore({ seq }: Row, before: Anchor, line: number): readonly ExportFinding[] {
  if (seq <= before.seq + 1) return []
  const which = seq === before.seq + 2 ? `Entry ${seq - 1} is` : `Entries ${before.seq + 1} to ${seq - 1} are`
  return [{ kind: 'missing', line, sentence: `${which} gone.` }]
}

interface Read {
  readonly entries: number
  readonly last: Anchor
  readonly sha256: string
}

function* faultsAtEnd(
  { line, content }: { readonly line: number; readonly content: ExportEnd | undefined },
  { entries, last, sha256 }: Read,
  publicKey: KeyObject | undefined,
): Generator<ExportFinding> {
  if (!content) {
    yield { kind: 'wrong-signature', line, sentence: 'The last line is not as a Gantry of this version writes it.' }
    return
  }
  if (publicKey && content.publicKey !== publicKeyText(publicKey)) {
    const sentence = 'The export names another key than the one it was to be checked with.'
    yield { kind: 'wrong-key', line, sentence }
  }
  if (!isSigned(content, publicKey)) {
    yield { kind: 'wrong-signature', line, sentence: 'The signature is not that of this last line by this key.' }
  }
  if (content.entries !== entries) {
    const sentence = `${entries} entries are there; ${content.entries} were exported.`
    yield { kind: 'missing', line, sentence }
  }
  const { head } = content
  if (content.isWhole && (last.seq !== head.seq || last.hash !== head.hash)) {
    yield { kind: 'cut-off', line, sentence: `The entries end at ${last.seq}; those of the log ended at ${head.seq}.` }
  }
  if (content.sha256 !== sha256) {
    yield { kind: 'changed', line, sentence: 'The entries are not those that the last line was signed for.' }
  }
}

function noEnd({ seq }: Anchor): ExportFinding {
  const sentence = `The signed last line is missing: the file was cut off after entry ${seq}, or is no export of the log.`
  return { kind: 'cut-off', sentence }
}
