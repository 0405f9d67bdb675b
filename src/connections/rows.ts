import { sql, type Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import type { Values } from '#platform'
import type { Check } from './checks.ts'
import type { Connection, StoredHealth } from './connection.ts'

type Db = Kysely<unknown>

/** A sign-in that a person has gone away to and not come back from. */
export interface PendingSignIn {
  readonly connection: string
  readonly redirectUrl: string
  readonly expiresAt: Date
  readonly actor: Actor
  /** The id of whoever began it. Somebody else who comes back is refused. */
  readonly person?: string | undefined
  /** The id of the session that it was begun in: only that browser ends it. Absent where a command began it. */
  readonly session?: string | undefined
  /** The origin of the page that opened the window, to be told how it ended. */
  readonly opener?: string | undefined
}

export interface ConnectionRow {
  id: string
  platform: string
  name: string
  way: string
  client: Connection['client']
  own_settings: Values
  settings: Values
  health: StoredHealth
  health_reason: string | null
  tested_at: Date | null
  account: string | null
  scope_names: Values | null
  limited_until: Date | null
  disabled_at: Date | null
  added_by_id: string | null
  added_by_name: string | null
  created_at: Date
}

/**
 * Connections that are not removed. Those that use the installation's client have its settings beside their own. `place` is
 * where each stands in the order of a list.
 */
export const shownConnections = (place = sql`''`) => sql`
  select ${place}::text as place, c.id, c.platform, c.name, c.way, c.client, c.settings as own_settings,
    coalesce(d.settings, '{}') || c.settings as settings, c.health, c.health_reason, c.tested_at, c.account,
    c.scope_names,
    c.disabled_at,
    c.added_by_id, c.added_by_name, c.created_at,
    p.limited_until
  from connections c
  left join client_credentials d on c.client = 'default' and d.platform = c.platform
  left join pacing p on p.connection = c.id
  where c.removed_at is null`

export async function insertConnection(
  db: Db,
  given: Pick<Connection, 'platform' | 'name' | 'way' | 'client' | 'addedBy'> & { readonly settings: Values },
): Promise<Connection> {
  const { rows } = await sql<{ id: string }>`
    insert into connections (platform, name, way, client, settings, added_by_id, added_by_name)
    values (${given.platform}, ${given.name}, ${given.way}, ${given.client}, ${JSON.stringify(given.settings)},
      ${given.addedBy?.id ?? null}, ${given.addedBy?.name ?? null}) returning id`.execute(db)
  const connection = rows[0] && (await findConnection(db, rows[0].id))
  if (!connection) throw new Error('PostgreSQL returned no row for a new connection')
  return connection
}

export async function findConnection(db: Db, id: string): Promise<Connection | undefined> {
  const { rows } = await sql<ConnectionRow>`${shownConnections()} and c.id = ${id}`.execute(db)
  return rows[0] && toConnection(rows[0])
}

/** Those of them that there are, in no order. */
export async function findConnections(db: Db, ids: readonly string[]): Promise<readonly Connection[]> {
  const { rows } = await sql<ConnectionRow>`${shownConnections()} and c.id = any(${ids}::bigint[])`.execute(db)
  return rows.map(toConnection)
}

export async function findConnectionNamed(db: Db, name: string): Promise<Connection | undefined> {
  const { rows } = await sql<ConnectionRow>`
    ${shownConnections()} and lower(c.name) = lower(${name})`.execute(db)
  return rows[0] && toConnection(rows[0])
}

/** For hints and free names: the first thousand in the order of their letters. */
export async function namesOfConnections(db: Db, beginning = ''): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from connections
    where removed_at is null and starts_with(lower(name), lower(${beginning})) order by lower(name) limit 1000`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}

/** Gives what is kept of a connection other values; each only where it is given. */
export async function keepChange(
  db: Db,
  id: string,
  {
    name,
    client,
    settings,
    isDisabled,
  }: {
    readonly name?: string | undefined
    readonly client?: Connection['client'] | undefined
    readonly settings?: Values | undefined
    readonly isDisabled?: boolean | undefined
  },
): Promise<void> {
  await sql`
    update connections set name = coalesce(${name ?? null}, name), client = coalesce(${client ?? null}, client),
      settings = coalesce(${settings ? JSON.stringify(settings) : null}::jsonb, settings),
      disabled_at = case ${isDisabled ?? null}::boolean
        when true then coalesce(disabled_at, now()) when false then null else disabled_at end
    where id = ${id}`.execute(db)
}

/** Takes the secrets, whatever sign-in is under way and what the last test found: they belong to what it was before. */
export async function wipeSecrets(db: Db, id: string, health: StoredHealth, reason: string): Promise<void> {
  await sql`
    update connections set sealed = null, health = ${health}, health_reason = ${reason}, account = null,
      scope_names = null, last_test = null, last_test_at = null
    where id = ${id}`.execute(db)
  await sql`delete from sign_ins where connection = ${id}`.execute(db)
  await forgetRenewal(db, id)
}

/** Keeps the row for the runs that speak of it; the secret goes. */
export async function removeConnection(db: Db, id: string): Promise<void> {
  await sql`update connections set removed_at = now(), sealed = null where id = ${id}`.execute(db)
}

const mostTroubles = 50

/** How a test, sign-in or renewal went; what went wrong stays among the connection's troubles. */
export async function keepHealth(db: Db, id: string, health: StoredHealth, reason?: string): Promise<void> {
  await sql`
    update connections set health = ${health}, health_reason = ${reason ?? null}, tested_at = now() where id = ${id}`.execute(
    db,
  )
  if (reason === undefined) return
  await sql`
    insert into connection_troubles (connection, health, sentence) values (${id}, ${health}, ${reason})`.execute(db)
  await sql`
    delete from connection_troubles where connection = ${id} and id <= (
      select id from connection_troubles where connection = ${id} order by id desc offset ${mostTroubles} limit 1)`.execute(
    db,
  )
}

/** What the last test looked at. */
export interface LastTest {
  readonly succeeded: boolean
  readonly checks: readonly Check[]
}

/** What a test learns of a connection besides how it is. */
export interface Learnt {
  account?: string
  scopeNames?: Values
}

/** What was known stays where this test did not come so far. */
export async function keepTest(db: Db, id: string, test: LastTest, { account, scopeNames }: Learnt): Promise<void> {
  await sql`
    update connections set last_test = ${JSON.stringify(test)}, last_test_at = now(),
      account = coalesce(${account ?? null}, account),
      scope_names = coalesce(${scopeNames ? JSON.stringify(scopeNames) : null}::jsonb, scope_names)
    where id = ${id}`.execute(db)
}

export async function lastTestOf(db: Db, id: string): Promise<(LastTest & { readonly at: Date }) | undefined> {
  const { rows } = await sql<{ last_test: LastTest | null; last_test_at: Date | null }>`
    select last_test, last_test_at from connections where id = ${id}`.execute(db)
  const [row] = rows
  return row?.last_test && row.last_test_at ? { ...row.last_test, at: row.last_test_at } : undefined
}

export interface Trouble {
  readonly id: string
  readonly at: Date
  readonly health: StoredHealth
  readonly sentence: string
}

export async function troublesOf(db: Db, id: string): Promise<readonly Trouble[]> {
  const { rows } = await sql<Trouble>`
    select id::text, at, health, sentence from connection_troubles where connection = ${id} order by id desc`.execute(
    db,
  )
  return rows
}

export async function keepSealed(db: Db, id: string, sealed: string): Promise<void> {
  await sql`update connections set sealed = ${sealed} where id = ${id}`.execute(db)
}

export async function sealedOf(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ sealed: string | null }>`select sealed from connections where id = ${id}`.execute(db)
  return rows[0]?.sealed ?? undefined
}

/**
 * Waits for whoever renews the secret now and holds the row until the transaction ends. Other rows may still come to
 * refer to it meanwhile, the note of the renewal among them.
 */
export async function lockSealed(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{
    sealed: string | null
  }>`select sealed from connections where id = ${id} for no key update`.execute(db)
  return rows[0]?.sealed ?? undefined
}

/** Written before a renewal and taken away after it: what stays tells of one whose outcome nobody knows. */
export async function noteRenewal(db: Db, id: string): Promise<void> {
  await sql`insert into renewals (connection) values (${id}) on conflict do nothing`.execute(db)
}

export async function forgetRenewal(db: Db, id: string): Promise<void> {
  await sql`delete from renewals where connection = ${id}`.execute(db)
}

export async function hasRenewal(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from renewals where connection = ${id}`.execute(db)
  return rows.length > 0
}

