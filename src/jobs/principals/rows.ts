import { sql, type Kysely } from 'kysely'
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

/** Somebody who has rights at the source of a job, or owns something there, as its last run has met them. */
export interface MetPrincipal extends Principal {
  readonly grants: number
  readonly owned: number
  readonly mappedTo?: string
  readonly isLeftOut: boolean
  /** By the table, or by their e-mail address when the last run looked. */
  readonly isMapped: boolean
}

interface MetRow {
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
  readonly after?: string | undefined
}

/** In the order of their ids. */
export async function metPrincipals(
  db: Db,
  job: Pick<Job, 'id'> & Ends,
  { state, text, limit, after = '' }: MetQuery,
): Promise<readonly MetPrincipal[]> {
  const like = text === undefined ? undefined : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<MetRow>`
    select * from (
      select met.principal, met.kind, met.name, met.email, met.grants, met.owned, maps.principal is not null as has_row, maps.mapped_to,
        maps.mapped_to is not null or (maps.principal is null and met.by_email) as is_mapped
      from job_principals as met left join principal_maps as maps on maps.principal = met.principal
        and maps.source = ${job.source.connection} and maps.destination = ${job.destination.connection}
      where met.job = ${job.id} and met.principal collate "C" > ${after} collate "C"
        ${like === undefined ? sql`` : sql`and (met.name ilike ${like} or met.email ilike ${like} or met.principal ilike ${like})`}
    ) as met
    where ${conditions[state ?? 'all']} order by principal collate "C" limit ${limit}`.execute(db)
  return rows.map((row) => ({
    id: row.principal,
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

/** How many the last run has met, and how many of them nobody has mapped, with what they have. */
export async function countMet(db: Db, job: Pick<Job, 'id'> & Ends): Promise<MetSums> {
  const isUnmapped = sql`not met.by_email and maps.principal is null`
  const { rows } = await sql<{ all: number; unmapped: number; grants: number; owned: number }>`
    select count(*)::integer as all, count(*) filter (where ${isUnmapped})::integer as unmapped,
      coalesce(sum(met.grants) filter (where ${isUnmapped}), 0)::integer as grants,
      coalesce(sum(met.owned) filter (where ${isUnmapped}), 0)::integer as owned
    from job_principals as met left join principal_maps as maps on maps.principal = met.principal
      and maps.source = ${job.source.connection} and maps.destination = ${job.destination.connection}
    where met.job = ${job.id}`.execute(db)
  const [row] = rows
  return {
    all: row?.all ?? 0,
    unmapped: row?.unmapped ?? 0,
    unmappedGrants: row?.grants ?? 0,
    unmappedOwned: row?.owned ?? 0,
  }
}
