import type { Kysely } from 'kysely'
import type { MappingLook } from '#api/contract/mapping.ts'
import type { Job } from '../job.ts'
import { childrenOf, insertChild, keepLook, markLeft, markThere } from './child-rows.ts'
import { keyOf, type Found, type LeftOut } from './found.ts'

const mostTold = 100

/**
 * Makes the jobs that are missing, and gives all whose places are there. One whose place has gone runs no more and keeps its
 * history; one whose place is there again goes on, to where its content was always going. Inside a transaction that holds the
 * mapping job.
 */
export async function settleChildren(
  db: Kysely<unknown>,
  parent: Job,
  found: Found,
  at: Date,
): Promise<readonly Job[]> {
  const before = await childrenOf(db, parent.id)
  const byKey = new Map(before.map((job) => [job.child?.key, job]))
  const holders = new Map(before.map((job) => [keyOf(job.destination), job]))
  const there: Job[] = []
  const made: Job[] = []
  const leftOut: LeftOut[] = [...found.leftOut]
  for (const place of found.children) {
    const known = byKey.get(place.key)
    const holder = parent.mapping?.each === 'row' ? undefined : holders.get(keyOf(place.destination))
    if (known) there.push(known)
    else if (holder) leftOut.push({ ...place, why: takenBy(holder) })
    else made.push(await insertChild(db, parent, place))
  }
  await markThere(
    db,
    there.map(({ id }) => id),
  )
  const gone = before.filter((job) => !there.includes(job))
  const reasons = new Map(leftOut.map(({ key, why }) => [key, why]))
  for (const { id, child } of gone) {
    await markLeft(db, id, { at, why: reasons.get(child?.key) ?? 'It was not found at the last look.' })
  }
  await keepLook(db, parent.id, lookOf({ at, made, leftOut, gone: gone.filter(({ child }) => !child?.left) }))
  return [...there, ...made]
}

function takenBy({ id, name, destination }: Job): string {
  return `Its content would go to “${destination.shown}”, where the job “${name}” (${id}) has put that of something else.`
}

function lookOf(told: {
  readonly at: Date
  readonly made: readonly Job[]
  readonly leftOut: readonly LeftOut[]
  readonly gone: readonly Job[]
}): MappingLook {
  return {
    at: told.at.toISOString(),
    made: told.made.length,
    leftOut: told.leftOut.slice(0, mostTold).map(({ name, why }) => ({ name, why })),
    leftOutCount: told.leftOut.length,
    gone: told.gone.slice(0, mostTold).map(({ name, child }) => child?.name ?? name),
  }
}
