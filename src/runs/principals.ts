import { sql, type Kysely } from 'kysely'
import type { MapPrincipal } from '#engine/rights.ts'
import type { Principal, Storage } from '#platform'
import { tableBetween } from '#jobs/principals/rows.ts'
import type { Job } from '#jobs/job.ts'

type Db = Kysely<unknown>

export interface PrincipalMap {
  readonly map: MapPrincipal
  /** Whether somebody of the destination has the same e-mail address. */
  readonly isKnown: (principal: Principal) => boolean
}

/** Who is who at the destination: by the table, else by an e-mail address that one principal of the kind has there. */
export async function principalMap(
  db: Db,
  job: Pick<Job, 'source' | 'destination'>,
  { principals }: Pick<Storage, 'principals'>,
  signal: AbortSignal,
): Promise<PrincipalMap> {
  const table = await tableBetween(db, job)
  const byEmail = principals ? await emailsOf(principals, signal) : new Map<string, string>()
  const sameAs = ({ kind, email }: Principal) => (email === undefined ? undefined : byEmail.get(keyOf(kind, email)))
  return {
    map(principal) {
      const row = table.get(principal.id)
      if (row) return row.to === undefined ? 'left-out' : { id: row.to }
      const found = sameAs(principal)
      return found === undefined ? undefined : { id: found }
    },
    isKnown: (principal) => sameAs(principal) !== undefined,
  }
}

/** Addresses that only one principal has. */
async function emailsOf(
  principals: NonNullable<Storage['principals']>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const twice = new Set<string>()
  for await (const { entries } of principals({ signal })) {
    for (const { id, kind, email } of entries) {
      if (email === undefined) continue
      const key = keyOf(kind, email)
      if (found.has(key)) twice.add(key)
      found.set(key, id)
    }
  }
  for (const key of twice) found.delete(key)
  return found
}

function keyOf(kind: Principal['kind'], email: string): string {
  return `${kind} ${email.toLowerCase()}`
}

interface Found {
  readonly principal: Principal
  readonly isKnown: boolean
  grants: number
  owned: number
}

/** Counts the grants and the entries of each principal as they go by. */
export class FoundPrincipals {
  readonly #found = new Map<string, Found>()

  add(what: 'grants' | 'owned', met: readonly Principal[], { isKnown }: PrincipalMap): void {
    for (const principal of met) {
      const found = this.#found.get(principal.id) ?? { principal, isKnown: isKnown(principal), grants: 0, owned: 0 }
      found[what]++
      this.#found.set(principal.id, found)
    }
  }

  /** Adds them to what the run has found before. */
  async write(db: Db, job: string, run: string): Promise<void> {
    const all = [...this.#found.values()]
    this.#found.clear()
    if (all.length === 0) return
    await sql`
      insert into job_principals (job, principal, kind, name, email, grants, owned, by_email, run)
      select ${job}::bigint, principal, kind, name, nullif(email, ''), grants, owned, by_email, ${run}::bigint
      from unnest(${all.map(({ principal }) => principal.id)}::text[], ${all.map(({ principal }) => principal.kind)}::text[],
        ${all.map(({ principal }) => principal.name)}::text[], ${all.map(({ principal }) => principal.email ?? '')}::text[],
        ${all.map(({ grants }) => grants)}::integer[], ${all.map(({ owned }) => owned)}::integer[],
        ${all.map(({ isKnown }) => isKnown)}::boolean[])
        as new (principal, kind, name, email, grants, owned, by_email)
      on conflict (job, principal) do update set kind = excluded.kind, name = excluded.name, email = excluded.email,
        grants = excluded.grants + case when job_principals.run = excluded.run then job_principals.grants else 0 end,
        owned = excluded.owned + case when job_principals.run = excluded.run then job_principals.owned else 0 end,
        by_email = excluded.by_email, run = excluded.run`.execute(db)
  }
}

/** Those that the run has not met have nothing there any more. */
export async function forgetUnmet(db: Db, job: string, run: string): Promise<void> {
  await sql`delete from job_principals where job = ${job} and run <> ${run}`.execute(db)
}
