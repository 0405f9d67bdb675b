import { sql, type Kysely } from 'kysely'
import type { ItemState, Print } from '#engine/item.ts'
import { concurrently } from '#engine/concurrently.ts'
import { giveRights, type Given, type Giving } from '#engine/give-rights.ts'
import { Halt } from '#engine/halt.ts'
import type { Reason } from '#engine/reason.ts'
import { ownOf } from '#engine/rights.ts'
import { countMet } from '#jobs/principals/rows.ts'
import { isStorageError, parsePath, type Grant, type Place, type Storage } from '#platform'
import { plannedAfter } from './batches.ts'
import { placeIn } from './place-in.ts'
import { forgetUnmet, FoundPrincipals, principalMap, type PrincipalMap } from './principals.ts'
import { printFrom } from './receipts.ts'
import { keepNotices } from './rows.ts'
import type { Scene } from './scene.ts'
import { Tallies, writeTallies } from './tallies.ts'
import { filesAtOnce } from './transfer.ts'

type Db = Kysely<unknown>

/**
 * Gives everything that lies at the destination the rights of its people and groups, when all content is there. Rights that have
 * changed since the last run are seen here, and no content is moved for them. What could not be given is flagged; its content
 * stays. A simulation meets the principals and changes nothing.
 */
export async function carryOutRights(scene: Scene): Promise<void> {
  const { db, job, run, source, destination, signal, clock } = scene
  const policy = job.options.permissions
  if (policy === 'none' || !source.permissions || !destination.permissions) return
  const principals = await principalMap(db, job, destination, signal)
  const giving: Giving = { source, destination, policy, map: principals.map, signal, clock }
  try {
    if (run.kind === 'simulation') await meetPlanned(scene, principals)
    let after: Cursor = ['-9223372036854775808', '-9223372036854775808']
    for (;;) {
      const rows = await rowsAfter(scene, after)
      const work = (row: Row) => (run.kind === 'run' ? give(row, scene, giving) : look(row, scene))
      for await (const some of concurrently(rows, filesAtOnce, work)) await keep(scene, some, principals)
      const last = rows.at(-1)
      if (!last) break
      after = [last.folder, last.name]
    }
  } catch (error) {
    // What concerns the whole run is told as it was said.
    throw error instanceof Halt ? error.error : error
  }
  if (run.retries === undefined) await forgetUnmet(db, job.id, run.id)
  await tellUnmapped(scene)
  await scene.calls.flush()
}

async function tellUnmapped({ db, job, run, titles }: Scene): Promise<void> {
  const { all, unmapped, unmappedGrants } = await countMet(db, job)
  if (unmapped === 0) return
  const [count, of, grants] = [unmapped, all, unmappedGrants].map((one) => one.toLocaleString('en-US'))
  const notice = `${count} of ${of} people and groups of ${titles.source} are not mapped, so that ${grants} permissions stay behind: gantry jobs principals ${job.id} --state unmapped`
  await keepNotices(db, run.id, [...new Set([...run.notices, notice])])
}

type Cursor = readonly [folder: string, name: string]

interface Row {
  folder: string
  name: string
  source: string
  destination: string | null
  kind: 'file' | 'folder'
  size: string
  state: ItemState
  reason: Reason
  is_of_run: boolean
  source_print: string | null
  destination_print: string
  rights_print: string | null
}

const rowsAtOnce = 500

