import { sql } from 'kysely'
import type { Db } from './means.ts'
import type { Role } from './person.ts'

/** A link that lets somebody in once. */
export interface OneTimeLink {
  readonly id: string
  readonly kind: 'first-administrator' | 'invitation' | 'new-password'
  /** Of an invitation. */
  readonly role?: Role
  readonly email?: string
  /** Whose new password it is. */
  readonly person?: string
  readonly madeBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

interface LinkRow {
  id: number
  kind: OneTimeLink['kind']
  role: Role | null
  email: string | null
  person: number | null
  made_by: string
  created_at: Date
  expires_at: Date
}

export async function insertLink(
  db: Db,
  link: Omit<OneTimeLink, 'id'> & { readonly hash: string },
): Promise<OneTimeLink> {
  const { rows } = await sql<LinkRow>`
    insert into one_time_links (hash, kind, role, email, person, made_by, created_at, expires_at)
    values (${link.hash}, ${link.kind}, ${link.role ?? null}, ${link.email ?? null}, ${link.person ?? null},
      ${link.madeBy}, ${link.createdAt}, ${link.expiresAt})
    returning *`.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL returned no row for a new link')
  return toLink(row)
}

export async function findLink(db: Db, hash: string, now: Date): Promise<OneTimeLink | undefined> {
  const { rows } = await sql<LinkRow>`
    select * from one_time_links
    where hash = ${hash} and redeemed_at is null and withdrawn_at is null and expires_at > ${now}`.execute(db)
  return rows[0] && toLink(rows[0])
}

/** Uses the link up. Of several who try at the same time one is given it. */
export async function takeLink(db: Db, hash: string, now: Date): Promise<OneTimeLink | undefined> {
  const { rows } = await sql<LinkRow>`
    update one_time_links set redeemed_at = ${now}
    where hash = ${hash} and redeemed_at is null and withdrawn_at is null and expires_at > ${now}
    returning *`.execute(db)
  return rows[0] && toLink(rows[0])
}

/** Uses up the invitation of an address, by somebody who has proved that it is theirs. */
export async function takeInvitation(db: Db, email: string, now: Date): Promise<OneTimeLink | undefined> {
  const { rows } = await sql<LinkRow>`
    update one_time_links set redeemed_at = ${now}
    where kind = 'invitation' and lower(email) = lower(${email.trim()})
      and redeemed_at is null and withdrawn_at is null and expires_at > ${now}
    returning *`.execute(db)
  return rows[0] && toLink(rows[0])
}

/** Makes links of a kind worthless, all or those for one person or address. */
export async function withdrawLinks(
  db: Db,
  now: Date,
  { kind, email, person, id }: Partial<Pick<OneTimeLink, 'kind' | 'email' | 'person' | 'id'>>,
): Promise<readonly OneTimeLink[]> {
  const { rows } = await sql<LinkRow>`
    update one_time_links set withdrawn_at = ${now}
    where redeemed_at is null and withdrawn_at is null
      and (${kind ?? null}::text is null or kind = ${kind ?? null})
      and (${email ?? null}::text is null or lower(email) = lower(${email ?? null}))
      and (${person ?? null}::bigint is null or person = ${person ?? null}::bigint)
      and (${id ?? null}::bigint is null or id = ${id ?? null}::bigint)
    returning *`.execute(db)
  return rows.map(toLink)
}

export async function openInvitations(db: Db, now: Date): Promise<readonly OneTimeLink[]> {
  const { rows } = await sql<LinkRow>`
    select * from one_time_links
    where kind = 'invitation' and redeemed_at is null and withdrawn_at is null and expires_at > ${now}
    order by id desc`.execute(db)
  return rows.map(toLink)
}

function toLink(row: LinkRow): OneTimeLink {
  return {
    id: String(row.id),
    kind: row.kind,
    ...(row.role !== null && { role: row.role }),
    ...(row.email !== null && { email: row.email }),
    ...(row.person !== null && { person: String(row.person) }),
    madeBy: row.made_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}
