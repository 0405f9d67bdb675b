import { sql, type Kysely } from 'kysely'
import { shortWaitMs, type Health } from './connection.ts'

/** How many connections are how, by `healthOf`. */
export async function countHealths(
  db: Kysely<unknown>,
  now: number,
): Promise<readonly { readonly health: Health; readonly count: number }[]> {
  const soon = new Date(now + shortWaitMs)
  const { rows } = await sql<{ health: Health; count: number }>`
    select case
        when c.disabled_at is not null then 'paused'
        when p.limited_until > ${soon} and c.health <> 'sign-in-needed' then 'limited'
        else c.health
      end as health, count(*)::int as count
    from connections c left join pacing p on p.connection = c.id
    where c.removed_at is null group by 1 order by 2 desc, 1`.execute(db)
  return rows
}
