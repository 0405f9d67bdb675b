import { sql, type Kysely } from 'kysely'
import type { Values } from '#platform'
import type { Connection, Health } from './connection.ts'

type Db = Kysely<unknown>

export const connectionMigrations = [
  {
    name: '0010-connections',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table connections (
          id bigint generated always as identity primary key,
          platform text not null,
          name text not null,
          way text not null,
          settings jsonb not null,
          sealed text,
          health text not null default 'never-tested',
          health_reason text,
          tested_at timestamptz,
          created_at timestamptz not null default now(),
          removed_at timestamptz
        )`.execute(db)
      await sql`create unique index connection_names on connections (lower(name)) where removed_at is null`.execute(db)
      await sql`
        create table renewals (
          connection bigint primary key references connections (id) on delete cascade,
          since timestamptz not null default now()
        )`.execute(db)
      await sql`create table data_keys (id integer primary key check (id = 1), wrapped text not null)`.execute(db)
      await sql`create table own_secrets (name text primary key, sealed text not null)`.execute(db)
      await sql`
        create table pacing (
          connection bigint primary key references connections (id) on delete cascade,
          state jsonb not null,
          used bigint not null default 0
        )`.execute(db)
      await sql`
        create table sign_ins (
          state_hash text primary key,
          connection bigint not null references connections (id) on delete cascade,
          redirect_url text not null,
          expires_at timestamptz not null
        )`.execute(db)
    },
  },
]

/** A sign-in that a person has gone away to and not come back from. */
export interface PendingSignIn {
  readonly connection: string
  readonly redirectUrl: string
  readonly expiresAt: Date
}

interface ConnectionRow {
  id: string
  platform: string
  name: string
  way: string
  settings: Values
  health: Health
  health_reason: string | null
  tested_at: Date | null
  created_at: Date
}

export async function insertConnection(
  db: Db,
  given: Pick<Connection, 'platform' | 'name' | 'way' | 'settings'>,
): Promise<Connection> {
  const { rows } = await sql<ConnectionRow>`
    insert into connections (platform, name, way, settings)
    values (${given.platform}, ${given.name}, ${given.way}, ${JSON.stringify(given.settings)}) returning *`.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL returned no row for a new connection')
  return toConnection(row)
}

export async function findConnection(db: Db, id: string): Promise<Connection | undefined> {
  const { rows } = await sql<ConnectionRow>`select * from connections where id = ${id} and removed_at is null`.execute(
    db,
  )
  return rows[0] && toConnection(rows[0])
}

export async function findConnectionNamed(db: Db, name: string): Promise<Connection | undefined> {
  const { rows } = await sql<ConnectionRow>`
    select * from connections where lower(name) = lower(${name}) and removed_at is null`.execute(db)
  return rows[0] && toConnection(rows[0])
}

export async function listConnections(db: Db): Promise<readonly Connection[]> {
  const { rows } = await sql<ConnectionRow>`
    select * from connections where removed_at is null order by lower(name)`.execute(db)
  return rows.map(toConnection)
}

/** Keeps the row for the runs that speak of it; the secret goes. */
export async function removeConnection(db: Db, id: string): Promise<void> {
  await sql`update connections set removed_at = now(), sealed = null where id = ${id}`.execute(db)
}

export async function keepHealth(db: Db, id: string, health: Health, reason?: string): Promise<void> {
  await sql`
    update connections set health = ${health}, health_reason = ${reason ?? null}, tested_at = now() where id = ${id}`.execute(
    db,
  )
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
    insert into sign_ins (state_hash, connection, redirect_url, expires_at)
    values (${signIn.stateHash}, ${signIn.connection}, ${signIn.redirectUrl}, ${signIn.expiresAt})`.execute(db)
}

/** Gives each sign-in once, to the first who asks in time. */
export async function takeSignIn(db: Db, stateHash: string, now: Date): Promise<PendingSignIn | undefined> {
  const { rows } = await sql<{ connection: string; redirect_url: string; expires_at: Date }>`
    delete from sign_ins where state_hash = ${stateHash} returning connection, redirect_url, expires_at`.execute(db)
  const [row] = rows
  if (!row || row.expires_at < now) return undefined
  return { connection: String(row.connection), redirectUrl: row.redirect_url, expiresAt: row.expires_at }
}

export async function wrappedDataKey(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ wrapped: string }>`select wrapped from data_keys where id = 1`.execute(db)
  return rows[0]?.wrapped
}

export async function ownSecret(db: Db, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ sealed: string }>`select sealed from own_secrets where name = ${name}`.execute(db)
  return rows[0]?.sealed
}

/** The first one stored is kept. */
export async function keepOwnSecret(db: Db, name: string, sealed: string): Promise<void> {
  await sql`insert into own_secrets (name, sealed) values (${name}, ${sealed}) on conflict do nothing`.execute(db)
}

/** The first one stored is kept: of two processes that start at once one's key is thrown away unused. */
export async function keepDataKey(db: Db, wrapped: string): Promise<void> {
  await sql`insert into data_keys (id, wrapped) values (1, ${wrapped}) on conflict do nothing`.execute(db)
}

function toConnection(row: ConnectionRow): Connection {
  return {
    id: String(row.id),
    platform: row.platform,
    name: row.name,
    way: row.way,
    settings: row.settings,
    health: row.health,
    ...(row.health_reason !== null && { healthReason: row.health_reason }),
    ...(row.tested_at !== null && { testedAt: row.tested_at }),
    createdAt: row.created_at,
  }
}
