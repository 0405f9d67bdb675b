import { sql, type Kysely } from 'kysely'
import type { Database } from '#database/database.ts'
import type { ChangeEvent } from './contract/events.ts'

const channel = 'changes'

/** The tables tell themselves what changed in them, whichever process changed it; for each transaction once. */
export const changeMigrations = [
  {
    name: '0530-changes',
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create function tell_change() returns trigger language plpgsql as $$
        begin
          perform pg_notify('changes', tg_table_name || ' ' || new.id);
          return null;
        end $$`.execute(db)
      await sql`
        create trigger connections_tell after insert or update
          of name, settings, client, health, health_reason, tested_at, disabled_at, removed_at on connections
        for each row execute function tell_change()`.execute(db)
      await sql`
        create trigger jobs_tell after insert or update on jobs
        for each row execute function tell_change()`.execute(db)
      await sql`
        create trigger runs_tell after insert or update
          of state, waiting, waiting_until, failure, is_scanned, report, proof on runs
        for each row execute function tell_change()`.execute(db)
      await sql`
        create function tell_progress() returns trigger language plpgsql as $$
        begin
          perform pg_notify('changes', 'runs ' || run) from (select distinct run from fresh) as moved;
          return null;
        end $$`.execute(db)
      for (const event of ['insert', 'update']) {
        await sql`
          create trigger ${sql.raw(`tallies_tell_${event}`)} after ${sql.raw(event)} on tallies
          referencing new table as fresh for each statement execute function tell_progress()`.execute(db)
      }
    },
  },
]

/** What changes in the database, for any number of listeners of this process. */
export interface Changes {
  /** Gives what ends the listening. */
  listen(listener: (change: ChangeEvent) => void): () => void
}

/** Hears the changes until the stack is disposed of. */
export async function openChanges(
  stack: AsyncDisposableStack,
  database: Pick<Database<unknown>, 'listen'>,
): Promise<Changes> {
  const listeners = new Set<(change: ChangeEvent) => void>()
  const tell = (change: ChangeEvent) => {
    for (const listener of listeners) listener(change)
  }
  const listening = await database.listen(channel, {
    message(text) {
      const [table = '', id] = text.split(' ')
      if (isKind(table) && id !== undefined) tell({ kind: table, id })
    },
    missed: () => tell({ kind: 'missed' }),
  })
  stack.defer(() => listening.close())
  return {
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const tables = ['connections', 'jobs', 'runs'] as const

function isKind(table: string): table is (typeof tables)[number] {
  return tables.some((one) => one === table)
}
