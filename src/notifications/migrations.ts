import { sql, type Kysely } from 'kysely'

/**
 * Who is told of what. The tables of runs and connections write deliveries themselves, in the transaction that changes them:
 * each cause is told of once, and none is lost with a process that dies.
 */
export const notificationMigrations = [
  {
    name: '0650-webhooks',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table webhooks (
          id bigint generated always as identity primary key,
          name text not null,
          url text not null,
          events text[] not null,
          disabled_at timestamptz,
          disabled_because text,
          created_at timestamptz not null default now()
        )`.execute(db)
      await sql`
        create table deliveries (
          id bigint generated always as identity primary key,
          webhook bigint not null references webhooks (id) on delete cascade,
          event text not null,
          run bigint references runs (id) on delete cascade,
          connection bigint,
          body text,
          state text not null default 'pending',
          attempts integer not null default 0,
          status integer,
          failure text,
          created_at timestamptz not null default now(),
          last_attempt_at timestamptz,
          handed_over_at timestamptz
        )`.execute(db)
      await sql`create index deliveries_by_webhook on deliveries (webhook, id)`.execute(db)
      await sql`create index deliveries_by_age on deliveries (created_at)`.execute(db)
      await sql`create index new_deliveries on deliveries (id) where handed_over_at is null`.execute(db)
      await sql`
        create function tell_webhooks(event text, run bigint, connection bigint) returns void language sql as $$
          insert into deliveries (webhook, event, run, connection)
          select id, $1, $2, $3 from webhooks
          where disabled_at is null and $1 = any(events)
        $$`.execute(db)
      await sql`
        create function tell_end_of_run() returns trigger language plpgsql as $$
        begin
          perform tell_webhooks(
            case new.state when 'completed' then 'run.completed' when 'failed' then 'run.failed' else 'run.flagged' end,
            new.id, null);
          return null;
        end $$`.execute(db)
      await sql`
        create trigger runs_tell_end after update of state on runs for each row
        when (new.kind = 'run' and new.state <> old.state
          and new.state in ('completed', 'completed-with-flags', 'failed'))
        execute function tell_end_of_run()`.execute(db)
      await sql`
        create function tell_sign_in() returns trigger language plpgsql as $$
        begin
          perform tell_webhooks('connection.sign-in-needed', null, new.id);
          return null;
        end $$`.execute(db)
      await sql`
        create trigger connections_tell_sign_in after update of health on connections for each row
        when (new.health = 'sign-in-needed' and new.health <> old.health)
        execute function tell_sign_in()`.execute(db)
    },
  },
  {
    name: '0651-runs-that-wait',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create function tell_waiting_run() returns trigger language plpgsql as $$
        begin
          perform tell_webhooks('run.waiting', new.id, null);
          return null;
        end $$`.execute(db)
      // What goes on by itself needs nobody, and of a sign-in its connection tells.
      await sql`
        create trigger runs_tell_waiting after update of state on runs for each row
        when (new.kind = 'run' and new.state = 'waiting' and old.state <> 'waiting' and new.waiting_until is null
          and new.waiting_code <> 'sign-in-needed')
        execute function tell_waiting_run()`.execute(db)
    },
  },
  {
    name: '0652-connections-that-wait',
    async up(db: Kysely<unknown>): Promise<void> {
      // A long run may use up every window of a day: that is one cause, told of once.
      await sql`
        create function tell_limited() returns trigger language plpgsql as $$
        begin
          if not exists (
            select from deliveries where event = 'connection.limited' and connection = new.connection
              and created_at > now() - interval '1 day') then
            perform tell_webhooks('connection.limited', null, new.connection);
          end if;
          return null;
        end $$`.execute(db)
      await sql`
        create trigger pacing_tells_limit after update of limited_until on pacing for each row
        when (new.limited_until is distinct from old.limited_until
          and new.limited_until > now() + interval '15 minutes')
        execute function tell_limited()`.execute(db)
    },
  },
  {
    name: '0722-runs-that-others-speak-for',
    async up(db: Kysely<unknown>): Promise<void> {
      // The run of a mapping job tells of the end of all that it has started, once.
      await sql`drop trigger runs_tell_end on runs`.execute(db)
      await sql`
        create trigger runs_tell_end after update of state on runs for each row
        when (new.kind = 'run' and new.state <> old.state and new.parent is null
          and new.state in ('completed', 'completed-with-flags', 'failed'))
        execute function tell_end_of_run()`.execute(db)
    },
  },
  {
    name: '0760-digests',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table webhooks add column digest jsonb, add column digest_at timestamptz`.execute(db)
      // Whoever has digests is told at once only of what waits for a person.
      await sql`
        create or replace function tell_webhooks(event text, run bigint, connection bigint) returns void language sql as $$
          insert into deliveries (webhook, event, run, connection, state)
          select id, $1, $2, $3,
            case when digest is null or $1 in ('run.waiting', 'connection.sign-in-needed') then 'pending' else 'held' end
          from webhooks
          where disabled_at is null and $1 = any(events)
        $$`.execute(db)
    },
  },
]
