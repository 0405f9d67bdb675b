import type { Kysely } from 'kysely'
import { factNames, type Actor, type AuditEntry, type AuditRow, type Facts, type Subject } from './entry.ts'
import { hashOf } from './link.ts'
import { insertEntry, lockHead } from './rows.ts'

/**
 * Adds an entry to the log, in the transaction of the act that it tells of: both are kept or neither. Call it last: from
 * here to the end of the transaction others who record wait.
 */
export async function record(db: Kysely<unknown>, entry: AuditEntry): Promise<AuditRow> {
  if (!db.isTransaction) throw new Error('An act is recorded inside the transaction that does it.')
  const head = await lockHead(db)
  const link = { ...plain(entry), seq: head.seq + 1, at: head.now, previous: head.hash }
  const row = { ...link, hash: hashOf(link) }
  await insertEntry(db, row)
  return row
}

const mostCharacters = 200

/** Only what an entry may hold, field by field, so that nothing else gets in with an object that has more. */
function plain({ actor, act, outcome, subject, changed, facts }: AuditEntry): AuditEntry {
  const allowed = factsOf(facts)
  return {
    actor: plainActor(actor),
    act,
    outcome,
    ...(subject && { subject: plainSubject(subject) }),
    ...(changed && changed.length > 0 && { changed: changed.map(short) }),
    ...(Object.keys(allowed).length > 0 && { facts: allowed }),
  }
}

function plainActor({ kind, id, name, address }: Actor): Actor {
  return {
    kind,
    ...(id !== undefined && { id }),
    name: short(name),
    ...(address !== undefined && { address: short(address) }),
  }
}

function plainSubject({ kind, id, name }: Subject): Subject {
  return { kind, id: short(id), name: short(name) }
}

function factsOf(facts: Facts = {}): Facts {
  return Object.fromEntries(
    factNames.flatMap((name) => {
      const value = facts[name]
      if (value === undefined) return []
      return [[name, typeof value === 'number' ? value : short(value)]]
    }),
  )
}

/** What PostgreSQL can hold (no NUL, no half of a character), and not for ever. */
function short(text: string): string {
  const whole = text.toWellFormed().replaceAll('\0', '�')
  return whole.length <= mostCharacters ? whole : `${whole.slice(0, mostCharacters - 1).toWellFormed()}…`
}
