import { sql, type Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import type { Reason } from '#engine/reason.ts'
import { isFlagged, type FlaggedFilter } from './flagged-filter.ts'
import { wasDecided } from './heed-decisions.ts'
import type { Means } from './start.ts'
import { writeTallies, type Tally } from './tallies.ts'

interface Ignored {
  job: string
  name: string
  run: string
  reason: Reason
  kind: Tally['kind']
  items: number
  bytes: string
  verified: number
}

/** Leaves flagged items as they are: the sums of the runs that saw them say so, and later runs leave them too. */
export async function ignoreItems({ transaction }: Means, by: Actor, filter: FlaggedFilter): Promise<number> {
  return transaction(async (db) => {
    const ignored = await ignore(db, filter)
    for (const { id, name, items } of byJob(ignored)) {
      const subject = { kind: 'job', id, name }
      await record(db, { actor: by, act: 'items.ignored', outcome: 'done', subject, facts: { items, ...said(filter) } })
    }
    for (const [run, some] of Map.groupBy(ignored, (line) => line.run)) await writeTallies(db, run, moved(some))
    return ignored.reduce((sum, { items }) => sum + items, 0)
  })
}

async function ignore(db: Kysely<unknown>, filter: FlaggedFilter): Promise<readonly Ignored[]> {
  const { rows } = await sql<Ignored>`
    with chosen as (
      select items.job, items.folder, items.name, items.run, items.reason, items.kind, items.size, items.verified,
        j.name as job_name
      from jobs j join items on items.job = j.id where j.removed_at is null and ${isFlagged(filter)}
      order by items.job, items.folder, items.name for update of items),
    done as (
      update items set state = 'ignored', reason = 'ignored-by-decision',
        sentence = concat_ws(' ', ${wasDecided}::text, items.sentence)
      from chosen
      where items.job = chosen.job and items.folder = chosen.folder and items.name = chosen.name)
    select job::text, job_name as name, run::text, reason, kind, count(*)::integer as items, sum(size)::text as bytes,
      count(verified)::integer as verified
    from chosen group by job, job_name, run, reason, kind order by run`.execute(db)
  return rows
}

/** Out of one state and into the other. */
function moved(lines: readonly Ignored[]): Tally[] {
  const sums = new Map<string, Tally>()
  const add = (state: Tally['state'], reason: Reason, { kind, items, bytes, verified }: Ignored, sign: 1 | -1) => {
    const key = `${state} ${reason} ${kind}`
    const sum = sums.get(key) ?? { state, reason, kind, ...nothing }
    sum.items += sign * items
    sum.bytes += sign * Number(bytes)
    sum.verified += sign * verified
    sums.set(key, sum)
  }
  for (const line of lines) {
    add('flagged', line.reason, line, -1)
    add('ignored', 'ignored-by-decision', line, 1)
  }
  return [...sums.values()]
}

const nothing = { items: 0, bytes: 0, movedItems: 0, movedBytes: 0, movedOlder: 0, verified: 0 }

function byJob(lines: readonly Ignored[]) {
  return [...Map.groupBy(lines, ({ job }) => job)].map(([id, some]) => ({
    id,
    name: some[0]?.name ?? id,
    items: some.reduce((sum, { items }) => sum + items, 0),
  }))
}

/** What of the filter the audit log is told: names of items do not belong there. */
export function said({ reason }: FlaggedFilter): { readonly reason?: string } {
  return reason === undefined ? {} : { reason }
}
