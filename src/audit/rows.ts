import { sql, type Kysely } from 'kysely'
import type { Actor, AuditEntry, AuditRow, Facts } from './entry.ts'

type Db = Kysely<unknown>

/** The last entry's number and hash, and the database's time. */
export interface Head {
  readonly seq: number
  readonly hash: string
  readonly now: Date
}

/** Of other entries only those that were there first come through: the row is held until the transaction ends. */
export async function lockHead(db: Db): Promise<Head> {
  const { rows } = await sql<Head>`
    select seq, hash, date_trunc('milliseconds', clock_timestamp()) as now
    from audit_head where id = 1 for update`.execute(db)
  return headOf(rows)
}

export async function readHead(db: Db): Promise<Head> {
  const { rows } = await sql<Head>`select seq, hash, now() as now from audit_head where id = 1`.execute(db)
  return headOf(rows)
}

/** The number of the last entry that stands in the log, as it was when the head was read. */
export async function readEnd(db: Db): Promise<{ readonly head: Head; readonly last: number }> {
  const { rows } = await sql<Head & { last: number }>`
    select seq, hash, now() as now, (select coalesce(max(seq), 0) from audit_log) as last
    from audit_head where id = 1`.execute(db)
  return { head: headOf(rows), last: rows[0]?.last ?? 0 }
}

function headOf(rows: readonly Head[]): Head {
  const [head] = rows
  if (!head) throw new Error('The audit log has lost its head; restore the database from a backup.')
  return head
}

interface Row {
  seq: number
  at: Date
  actor_kind: Actor['kind']
  actor_id: string | null
  actor_name: string
  actor_address: string | null
  act: string
  outcome: AuditEntry['outcome']
  subject_kind: string | null
  subject_id: string | null
  subject_name: string | null
  changed: string[]
  facts: Facts
  previous: string
  hash: string
}

export async function insertEntry(db: Db, row: AuditRow): Promise<void> {
  const { actor, subject } = row
  await sql`
    insert into audit_log (seq, at, actor_kind, actor_id, actor_name, actor_address, act, outcome, subject_kind,
      subject_id, subject_name, changed, facts, previous, hash)
    values (${row.seq}, ${row.at}, ${actor.kind}, ${actor.id ?? null}, ${actor.name}, ${actor.address ?? null},
      ${row.act}, ${row.outcome}, ${subject?.kind ?? null}, ${subject?.id ?? null}, ${subject?.name ?? null},
      ${row.changed ?? []}, ${JSON.stringify(row.facts ?? {})}, ${row.previous}, ${row.hash})`.execute(db)
}

export interface AuditFilter {
  /** Words in the names of actor and subject, or in the act. */
  readonly text?: string
  readonly act?: string
  readonly actor?: { readonly kind: Actor['kind']; readonly id?: string }
  readonly subject?: { readonly kind: string; readonly id?: string }
  readonly outcome?: AuditEntry['outcome']
  readonly from?: Date
  /** Up to but not including. */
  readonly to?: Date
}

/** The newest first; `after` is the number of the last entry seen. */
export async function findEntries(
  db: Db,
  filter: AuditFilter,
  page: { readonly after?: number; readonly limit: number },
): Promise<readonly AuditRow[]> {
  const { rows } = await sql<Row>`
    select * from audit_log where ${conditions(filter)} and ${page.after === undefined ? sql`true` : sql`seq < ${page.after}`}
    order by seq desc limit ${page.limit}`.execute(db)
  return rows.map(toRow)
}

/** The oldest first, from `after` up to and including `upTo`. */
export async function entriesAfter(
  db: Db,
  filter: AuditFilter,
  range: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<readonly AuditRow[]> {
  const { rows } = await sql<Row>`
    select * from audit_log where ${conditions(filter)} and seq > ${range.after} and seq <= ${range.upTo}
    order by seq limit ${range.limit}`.execute(db)
  return rows.map(toRow)
}

function conditions({ text, act, actor, subject, outcome, from, to }: AuditFilter) {
  const words = text === undefined ? undefined : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const wanted = [
    words !== undefined &&
      sql`(actor_name ilike ${words} or subject_name ilike ${words} or act ilike ${words} or facts::text ilike ${words})`,
    act !== undefined && sql`act = ${act}`,
    actor !== undefined && sql`actor_kind = ${actor.kind}`,
    actor?.id !== undefined && sql`actor_id = ${actor.id}`,
    subject !== undefined && sql`subject_kind = ${subject.kind}`,
    subject?.id !== undefined && sql`subject_id = ${subject.id}`,
    outcome !== undefined && sql`outcome = ${outcome}`,
    from !== undefined && sql`at >= ${from}`,
    to !== undefined && sql`at < ${to}`,
  ].filter((condition) => condition !== false)
  return sql.join([sql`true`, ...wanted], sql` and `)
}

function toRow(row: Row): AuditRow {
  return {
    seq: row.seq,
    at: row.at,
    actor: {
      kind: row.actor_kind,
      ...(row.actor_id !== null && { id: row.actor_id }),
      name: row.actor_name,
      ...(row.actor_address !== null && { address: row.actor_address }),
    },
    act: row.act,
    outcome: row.outcome,
    ...(row.subject_kind !== null && {
      subject: { kind: row.subject_kind, id: row.subject_id ?? '', name: row.subject_name ?? '' },
    }),
    ...(row.changed.length > 0 && { changed: row.changed }),
    ...(Object.keys(row.facts).length > 0 && { facts: row.facts }),
    previous: row.previous,
    hash: row.hash,
  }
}
