import { sql, type Kysely } from 'kysely'

/** The tables of runs. `batches` are intents, `items` hold the last receipt of each item, `tallies` the sums of a run. */
export const runMigrations = [
  {
    name: '0200-runs',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table runs (
          id bigint generated always as identity primary key,
          job bigint not null references jobs (id),
          kind text not null,
          state text not null,
          waiting text,
          waiting_code text,
          waiting_until timestamptz,
          failure text,
          is_scanned boolean not null default false,
          scans integer not null default 0,
          batches integer not null default 0,
          report text,
          proof text,
          created_at timestamptz not null default now(),
          started_at timestamptz,
          finished_at timestamptz
        )`.execute(db)
      await sql`create index runs_by_job on runs (job, id)`.execute(db)
      // One run of a job at a time; simulations change nothing and may stand beside it.
      await sql`
        create unique index one_active_run on runs (job)
        where kind = 'run' and state not in ('completed', 'completed-with-flags', 'failed', 'cancelled')`.execute(db)
      await sql`
        create table batches (
          run bigint not null references runs (id) on delete cascade,
          seq integer not null,
          actions text not null,
          items integer not null,
          bytes bigint not null,
          left_items integer not null,
          left_bytes bigint not null,
          attempts integer not null default 0,
          done integer[] not null default '{}',
          is_done boolean not null default false,
          primary key (run, seq)
        )`.execute(db)
      await sql`
        create table tallies (
          run bigint not null references runs (id) on delete cascade,
          state text not null,
          reason text not null,
          kind text not null,
          items bigint not null,
          bytes bigint not null,
          moved_items bigint not null,
          moved_bytes bigint not null,
          verified bigint not null,
          primary key (run, state, reason, kind)
        )`.execute(db)
      await sql`
        create table items (
          job bigint not null,
          folder bigint not null,
          name bigint not null,
          run bigint not null,
          source text not null,
          destination text,
          kind text not null,
          twin smallint,
          size bigint not null,
          state text not null,
          reason text not null,
          sentence text,
          source_print text,
          destination_print text,
          source_sha256 bytea,
          destination_sha256 bytea,
          verified text,
          attempts smallint not null,
          finished_at timestamptz not null,
          is_gone boolean not null default false,
          primary key (job, folder, name)
        )`.execute(db)
      // Only the exceptions: the many that succeeded cost nothing here.
      await sql`create index items_by_state on items (job, state, folder, name) where state <> 'succeeded'`.execute(db)
      await sql`
        create unlogged table listed (
          run bigint not null,
          side text not null,
          folder bigint not null,
          entry text not null
        )`.execute(db)
      await sql`create index listed_by_folder on listed (run, side, folder)`.execute(db)
    },
  },
  {
    name: '0550-run-calls',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table run_calls (
          run bigint not null references runs (id) on delete cascade,
          connection text not null,
          calls bigint not null,
          primary key (run, connection)
        )`.execute(db)
    },
  },
  {
    name: '0570-listings-by-scan',
    async up(db: Kysely<unknown>): Promise<void> {
      // What it holds is made anew by the next scan.
      await sql`truncate listed`.execute(db)
      await sql`drop index listed_by_folder`.execute(db)
      await sql`alter table listed add column scan integer not null`.execute(db)
      await sql`create index listed_by_folder on listed (run, scan, side, folder)`.execute(db)
    },
  },
  {
    name: '0630-run-overviews',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table run_overviews (
          run bigint primary key references runs (id) on delete cascade,
          overview jsonb not null
        )`.execute(db)
    },
  },
  {
    name: '0631-items-by-reason',
    async up(db: Kysely<unknown>): Promise<void> {
      // Again only the exceptions.
      await sql`
        create index items_by_reason on items (job, reason, folder, name)
        where reason not in ('copied', 'already-there', 'made')`.execute(db)
    },
  },
  {
    name: '0641-who-started-runs',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table runs add column started_by text, add column started_by_name text`.execute(db)
    },
  },
  {
    name: '0660-removals',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table batches add column is_removal boolean not null default false`.execute(db)
      await sql`alter table runs add column removals text, add column removals_decided integer`.execute(db)
    },
  },
  {
    name: '0690-retries',
    async up(db: Kysely<unknown>): Promise<void> {
      // How many items a run is to try again, and which; without rows it looks at everything.
      await sql`alter table runs add column retries integer`.execute(db)
      await sql`
        create table retries (
          run bigint not null references runs (id) on delete cascade,
          source text not null,
          kind text not null
        )`.execute(db)
      await sql`create index retries_by_run on retries (run)`.execute(db)
    },
  },
  {
    name: '0691-run-samples',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table run_samples (
          run bigint not null references runs (id) on delete cascade,
          at timestamptz not null,
          state text not null,
          waiting_code text,
          items bigint not null,
          bytes bigint not null
        )`.execute(db)
      await sql`create index run_samples_by_time on run_samples (run, at)`.execute(db)
    },
  },
  {
    name: '0700-both-ways',
    async up(db: Kysely<unknown>): Promise<void> {
      // What was renamed is found by the platform's id of it; where there is none this costs nothing.
      await sql`alter table items add column source_id text, add column destination_id text`.execute(db)
      await sql`create index items_by_source_id on items (job, source_id) where source_id is not null`.execute(db)
      await sql`
        create index items_by_destination_id on items (job, destination_id) where destination_id is not null`.execute(
        db,
      )
      await sql`alter table batches add column is_back boolean not null default false`.execute(db)
    },
  },
  {
    name: '0721-runs-below-runs',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table runs add column parent bigint references runs (id)`.execute(db)
      await sql`create index runs_by_parent on runs (parent) where parent is not null`.execute(db)
    },
  },
  {
    name: '0730-older-versions',
    async up(db: Kysely<unknown>): Promise<void> {
      // Older versions that go before their files: still to be copied, copied with an item, copied by a run.
      await sql`
        alter table batches add column left_older integer not null default 0,
          add column left_older_bytes bigint not null default 0`.execute(db)
      await sql`alter table items add column versions integer`.execute(db)
      await sql`alter table tallies add column moved_older bigint not null default 0`.execute(db)
    },
  },
  {
    name: '0731-notices-of-runs',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table runs add column notices jsonb`.execute(db)
    },
  },
  {
    name: '0732-permissions',
    async up(db: Kysely<unknown>): Promise<void> {
      // What was given to an item, and the run that looked last.
      await sql`alter table items add column rights_print text, add column rights_run bigint`.execute(db)
      await sql`
        create table job_principals (
          job bigint not null references jobs (id) on delete cascade,
          principal text not null,
          kind text not null,
          name text not null,
          email text,
          grants integer not null,
          by_email boolean not null,
          run bigint not null,
          primary key (job, principal)
        )`.execute(db)
      await sql`
        create table principal_maps (
          source text not null,
          destination text not null,
          principal text not null,
          mapped_to text,
          primary key (source, destination, principal)
        )`.execute(db)
    },
  },
  {
    name: '0740-foreign-items',
    async up(db: Kysely<unknown>): Promise<void> {
      // Its reason says so only until the item is told of again.
      await sql`alter table items add column is_foreign boolean not null default false`.execute(db)
      await sql`
        update items set is_foreign = true
        where kind = 'file' and reason in ('already-there', 'unchanged', 'kept-foreign')
          and (source_sha256 = destination_sha256) is not true`.execute(db)
    },
  },
  {
    name: '0757-packed-items',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table items add column packed boolean`.execute(db)
    },
  },
  {
    name: '0763-owners',
    async up(db: Kysely<unknown>): Promise<void> {
      // To whom an item was given, and how many are a principal's.
      await sql`alter table items add column owner_print text`.execute(db)
      await sql`alter table job_principals add column owned integer not null default 0`.execute(db)
    },
  },
  {
    name: '0764-locks',
    async up(db: Kysely<unknown>): Promise<void> {
      // Files that are locked at the source, or were, with the copies that the job has locked: “ours” from before the lock is
      // set until it is lifted for good; due as long as a copy may not be locked as its original is.
      await sql`
        create table copy_locks (
          job bigint not null references jobs (id) on delete cascade,
          folder bigint not null,
          name bigint not null,
          is_locked boolean not null,
          is_ours boolean not null default false,
          is_due boolean not null,
          run bigint,
          primary key (job, folder, name)
        )`.execute(db)
      await sql`create index copy_locks_due on copy_locks (job, folder, name) where is_due`.execute(db)
    },
  },
  {
    name: '0770-metadata',
    async up(db: Kysely<unknown>): Promise<void> {
      // What the source tells of an item's fields, and what was given last; due where they differ.
      await sql`
        create table item_metadata (
          job bigint not null references jobs (id) on delete cascade,
          folder bigint not null,
          name bigint not null,
          wanted text not null,
          given text not null,
          primary key (job, folder, name)
        )`.execute(db)
      await sql`create index item_metadata_due on item_metadata (job, folder, name) where wanted <> given`.execute(db)
    },
  },
  {
    name: '0775-permissions-both-ways',
    async up(db: Kysely<unknown>): Promise<void> {
      // The rights of an item on which both sides last agreed, where a job carries them both ways; and on which side a
      // principal was met, as each has ids of its own.
      await sql`alter table items add column shared_rights text`.execute(db)
      await sql`alter table job_principals add column side text not null default 'source'`.execute(db)
      await sql`alter table job_principals drop constraint job_principals_pkey`.execute(db)
      await sql`alter table job_principals add primary key (job, side, principal)`.execute(db)
    },
  },
  {
    name: '0780-paths-of-items',
    async up(db: Kysely<unknown>): Promise<void> {
      // The paths of many items in small letters, a line each, beside their keys: what a search for words reads in place of
      // all items. No path holds a line break. Paths from before a renaming stay: whoever finds a key looks at the item.
      await sql`
        create table item_paths (
          job bigint not null,
          paths text not null,
          folders bigint[] not null,
          names bigint[] not null
        )`.execute(db)
      await sql`create index item_paths_by_job on item_paths (job)`.execute(db)
      const gathered = sql`job, string_agg(lower(source), chr(10)), array_agg(folder), array_agg(name)`
      await sql`
        insert into item_paths (job, paths, folders, names)
        select ${gathered} from (
          select *, (row_number() over (partition by job order by folder, name) - 1) / 1000 as part from items) as parted
        group by job, part`.execute(db)
      // Whoever writes items, and whatever becomes of a run, no path is missing.
      await sql`
        create function keep_paths() returns trigger language plpgsql as $$
        begin
          insert into item_paths (job, paths, folders, names)
          select ${gathered} from (select *, (row_number() over () - 1) / 1000 as part from fresh) as parted
          group by job, part;
          return null;
        end $$`.execute(db)
      await sql`
        create trigger items_keep_paths after insert on items
        referencing new table as fresh for each statement execute function keep_paths()`.execute(db)
      await sql`
        create function keep_path() returns trigger language plpgsql as $$
        begin
          insert into item_paths values (new.job, lower(new.source), array[new.folder], array[new.name]);
          return null;
        end $$`.execute(db)
      await sql`
        create trigger items_keep_path after update of source on items
        for each row execute function keep_path()`.execute(db)
    },
  },
  {
    name: '0790-what-is-in-a-plan',
    async up(db: Kysely<unknown>): Promise<void> {
      // Which states and reasons are in a batch, and its paths in small letters: a batch without what is sought is not read.
      // Neither is told of batches from before.
      await sql`alter table batches add column marks text[], add column paths text`.execute(db)
    },
  },
]
