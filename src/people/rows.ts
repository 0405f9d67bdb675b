import { sql } from 'kysely'
import type { Db } from './means.ts'
import type { Person, Role } from './person.ts'

export interface PersonRow {
  id: number
  name: string
  email: string
  role: Role
  external_issuer: string | null
  external_subject: string | null
  created_at: Date
  disabled_at: Date | null
  last_sign_in_at: Date | null
}

export async function isNobodyThere(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from people limit 1`.execute(db)
  return rows.length === 0
}

/** Nobody else makes a person until the transaction ends. */
export async function lockPeople(db: Db): Promise<void> {
  await sql`lock table people in share row exclusive mode`.execute(db)
}

/** Nothing where the e-mail address is taken. Who has no password comes in through the identity provider. */
export async function insertPerson(
  db: Db,
  given: Pick<Person, 'name' | 'email' | 'role' | 'createdAt' | 'external'> & { readonly passwordHash?: string },
): Promise<Person | undefined> {
  const { external } = given
  const { rows } = await sql<PersonRow>`
    insert into people (name, email, role, password_hash, external_issuer, external_subject, created_at)
    values (${given.name}, ${given.email.trim()}, ${given.role}, ${given.passwordHash ?? null},
      ${external?.issuer ?? null}, ${external?.subject ?? null}, ${given.createdAt})
    on conflict do nothing returning *`.execute(db)
  return rows[0] && toPerson(rows[0])
}

export async function findPerson(db: Db, id: string): Promise<Person | undefined> {
  const { rows } = await sql<PersonRow>`select * from people where id = ${id}`.execute(db)
  return rows[0] && toPerson(rows[0])
}

/** Who somebody at an identity provider is here, held until the transaction ends. */
export async function lockPersonByIdentity(
  db: Db,
  { issuer, subject }: NonNullable<Person['external']>,
): Promise<Person | undefined> {
  const { rows } = await sql<PersonRow>`
    select * from people where external_issuer = ${issuer} and external_subject = ${subject} for update`.execute(db)
  return rows[0] && toPerson(rows[0])
}

export async function lockPersonByEmail(db: Db, email: string): Promise<Person | undefined> {
  const { rows } = await sql<PersonRow>`
    select * from people where lower(email) = lower(${email.trim()}) for update`.execute(db)
  return rows[0] && toPerson(rows[0])
}

export async function keepIdentity(db: Db, id: string, external: Person['external']): Promise<void> {
  await sql`
    update people set external_issuer = ${external?.issuer ?? null}, external_subject = ${external?.subject ?? null}
    where id = ${id}`.execute(db)
}

/** Holds the person until the transaction ends. */
export async function lockPerson(db: Db, id: string): Promise<Person | undefined> {
  const { rows } = await sql<PersonRow>`select * from people where id = ${id} for update`.execute(db)
  return rows[0] && toPerson(rows[0])
}

export async function findPersonByEmail(
  db: Db,
  email: string,
): Promise<(Person & { readonly passwordHash: string | undefined }) | undefined> {
  const { rows } = await sql<PersonRow & { password_hash: string | null }>`
    select * from people where lower(email) = lower(${email.trim()})`.execute(db)
  const [row] = rows
  return row && { ...toPerson(row), passwordHash: row.password_hash ?? undefined }
}

export interface PeopleFilter {
  /** Words in name or e-mail address. */
  readonly text?: string
  readonly role?: Role
  readonly isDisabled?: boolean
}

/** By the time they came; `after` is the last id seen. */
export async function findPeople(
  db: Db,
  { text, role, isDisabled }: PeopleFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<readonly Person[]> {
  const words = text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<PersonRow>`
    select * from people
    where (${words}::text is null or name ilike ${words} or email ilike ${words})
      and (${role ?? null}::text is null or role = ${role ?? null})
      and (${isDisabled ?? null}::boolean is null or (disabled_at is not null) = ${isDisabled ?? null})
      and (${page.after ?? null}::bigint is null or id > ${page.after ?? null}::bigint)
    order by id limit ${page.limit}`.execute(db)
  return rows.map(toPerson)
}

/** The administrators who can sign in, held until the transaction ends: of two who each remove another one waits. */
export async function lockAdministrators(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ id: number }>`
    select id from people where role = 'administrator' and disabled_at is null order by id for update`.execute(db)
  return rows.map(({ id }) => String(id))
}

export async function keepRole(db: Db, id: string, role: Role): Promise<void> {
  await sql`update people set role = ${role} where id = ${id}`.execute(db)
}

export async function keepName(db: Db, id: string, name: string): Promise<void> {
  await sql`update people set name = ${name} where id = ${id}`.execute(db)
}

export async function keepDisabled(db: Db, id: string, disabledAt: Date | undefined): Promise<void> {
  await sql`update people set disabled_at = ${disabledAt ?? null} where id = ${id}`.execute(db)
}

export async function keepSignIn(db: Db, id: string, at: Date): Promise<void> {
  await sql`update people set last_sign_in_at = ${at} where id = ${id}`.execute(db)
}

export async function passwordHashOf(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ password_hash: string | null }>`
    select password_hash from people where id = ${id}`.execute(db)
  return rows[0]?.password_hash ?? undefined
}

export async function keepPassword(db: Db, id: string, passwordHash: string): Promise<void> {
  await sql`update people set password_hash = ${passwordHash} where id = ${id}`.execute(db)
}

export function toPerson(row: PersonRow): Person {
  return {
    id: String(row.id),
    name: row.name,
    email: row.email,
    role: row.role,
    createdAt: row.created_at,
    ...(row.disabled_at !== null && { disabledAt: row.disabled_at }),
    ...(row.last_sign_in_at !== null && { lastSignInAt: row.last_sign_in_at }),
    ...(row.external_issuer !== null &&
      row.external_subject !== null && {
        external: { issuer: row.external_issuer, subject: row.external_subject },
      }),
  }
}
