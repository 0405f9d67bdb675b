import { sql, type Kysely } from 'kysely'
import type { Readable } from 'node:stream'
import type { ExportFormat } from '#api/contract/exports.ts'
import { formats } from '#reports/formats.ts'
import { onePage, type Column } from '#reports/table.ts'
import type { Run } from './rows.ts'

type Db = Kysely<unknown>

interface Event {
  readonly at: string
  readonly act: string
  readonly by: string
  readonly kind: string
  readonly items?: number
}

interface Person {
  readonly name: string
  readonly kind: string
  readonly acts: string
  readonly first: string
  readonly last: string
}

const eventColumns: readonly Column<Event>[] = [
  { title: 'At (UTC)', width: 25, cell: ({ at }) => at },
  { title: 'Act', width: 24, cell: ({ act }) => act },
  { title: 'By', width: 30, cell: ({ by }) => by },
  { title: 'Who is', width: 10, cell: ({ kind }) => kind },
  { title: 'Items', width: 10, cell: ({ items }) => items },
]

const personColumns: readonly Column<Person>[] = [
  { title: 'Name', width: 30, cell: ({ name }) => name },
  { title: 'Who is', width: 10, cell: ({ kind }) => kind },
  { title: 'Acts', width: 48, cell: ({ acts }) => acts },
  { title: 'First (UTC)', width: 25, cell: ({ first }) => first },
  { title: 'Last (UTC)', width: 25, cell: ({ last }) => last },
]

/** What was done with a run, as the audit log has it: started, paused, approved, retried; and its end. */
export async function exportLog(db: Db, run: Run, format: ExportFormat, signal: AbortSignal): Promise<Readable> {
  const events = await eventsOf(db, run)
  const end = run.finishedAt && {
    at: run.finishedAt.toISOString(),
    act: `run.${run.state}`,
    by: 'Gantry',
    kind: 'gantry',
  }
  const page: readonly Event[] = end ? [...events, end].toSorted((a, b) => (a.at < b.at ? -1 : 1)) : events
  return formats[format].write({ title: 'Log', columns: eventColumns, pages: onePage(page) }, signal)
}

/** Who started, stopped and approved a run. */
export async function exportUsers(db: Db, run: Run, format: ExportFormat, signal: AbortSignal): Promise<Readable> {
  const byName = Map.groupBy(await eventsOf(db, run), ({ kind, by }) => `${kind} ${by}`)
  const people = [...byName.values()].map((events): Person => {
    const [first, last] = [events[0], events.at(-1)]
    const acts = [...new Set(events.map(({ act }) => act))].join(', ')
    return { name: first?.by ?? '', kind: first?.kind ?? '', acts, first: first?.at ?? '', last: last?.at ?? '' }
  })
  return formats[format].write({ title: 'Users', columns: personColumns, pages: onePage(people) }, signal)
}

async function eventsOf(db: Db, { id, job }: Run): Promise<readonly Event[]> {
  const { rows } = await sql<{ at: Date; act: string; by: string; kind: string; items: string | null }>`
    select at, act, actor_name as by, actor_kind as kind, facts ->> 'items' as items from audit_log
    where subject_kind = 'job' and subject_id = ${job} and facts ->> 'run' = ${id} order by seq`.execute(db)
  return rows.map(({ at, items, ...event }) => ({
    ...event,
    at: at.toISOString(),
    ...(items !== null && { items: Number(items) }),
  }))
}
