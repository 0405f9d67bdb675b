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
      await sql`
        create table pacing (
          connection bigint primary key references connections (id) on delete cascade,
          state jsonb not null,
          used bigint not null default 0
        )`.execute(db)
    },
  },
]

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

/** Waits for whoever renews the secret now and holds the row until the transaction ends. */
export async function lockSealed(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{
    sealed: string | null
  }>`select sealed from connections where id = ${id} for update`.execute(db)
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

export async function wrappedDataKey(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ wrapped: string }>`select wrapped from data_keys where id = 1`.execute(db)
  return rows[0]?.wrapped
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
