import type { Kysely } from 'kysely'
import type { AuditRow } from './entry.ts'
import { beforeFirst, hashOf } from './link.ts'
import { readEnd } from './rows.ts'
import { walk } from './walk.ts'

export interface Finding {
  /**
   * `changed`: its content is not what was recorded. `missing`: entries before this one are gone. `out-of-order`: it does not
   * follow the entry before it, because one of them was put in, moved or rewritten. `cut-off`: the end is gone.
   */
  readonly kind: 'changed' | 'missing' | 'out-of-order' | 'cut-off'
  readonly seq: number
  readonly sentence: string
}

export interface ChainVerdict {
  readonly isIntact: boolean
  readonly entries: number
  /** The first of them, in the order of the log. */
  readonly findings: readonly Finding[]
  /** How many there are in all. */
  readonly found: number
  /** To be kept elsewhere and given to a later check. */
  readonly head: Anchor
}

/** An entry's number and hash, as an export or an earlier check gave them. */
export interface Anchor {
  readonly seq: number
  readonly hash: string
}

const mostFindings = 100

/** Reads the whole log and checks every link, up to the head and through the anchor that is given. */
export async function verifyChain(
  db: Kysely<unknown>,
  { anchor, signal }: { readonly anchor?: Anchor; readonly signal?: AbortSignal } = {},
): Promise<ChainVerdict> {
  const { head, last: end } = await readEnd(db)
  const findings: Finding[] = []
  let found = 0
  const note = (finding: Finding) => {
    found++
    if (findings.length < mostFindings) findings.push(finding)
  }
  let entries = 0
  let last: Anchor = { seq: 0, hash: beforeFirst }
  for await (const row of walk(db, head.seq, { signal })) {
    entries++
    for (const finding of faultsOf(row, last)) note(finding)
    if (anchor?.seq === row.seq && anchor.hash !== row.hash) note(rewritten(anchor))
    last = row
  }
  const expected = Math.max(head.seq, anchor?.seq ?? 0)
  if (last.seq < expected) note(cutOff(last.seq, expected))
  else if (last.hash !== head.hash) note(unlike(last.seq))
  if (end > head.seq) note(stray(end))
  return {
    isIntact: found === 0,
    entries,
    findings,
    found,
    head: { seq: head.seq, hash: head.hash },
  }
}

function* faultsOf({ hash, ...row }: AuditRow, before: Anchor): Generator<Finding> {
  const { seq } = row
  if (hashOf(row) !== hash) {
    yield { kind: 'changed', seq, sentence: `Entry ${seq} is not what was recorded: it was changed afterwards.` }
  }
  if (seq !== before.seq + 1) {
    const gone = seq - before.seq - 1
    const which = gone === 1 ? `Entry ${seq - 1} is` : `Entries ${before.seq + 1} to ${seq - 1} are`
    yield { kind: 'missing', seq, sentence: `${which} gone.` }
  } else if (row.previous !== before.hash) {
    const sentence = `Entry ${seq} does not follow entry ${before.seq}: one of them was put in, moved or rewritten.`
    yield { kind: 'out-of-order', seq, sentence }
  }
}

function rewritten({ seq }: Anchor): Finding {
  const sentence = `Entry ${seq} is another one than when its hash was noted: the log was rewritten.`
  return { kind: 'changed', seq, sentence }
}

function cutOff(seq: number, expected: number): Finding {
  return { kind: 'cut-off', seq, sentence: `The log ends at entry ${seq}; it had ${expected} entries.` }
}

function unlike(seq: number): Finding {
  const sentence = `Entry ${seq} is the last one, but not the one that was recorded last: the end was rewritten.`
  return { kind: 'out-of-order', seq, sentence }
}

function stray(seq: number): Finding {
  return { kind: 'out-of-order', seq, sentence: `Entry ${seq} stands after the end of the log: it was put in.` }
}