export async function keepSignIn(db: Db, signIn: PendingSignIn & { readonly stateHash: string }): Promise<void> {
  await sql`delete from sign_ins where expires_at < now()`.execute(db)
  await sql`
    insert into sign_ins (state_hash, connection, redirect_url, expires_at, actor, person, session, opener)
    values (${signIn.stateHash}, ${signIn.connection}, ${signIn.redirectUrl}, ${signIn.expiresAt},
      ${JSON.stringify(signIn.actor)}, ${signIn.person ?? null}, ${signIn.session ?? null},
      ${signIn.opener ?? null})`.execute(db)
}

interface SignInRow {
  connection: string
  redirect_url: string
  expires_at: Date
  actor: Actor
  person: string | null
  session: string | null
  opener: string | null
}

/** The page that a sign-in was begun on, while it is under way. */
export async function openerOf(db: Db, stateHash: string): Promise<string | undefined> {
  const { rows } = await sql<Pick<SignInRow, 'opener'>>`
    select opener from sign_ins where state_hash = ${stateHash}`.execute(db)
  return rows[0]?.opener ?? undefined
}

/** Gives each sign-in once, to the first who asks in time. */
export async function takeSignIn(db: Db, stateHash: string, now: Date): Promise<PendingSignIn | undefined> {
  const { rows } = await sql<SignInRow>`delete from sign_ins where state_hash = ${stateHash} returning *`.execute(db)
  const [row] = rows
  if (!row || row.expires_at < now) return undefined
  return {
    connection: String(row.connection),
    redirectUrl: row.redirect_url,
    expiresAt: row.expires_at,
    actor: row.actor,
    person: row.person ?? undefined,
    session: row.session ?? undefined,
    opener: row.opener ?? undefined,
  }
}

