import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Side } from '#engine/two-way/agreement.ts'
import type { Principal } from '#platform'
import type { Job } from '../job.ts'

type Db = Kysely<unknown>
type Ends = Pick<Job, 'source' | 'destination'>

/** Who somebody of the source is at the destination; nobody there: left out on purpose. */
export interface MappedPrincipal {
  readonly principal: string
  readonly to?: string
}

/** The table of principals that all jobs between the same two connections share, by the id at the source. */
export async function tableBetween(
  db: Db,
  { source, destination }: Ends,
): Promise<ReadonlyMap<string, MappedPrincipal>> {
  const { rows } = await sql<{ principal: string; mapped_to: string | null }>`
    select principal, mapped_to from principal_maps
    where source = ${source.connection} and destination = ${destination.connection}`.execute(db)
  return new Map(
    rows.map(({ principal, mapped_to: to }) => [principal, { principal, ...(to !== null && { to }) }] as const),
  )
}

/** Writes rows of the table; `null` leaves somebody out, `undefined` takes the row away. */
export async function writeTable(
  db: Db,
  { source, destination }: Ends,
  rows: readonly { readonly principal: string; readonly to: string | null | undefined }[],
): Promise<void> {
  const gone = rows.filter(({ to }) => to === undefined).map(({ principal }) => principal)
  const kept = rows.filter(({ to }) => to !== undefined)
  await sql`
    delete from principal_maps where source = ${source.connection} and destination = ${destination.connection}
      and principal = any(${gone}::text[])`.execute(db)
  await sql`
    insert into principal_maps (source, destination, principal, mapped_to)
    select ${source.connection}, ${destination.connection}, * from unnest(${kept.map(({ principal }) => principal)}::text[],
      ${kept.map(({ to }) => to ?? null)}::text[])
    on conflict (source, destination, principal) do update set mapped_to = excluded.mapped_to`.execute(db)
}

/**
 * Somebody who has rights at the source of a job, or owns something there, as its last run has met them; in a job that goes both
 * ways also who has rights at the destination and was nobody of the source.
 */
export interface MetPrincipal extends Principal {
  readonly side: Side
  readonly grants: number
  readonly owned: number
  /** Who they are on the other side, by the table. */
  readonly mappedTo?: string
  readonly isLeftOut: boolean
  /** By the table, or by their e-mail address when the last run looked. */
  readonly isMapped: boolean
}

interface MetRow {
  side: Side
  principal: string
  kind: Principal['kind']
  name: string
  email: string | null
  grants: number
  owned: number
  is_mapped: boolean
  has_row: boolean
  mapped_to: string | null
}

export interface MetQuery {
  readonly state?: 'mapped' | 'unmapped' | 'left-out' | undefined
  readonly text?: string | undefined
  readonly limit: number
  readonly after?: Pick<MetPrincipal, 'side' | 'id'> | undefined
}

/** Those of the source first, in the order of their ids. */
export async function metPrincipals(
  db: Db,
  job: Pick<Job, 'id'> & Ends,
  { state, text, limit, after = { side: 'source', id: '' } }: MetQuery,
): Promise<readonly MetPrincipal[]> {
  const like = text === undefined ? undefined : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<MetRow>`
    select * from ${metIn(job)} as met
    where ${conditions[state ?? 'all']}
      and (side = 'destination', principal collate "C") > (${after.side === 'destination'}::boolean, ${after.id} collate "C")
      ${like === undefined ? sql`` : sql`and (name ilike ${like} or email ilike ${like} or principal ilike ${like})`}
    order by side = 'destination', principal collate "C" limit ${limit}`.execute(db)
  return rows.map((row) => ({
    id: row.principal,
    side: row.side,
    kind: row.kind,
    name: row.name,
    ...(row.email !== null && { email: row.email }),
    grants: row.grants,
    owned: row.owned,
    ...(row.mapped_to !== null && { mappedTo: row.mapped_to }),
    isLeftOut: row.has_row && row.mapped_to === null,
    isMapped: row.is_mapped,
  }))
}

/** Those of the destination are by the table whom one of the source is said to be, and only that one. */
function metIn({ id, source, destination }: Pick<Job, 'id'> & Ends): RawBuilder<unknown> {
  const maps = sql`
    select principal, mapped_to from principal_maps
    where source = ${source.connection} and destination = ${destination.connection}`
  return sql`(
    select met.*, coalesce(there.has_row, back.mapped_to is not null, false) as has_row,
      coalesce(there.mapped_to, back.mapped_to) as mapped_to,
      coalesce(there.mapped_to, back.mapped_to) is not null or (there.has_row is null and met.by_email) as is_mapped
    from job_principals as met
    left join (select principal, mapped_to, true as has_row from (${maps}) as maps) as there
      on met.side = 'source' and there.principal = met.principal
    left join (select mapped_to as principal, min(principal) as mapped_to from (${maps}) as maps
      group by maps.mapped_to having count(*) = 1) as back
      on met.side = 'destination' and back.principal = met.principal
    where met.job = ${id})`
}

const conditions = {
  all: sql`true`,
  mapped: sql`is_mapped`,
  unmapped: sql`not is_mapped and not has_row`,
  'left-out': sql`has_row and mapped_to is null`,
} as const

export interface MetSums {
  readonly all: number
  readonly unmapped: number
  readonly unmappedGrants: number
  readonly unmappedOwned: number
}

/** How many the last run has met, on one side or both, and how many of them nobody has mapped, with what they have. */
export async function countMet(db: Db, job: Pick<Job, 'id'> & Ends, side?: Side): Promise<MetSums> {
  const { rows } = await sql<{ all: number; unmapped: number; grants: number; owned: number }>`
    select count(*)::integer as all, count(*) filter (where ${conditions.unmapped})::integer as unmapped,
      coalesce(sum(grants) filter (where ${conditions.unmapped}), 0)::integer as grants,
      coalesce(sum(owned) filter (where ${conditions.unmapped}), 0)::integer as owned
    from ${metIn(job)} as met ${side === undefined ? sql`` : sql`where side = ${side}`}`.execute(db)
  const [row] = rows
  return {
    all: row?.all ?? 0,
    unmapped: row?.unmapped ?? 0,
    unmappedGrants: row?.grants ?? 0,
    unmappedOwned: row?.owned ?? 0,
  }
}
