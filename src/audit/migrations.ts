import { sql, type Kysely } from 'kysely'
import { addTextIndex } from '#database/text-index.ts'
import { beforeFirst } from './link.ts'

/**
 * The log and its head. The database itself refuses to change or remove entries and to add one that does not follow the
 * last; whoever gets round these rules as the owner of the database is found by `verify`.
 */
export const auditMigrations = [
  {
    name: '0400-audit',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table audit_log (
          seq bigint primary key,
          at timestamptz(3) not null,
          actor_kind text not null,
          actor_id text,
          actor_name text not null,
          actor_address text,
          act text not null,
          outcome text not null,
          subject_kind text,
          subject_id text,
          subject_name text,
          changed text[] not null,
          facts jsonb not null,
          previous text not null,
          hash text not null
        )`.execute(db)
      await sql`create index audit_by_actor on audit_log (actor_kind, actor_id, seq)`.execute(db)
      await sql`create index audit_by_subject on audit_log (subject_kind, subject_id, seq)`.execute(db)
      await sql`create index audit_by_act on audit_log (act, seq)`.execute(db)
      await sql`create index audit_by_time on audit_log (at, seq)`.execute(db)
      await sql`
        create table audit_head (
          id integer primary key check (id = 1),
          seq bigint not null,
          hash text not null
        )`.execute(db)
      await sql`insert into audit_head (id, seq, hash) values (1, 0, ${sql.lit(beforeFirst)})`.execute(db)
      await sql`
        create function refuse_audit_change() returns trigger language plpgsql as $$
        begin
          raise exception 'The audit log can only be added to (% of % refused).', tg_op, tg_table_name;
        end $$`.execute(db)
      await sql`
        create trigger audit_log_stays before update or delete on audit_log
        for each row execute function refuse_audit_change()`.execute(db)
      await sql`
        create trigger audit_log_is_not_emptied before truncate on audit_log
        for each statement execute function refuse_audit_change()`.execute(db)
      await sql`
        create trigger audit_head_stays before delete on audit_head
        for each row execute function refuse_audit_change()`.execute(db)
      await sql`
        create trigger audit_head_is_not_emptied before truncate on audit_head
        for each statement execute function refuse_audit_change()`.execute(db)
      await sql`
        create function follow_audit_head() returns trigger language plpgsql as $$
        begin
          update audit_head set seq = new.seq, hash = new.hash where seq = new.seq - 1 and hash = new.previous;
          if not found then
            raise exception 'The entry % does not follow the last one of the audit log.', new.seq;
          end if;
          return new;
        end $$`.execute(db)
      await sql`
        create trigger audit_log_follows before insert on audit_log
        for each row execute function follow_audit_head()`.execute(db)
    },
  },
  {
    name: '0563-words-of-audit',
    up: (db: Kysely<unknown>): Promise<void> =>
      addTextIndex(db, 'audit_by_words', {
        table: 'audit_log',
        columns: ['actor_name', 'subject_name', 'act', '(facts::text)'],
      }),
  },
]