export async function ownSecret(db: Db, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ sealed: string }>`select sealed from own_secrets where name = ${name}`.execute(db)
  return rows[0]?.sealed
}

export async function replaceOwnSecret(db: Db, name: string, sealed: string): Promise<void> {
  await sql`update own_secrets set sealed = ${sealed} where name = ${name}`.execute(db)
}

export async function dropOwnSecret(db: Db, name: string): Promise<void> {
  await sql`delete from own_secrets where name = ${name}`.execute(db)
}

/** The first one stored is kept. */
export async function keepOwnSecret(db: Db, name: string, sealed: string): Promise<void> {
  await sql`insert into own_secrets (name, sealed) values (${name}, ${sealed}) on conflict do nothing`.execute(db)
}

export function toConnection(row: ConnectionRow): Connection {
  return {
    id: String(row.id),
    platform: row.platform,
    name: row.name,
    way: row.way,
    client: row.client,
    ownSettings: row.own_settings,
    settings: row.settings,
    health: row.health,
    ...(row.limited_until !== null && { limitedUntil: row.limited_until }),
    ...(row.disabled_at !== null && { disabledAt: row.disabled_at }),
    ...(row.added_by_name !== null && {
      addedBy: { name: row.added_by_name, ...(row.added_by_id !== null && { id: row.added_by_id }) },
    }),
    ...(row.health_reason !== null && { healthReason: row.health_reason }),
    ...(row.tested_at !== null && { testedAt: row.tested_at }),
    ...(row.account !== null && { account: row.account }),
    ...(row.scope_names !== null && { scopeNames: row.scope_names }),
    createdAt: row.created_at,
  }
}
