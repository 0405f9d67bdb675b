import { sql } from 'kysely'
import type { Db } from './means.ts'
import type { Person } from './person.ts'
import { toPerson, type PersonRow } from './rows.ts'
import type { Session } from './session.ts'

interface SessionRow {
  session_id: number
  person: number
  device: string
  address: string
  session_created_at: Date
  used_at: Date
  expires_at: Date
}

const columns = sql`s.id as session_id, s.person, s.device, s.address, s.created_at as session_created_at, s.used_at,
  s.expires_at`

export async function insertSession(
  db: Db,
  given: Omit<Session, 'id' | 'usedAt'> & { readonly hash: string; readonly network: string },
): Promise<Session> {
  const { rows } = await sql<{ id: number }>`
    insert into sessions (hash, person, device, address, network, created_at, used_at, expires_at)
    values (${given.hash}, ${given.person}, ${given.device}, ${given.address}, ${given.network}, ${given.createdAt},
      ${given.createdAt}, ${given.expiresAt})
    returning id`.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL returned no row for a new session')
  const { person, device, address, createdAt, expiresAt } = given
  return { id: String(row.id), person, device, address, createdAt, usedAt: createdAt, expiresAt }
}

/** The session that is alive, and whose it is. */
export async function findSession(
  db: Db,
  hash: string,
  alive: { readonly now: Date; readonly usedSince: Date },
): Promise<{ readonly session: Session; readonly person: Person } | undefined> {
  const { rows } = await sql<SessionRow & PersonRow>`
    select p.*, ${columns} from sessions s join people p on p.id = s.person
    where s.hash = ${hash} and s.ended_at is null and s.expires_at > ${alive.now} and s.used_at > ${alive.usedSince}
      and p.disabled_at is null`.execute(db)
  const [row] = rows
  return row && { session: toSession(row), person: toPerson(row) }
}

export async function noteSessionUse(db: Db, id: string, at: Date): Promise<void> {
  await sql`update sessions set used_at = ${at} where id = ${id} and used_at < ${at}`.execute(db)
}

/** Those of a person that are alive, the one used last first. */
export async function sessionsOf(
  db: Db,
  person: string,
  alive: { readonly now: Date; readonly usedSince: Date },
): Promise<readonly Session[]> {
  const { rows } = await sql<SessionRow>`
    select ${columns} from sessions s
    where s.person = ${person} and s.ended_at is null and s.expires_at > ${alive.now} and s.used_at > ${alive.usedSince}
    order by s.used_at desc, s.id desc`.execute(db)
  return rows.map(toSession)
}

/** Says whether there was one to end. */
export async function endOne(db: Db, person: string, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update sessions set ended_at = ${at} where id = ${id} and person = ${person} and ended_at is null
    returning id`.execute(db)
  return rows.length > 0
}

/** Ends all of a person's sessions, or all but one, and tells how many. */
export async function endAll(db: Db, person: string, at: Date, except?: string): Promise<number> {
  const { rows } = await sql`
    update sessions set ended_at = ${at}
    where person = ${person} and ended_at is null and (${except ?? null}::bigint is null or id <> ${except ?? null}::bigint)
    returning id`.execute(db)
  return rows.length
}

/** Whether the person has signed in from this network before. */
export async function hasComeFrom(db: Db, person: string, network: string): Promise<boolean> {
  const { rows } = await sql`select 1 from sessions where person = ${person} and network = ${network} limit 1`.execute(
    db,
  )
  return rows.length > 0
}

export async function forgetSessions(db: Db, before: Date): Promise<void> {
  await sql`delete from sessions where expires_at < ${before}`.execute(db)
}

function toSession(row: SessionRow): Session {
  return {
    id: String(row.session_id),
    person: String(row.person),
    device: row.device,
    address: row.address,
    createdAt: row.session_created_at,
    usedAt: row.used_at,
    expiresAt: row.expires_at,
  }
}