/** What lies at the destination and was not looked at by this run; of a retry what it has looked at itself. */
async function rowsAfter({ db, run, job }: Scene, [folder, name]: Cursor): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select folder::text, name::text, source, destination, kind, size::text, state, reason, run = ${run.id} as is_of_run,
      source_print, destination_print, rights_print
    from items
    where job = ${job.id} and (folder, name) > (${folder}::bigint, ${name}::bigint) and not is_gone and twin is null
      and kind in ('file', 'folder') and state in ('succeeded', 'revised') and destination_print is not null
      and rights_run is distinct from ${run.id}::bigint ${run.retries === undefined ? sql`` : sql`and run = ${run.id}`}
    order by items.folder, items.name limit ${rowsAtOnce}`.execute(db)
  return rows
}

interface Outcome {
  readonly row: Row
  readonly given: Given
}

async function give(row: Row, { places }: Scene, giving: Giving): Promise<Outcome> {
  const source = parsePath(row.source)
  const destination = row.destination === null ? source : parsePath(row.destination)
  const from = placeIn(places.source, source, sourcePrintOf(row))
  const to = placeIn(places.destination, destination, printFrom(row.destination_print))
  return { row, given: await giveRights({ from, to, print: row.rights_print ?? undefined }, giving) }
}

function sourcePrintOf({ source_print: print }: Row): Print {
  return print === null ? {} : printFrom(print)
}

/** Meets whoever has rights there. */
async function look(row: Row, { places, source, signal }: Scene): Promise<Outcome> {
  const from = placeIn(places.source, parsePath(row.source), sourcePrintOf(row))
  return { row, given: { grants: await grantsAt(source, from, signal), isChanged: false } }
}

/** Its own, as far as they may be seen: what a simulation cannot look at the run tells of. */
async function grantsAt({ permissions }: Storage, place: Place, signal: AbortSignal): Promise<readonly Grant[]> {
  try {
    return ownOf((await permissions?.list(place, { signal })) ?? [])
  } catch (error) {
    if (isStorageError(error) && error.advice.do === 'skip-this') return []
    throw error
  }
}

/** They and the sums change together or not at all. */
async function keep(scene: Scene, outcomes: readonly Outcome[], principals: PrincipalMap): Promise<void> {
  const { run, job, transaction } = scene
  const found = new FoundPrincipals()
  for (const { given } of outcomes) found.add(given.grants, principals)
  await transaction(async (db) => {
    await found.write(db, job.id, run.id)
    if (run.kind === 'simulation') return
    await markGiven(db, scene, outcomes)
    const tallies = new Tallies()
    for (const { row, given } of outcomes) {
      if (given.failure !== undefined) await flag(db, scene, row, given.failure, tallies)
    }
    await writeTallies(db, run.id, tallies.drain())
  })
}

async function markGiven(db: Db, { run, job }: Scene, outcomes: readonly Outcome[]): Promise<void> {
  await sql`
    update items set rights_run = ${run.id}::bigint, rights_print = nullif(given.print, '')
    from unnest(${outcomes.map(({ row }) => row.folder)}::bigint[], ${outcomes.map(({ row }) => row.name)}::bigint[],
      ${outcomes.map(({ given }) => given.print ?? '')}::text[]) as given (folder, name, print)
    where items.job = ${job.id} and items.folder = given.folder and items.name = given.name`.execute(db)
}

/** Out of the line in which the run has counted it. What it moved stays moved. */
async function flag(db: Db, { run, job, clock }: Scene, row: Row, sentence: string, tallies: Tallies): Promise<void> {
  const { folder, name, kind, state, reason } = row
  const size = Number(row.size)
  await sql`
    update items set state = 'flagged', reason = 'permissions-refused', sentence = ${sentence}, run = ${run.id},
      finished_at = to_timestamp(${clock.now()} / 1000.0)
    where job = ${job.id} and folder = ${folder}::bigint and name = ${name}::bigint`.execute(db)
  tallies.takeBack({ state, reason: row.is_of_run ? reason : 'unchanged', kind }, size, false, false)
  tallies.add({ state: 'flagged', reason: 'permissions-refused', kind }, size, false, false)
}

/** Whoever has rights to what a run would bring. */
async function meetPlanned(scene: Scene, principals: PrincipalMap): Promise<void> {
  const { db, run, job, source, signal, transaction } = scene
  for (let seq = 1; ;) {
    const batches = await plannedAfter(db, run.id, { seq, at: -1 })
    for (const { actions } of batches) {
      const places = actions.flatMap((action) => (action.do === 'copy' || action.do === 'make' ? [action.from] : []))
      const listed = (place: Place) => grantsAt(source, place, signal)
      const found = new FoundPrincipals()
      for await (const some of concurrently(places, filesAtOnce, listed)) {
        for (const grants of some) found.add(grants, principals)
      }
      await transaction((inside) => found.write(inside, job.id, run.id))
    }
    const last = batches.at(-1)
    if (!last) return
    seq = last.seq + 1
  }
}
