import { sql } from 'kysely'
import type { PageWish } from '#toolkit/page-of.ts'
import type { Db } from './means.ts'
import { isPermission } from './permissions.ts'
import type { Role } from './person.ts'
import type { Scope, Token } from './token.ts'

interface TokenRow {
  id: number
  name: string
  hint: string
  person: number | null
  owner_name: string | null
  owner_role: Role | null
  role: Role | null
  permissions: string[] | null
  created_at: Date
  expires_at: Date
  used_at: Date | null
  revoked_at: Date | null
}

export async function insertToken(
  db: Db,
  given: {
    readonly hash: string
    readonly name: string
    readonly hint: string
    readonly owner?: string
    readonly scope: Scope
    readonly createdAt: Date
    readonly expiresAt: Date
  },
): Promise<string> {
  const { scope } = given
  const { rows } = await sql<{ id: number }>`
    insert into api_tokens (hash, name, hint, person, role, permissions, created_at, expires_at)
    values (${given.hash}, ${given.name}, ${given.hint}, ${given.owner ?? null},
      ${'role' in scope ? scope.role : null}, ${'role' in scope ? null : scope.permissions}, ${given.createdAt},
      ${given.expiresAt})
    returning id`.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL returned no row for a new token')
  return String(row.id)
}

/** The token that is alive, with the role that its owner has now. */
export async function findLiveToken(
  db: Db,
  hash: string,
  now: Date,
): Promise<{ readonly token: Token; readonly ownerRole: Role | undefined } | undefined> {
  const { rows } = await sql<TokenRow>`
    select t.*, p.name as owner_name, p.role as owner_role from api_tokens t left join people p on p.id = t.person
    where t.hash = ${hash} and t.revoked_at is null and t.expires_at > ${now} and p.disabled_at is null`.execute(db)
  const [row] = rows
  return row && { token: toToken(row), ownerRole: row.owner_role ?? undefined }
}

export async function noteTokenUse(db: Db, id: string, at: Date): Promise<void> {
  await sql`update api_tokens set used_at = ${at} where id = ${id} and (used_at is null or used_at < ${at})`.execute(db)
}

/** Those that are not revoked, expired ones too, the newest first; of everyone, or of one person; by words in the names. */
export async function findTokens(
  db: Db,
  { owner, after, limit, text }: PageWish & { readonly owner?: string },
): Promise<readonly Token[]> {
  const { rows } = await sql<TokenRow>`
    select t.*, p.name as owner_name, p.role as owner_role from api_tokens t left join people p on p.id = t.person
    where t.revoked_at is null and (${owner ?? null}::bigint is null or t.person = ${owner ?? null}::bigint)
      and (${after ?? null}::bigint is null or t.id < ${after ?? null}::bigint)
      and (${text ?? null}::text is null or position(lower(${text ?? null}::text) in lower(t.name || ' ' || coalesce(p.name, ''))) > 0)
    order by t.id desc limit ${limit}`.execute(db)
  return rows.map(toToken)
}

export async function findToken(db: Db, id: string): Promise<Token | undefined> {
  const { rows } = await sql<TokenRow>`
    select t.*, p.name as owner_name, p.role as owner_role from api_tokens t left join people p on p.id = t.person
    where t.id = ${id}`.execute(db)
  return rows[0] && toToken(rows[0])
}

/** Says whether there was one to revoke. */
export async function keepRevoked(db: Db, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update api_tokens set revoked_at = ${at} where id = ${id} and revoked_at is null returning id`.execute(db)
  return rows.length > 0
}

function toToken(row: TokenRow): Token {
  return {
    id: String(row.id),
    name: row.name,
    hint: row.hint,
    ...(row.person !== null && { owner: { id: String(row.person), name: row.owner_name ?? '' } }),
    // A permission of another version of Gantry is one that this version does not grant.
    scope: row.role === null ? { permissions: (row.permissions ?? []).filter(isPermission) } : { role: row.role },
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.used_at !== null && { usedAt: row.used_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
  }
}
