import { sql, type Kysely } from 'kysely'
import { addTextIndex } from '#database/text-index.ts'

/** People and the ways they come in. Every secret is stored as a hash only. */
export const peopleMigrations = [
  {
    name: '0410-people',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table people (
          id bigint generated always as identity primary key,
          name text not null,
          email text not null,
          role text not null check (role in ('viewer', 'operator', 'approver', 'administrator')),
          password_hash text,
          external_issuer text,
          external_subject text,
          created_at timestamptz not null,
          disabled_at timestamptz,
          last_sign_in_at timestamptz,
          check ((external_issuer is null) = (external_subject is null))
        )`.execute(db)
      await sql`create unique index people_by_email on people (lower(email))`.execute(db)
      await sql`create unique index people_by_identity on people (external_issuer, external_subject)`.execute(db)
      await sql`
        create table sessions (
          id bigint generated always as identity primary key,
          hash text not null unique,
          person bigint not null references people (id),
          device text not null,
          address text not null,
          network text not null,
          created_at timestamptz not null,
          used_at timestamptz not null,
          expires_at timestamptz not null,
          ended_at timestamptz
        )`.execute(db)
      await sql`create index sessions_by_person on sessions (person, network)`.execute(db)
      await sql`
        create table api_tokens (
          id bigint generated always as identity primary key,
          hash text not null unique,
          name text not null,
          hint text not null,
          person bigint references people (id),
          role text,
          permissions text[],
          created_at timestamptz not null,
          expires_at timestamptz not null,
          used_at timestamptz,
          revoked_at timestamptz,
          check ((role is null) <> (permissions is null))
        )`.execute(db)
      await sql`create index api_tokens_by_person on api_tokens (person)`.execute(db)
      await sql`
        create table one_time_links (
          id bigint generated always as identity primary key,
          hash text not null unique,
          kind text not null check (kind in ('first-administrator', 'invitation', 'new-password')),
          role text,
          email text,
          person bigint references people (id),
          made_by text not null,
          created_at timestamptz not null,
          expires_at timestamptz not null,
          redeemed_at timestamptz,
          withdrawn_at timestamptz
        )`.execute(db)
      await sql`
        create table sign_in_attempts (
          key text primary key,
          failures integer not null,
          last_at timestamptz not null,
          blocked_until timestamptz
        )`.execute(db)
      await sql`create index sign_in_attempts_by_time on sign_in_attempts (last_at)`.execute(db)
    },
  },
  {
    name: '0562-words-of-people',
    up: (db: Kysely<unknown>): Promise<void> =>
      addTextIndex(db, 'people_by_words', { table: 'people', columns: ['name', 'email'] }),
  },
]
