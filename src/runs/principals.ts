import { sql, type Kysely } from 'kysely'
import type { MapPrincipal } from '#engine/rights.ts'
import type { Side } from '#engine/two-way/agreement.ts'
import { whoIsWho, type WhoIsWho } from '#engine/two-way/who-is-who.ts'
import type { Principal, Storage } from '#platform'
import { tableBetween } from '#jobs/principals/rows.ts'
import type { Job } from '#jobs/job.ts'
import type { Given } from '#engine/give-rights.ts'

type Db = Kysely<unknown>

export interface PrincipalMap {
  readonly map: MapPrincipal
  /** Whether somebody of the destination has the same e-mail address. */
  readonly isKnown: (principal: Principal) => boolean
  /** The same in both directions, where the job goes both ways; else it knows nobody. */
  readonly who: WhoIsWho
}

interface Sides {
  readonly job: Pick<Job, 'source' | 'destination' | 'options'>
  readonly source: Pick<Storage, 'principals'>
  readonly destination: Pick<Storage, 'principals'>
}

/**
 * Who is who at the destination: by the table, else by an e-mail address that one principal of the kind has there. Both ways
 * only the table can say it where the source does not tell of its people.
 */
export async function principalMap(
  db: Db,
  { job, source, destination }: Sides,
  signal: AbortSignal,
): Promise<PrincipalMap> {
  const table = await tableBetween(db, job)
  const isBothWays = job.options.direction === 'two-way'
  const byEmail = isBothWays && !source.principals ? new Map<string, string>() : await emailsOf(destination, signal)
  const sameAs = ({ kind, email }: Principal) => (email === undefined ? undefined : byEmail.get(keyOf(kind, email)))
  const map: MapPrincipal = (principal) => {
    const row = table.get(principal.id)
    if (row) return row.to === undefined ? 'left-out' : { id: row.to }
    const found = sameAs(principal)
    return found === undefined ? undefined : { id: found }
  }
  // Of whom the table names the id says all.
  const named = [...table.keys()].map((id): Principal => ({ id, kind: 'person', name: id }))
  const here = isBothWays ? [...(await Array.fromAsync(principalsOf(source, signal))), ...named] : []
  return { map, isKnown: (principal) => sameAs(principal) !== undefined, who: whoIsWho(here, map) }
}

/** Addresses that only one principal has. */
async function emailsOf(side: Pick<Storage, 'principals'>, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const twice = new Set<string>()
  for await (const { id, kind, email } of principalsOf(side, signal)) {
    if (email === undefined) continue
    const key = keyOf(kind, email)
    if (found.has(key)) twice.add(key)
    found.set(key, id)
  }
  for (const key of twice) found.delete(key)
  return found
}

async function* principalsOf(
  { principals }: Pick<Storage, 'principals'>,
  signal: AbortSignal,
): AsyncGenerator<Principal> {
  if (principals) for await (const { entries } of principals({ signal })) yield* entries
}

function keyOf(kind: Principal['kind'], email: string): string {
  return `${kind} ${email.toLowerCase()}`
}

export type Met = Pick<Given, 'met' | 'strangers'>

interface Found {
  readonly side: Side
  readonly principal: Principal
  readonly isKnown: boolean
  grants: number
  owned: number
}

/** Counts the grants and the entries of each principal as they go by. */
export class FoundPrincipals {
  readonly #found = new Map<string, Found>()

  add(what: 'grants' | 'owned', { met, strangers = [] }: Met, { isKnown }: PrincipalMap): void {
    for (const principal of met) this.#count(what, 'source', principal, isKnown(principal))
    for (const principal of strangers) this.#count(what, 'destination', principal, false)
  }

  #count(what: 'grants' | 'owned', side: Side, principal: Principal, isKnown: boolean): void {
    const key = `${side} ${principal.id}`
    const found = this.#found.get(key) ?? { side, principal, isKnown, grants: 0, owned: 0 }
    found[what]++
    this.#found.set(key, found)
  }

  /** Adds them to what the run has found before. */
  async write(db: Db, job: string, run: string): Promise<void> {
    const all = [...this.#found.values()]
    this.#found.clear()
    if (all.length === 0) return
    await sql`
      insert into job_principals (job, side, principal, kind, name, email, grants, owned, by_email, run)
      select ${job}::bigint, side, principal, kind, name, nullif(email, ''), grants, owned, by_email, ${run}::bigint
      from unnest(${all.map(({ side }) => side)}::text[], ${all.map(({ principal }) => principal.id)}::text[], ${all.map(({ principal }) => principal.kind)}::text[],
        ${all.map(({ principal }) => principal.name)}::text[], ${all.map(({ principal }) => principal.email ?? '')}::text[],
        ${all.map(({ grants }) => grants)}::integer[], ${all.map(({ owned }) => owned)}::integer[],
        ${all.map(({ isKnown }) => isKnown)}::boolean[])
        as new (side, principal, kind, name, email, grants, owned, by_email)
      on conflict (job, side, principal) do update set kind = excluded.kind, name = excluded.name, email = excluded.email,
        grants = excluded.grants + case when job_principals.run = excluded.run then job_principals.grants else 0 end,
        owned = excluded.owned + case when job_principals.run = excluded.run then job_principals.owned else 0 end,
        by_email = excluded.by_email, run = excluded.run`.execute(db)
  }
}

/** Those that the run has not met have nothing there any more. */
export async function forgetUnmet(db: Db, job: string, run: string): Promise<void> {
  await sql`delete from job_principals where job = ${job} and run <> ${run}`.execute(db)
}
