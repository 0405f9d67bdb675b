import { sql, type Kysely } from 'kysely'
import { addTextIndex } from '#database/text-index.ts'

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
  {
    name: '0500-connection-care',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        alter table connections
          add column client text not null default 'own',
          add column disabled_at timestamptz,
          add column added_by_id text,
          add column added_by_name text`.execute(db)
      await sql`create index connections_by_platform on connections (platform, id) where removed_at is null`.execute(db)
      await sql`
        create index connections_by_test on connections ((coalesce(tested_at, '-infinity')), id)
        where removed_at is null`.execute(db)
      await sql`
        create table client_credentials (
          platform text primary key,
          settings jsonb not null,
          sealed text,
          changed_at timestamptz not null default now()
        )`.execute(db)
      await sql`
        create table connection_troubles (
          id bigint generated always as identity primary key,
          connection bigint not null references connections (id) on delete cascade,
          at timestamptz not null default now(),
          health text not null,
          sentence text not null
        )`.execute(db)
      await sql`create index troubles_by_connection on connection_troubles (connection, id)`.execute(db)
      // Who began a sign-in, and the page whose window waits for it.
      await sql`
        alter table sign_ins add column actor jsonb not null default '{"kind":"nobody","name":"Nobody"}',
          add column person text, add column opener text`.execute(db)
      await sql`create index jobs_by_source on jobs (source_connection) where removed_at is null`.execute(db)
      await sql`create index jobs_by_destination on jobs (destination_connection) where removed_at is null`.execute(db)
    },
  },
  {
    name: '0510-data-keys',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table data_keys drop constraint data_keys_id_check`.execute(db)
      await sql`alter table data_keys add column made_at timestamptz not null default now()`.execute(db)
      // The number in `v2.7.nonce.tag.bytes`; what was sealed before there were several keys is of the first.
      await sql`
        create function key_of(sealed text) returns integer language sql immutable as $$
          select case when sealed like 'v2.%' then split_part(sealed, '.', 2)::integer else 1 end $$`.execute(db)
    },
  },
  {
    name: '0540-limited-until',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table pacing add column limited_until timestamptz`.execute(db)
      await sql`create index pacing_by_limit on pacing (limited_until) where limited_until is not null`.execute(db)
    },
  },
  {
    name: '0561-words-of-connections',
    up: (db: Kysely<unknown>): Promise<void> =>
      addTextIndex(db, 'connections_by_words', { table: 'connections', columns: ['name'] }),
  },
  {
    name: '0670-sign-in-sessions',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table sign_ins add column session text`.execute(db)
    },
  },
  {
    name: '0671-last-tests',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        alter table connections add column account text, add column last_test jsonb,
          add column last_test_at timestamptz`.execute(db)
    },
  },
  {
    name: '0710-scope-names',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table connections add column scope_names jsonb`.execute(db)
    },
  },
]
