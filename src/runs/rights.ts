import { sql, type Kysely } from 'kysely'
import { leftBehind } from '#api/contract/principals.ts'
import { concurrently } from '#engine/concurrently.ts'
import type { Given, Giving } from '#engine/give-rights.ts'
import { countMet } from '#jobs/principals/rows.ts'
import { isStorageError, parsePath, type Place } from '#platform'
import { counted, showCount } from '#toolkit/words.ts'
import { plannedBatches } from './batches.ts'
import { belongingsOf, type Belonging } from './belongings.ts'
import { placeIn } from './place-in.ts'
import { filesAtOnce } from './files-at-once.ts'
import { flagBeside, type CountedRow } from './flag-beside.ts'
import type { Key } from './key.ts'
import { forgetUnmet, FoundPrincipals, principalMap, type Met, type PrincipalMap } from './principals.ts'
import { printFrom } from './receipts.ts'
import { addNotice } from './rows.ts'
import type { Scene } from './scene.ts'
import { Tallies, writeTallies } from './tallies.ts'
import { workThrough } from './work-through.ts'

type Db = Kysely<unknown>

/**
 * Gives everything that lies at the destination the rights and owners of its people and groups, when all content is there. What
 * has changed of them since the last run is seen here, and no content is moved for it. What could not be given is flagged; its
 * content stays. A simulation meets the principals and changes nothing.
 */
export async function carryOutRights(scene: Scene): Promise<void> {
  const { db, job, run, source, destination, signal, clock } = scene
  const belongings = belongingsOf(scene)
  if (belongings.length === 0) return
  const principals = await principalMap(db, scene, signal)
  const giving: Giving = { source, destination, map: principals.map, who: principals.who, signal, clock }
  if (run.kind === 'simulation') await meetPlanned(scene, belongings, principals, giving)
  await workThrough({
    rowsAfter: (key) => rowsAfter(scene, key),
    work: (row) => (run.kind === 'run' ? give(row, belongings, scene, giving) : look(row, belongings, scene, giving)),
    keep: (outcomes) => keep(scene, outcomes, principals),
  })
  if (run.retries === undefined) await forgetUnmet(db, job.id, run.id)
  await tellUnmapped(scene)
  await scene.calls.flush()
}

async function tellUnmapped({ db, job, run, titles }: Scene): Promise<void> {
  const how = `gantry jobs principals ${job.id} --state unmapped`
  const here = await countMet(db, job, 'source')
  if (here.unmapped > 0) {
    const [count, of] = [here.unmapped, here.all].map(showCount)
    const notice = `${count} of ${of} people and groups of ${titles.source} are not mapped, which leaves ${leftBehind(here)} behind: ${how}`
    await addNotice(db, run.id, notice)
  }
  const there = await countMet(db, job, 'destination')
  if (there.unmapped > 0) {
    const notice = `Nobody of ${titles.source} is known to be ${counted(there.unmapped, 'principal')} of ${titles.destination}, which leaves ${leftBehind(there)} there alone: ${how}`
    await addNotice(db, run.id, notice)
  }
}

interface Row extends CountedRow {
  source: string
  destination: string | null
  source_print: string | null
  destination_print: string
  rights_print: string | null
  shared_rights: string | null
  owner_print: string | null
}

const rowsAtOnce = 500

/** What lies at the destination and was not looked at by this run; of a retry what it has looked at itself. */
async function rowsAfter({ db, run, job }: Scene, { folder, name }: Key): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select folder::text, name::text, source, destination, kind, size::text, state, reason, run = ${run.id} as is_of_run,
      source_print, destination_print, rights_print, shared_rights, owner_print
    from items
    where job = ${job.id} and (folder, name) > (${folder}::bigint, ${name}::bigint) and not is_gone and twin is null
      and kind in ('file', 'folder') and state in ('succeeded', 'revised') and destination_print is not null
      and rights_run is distinct from ${run.id}::bigint ${run.retries === undefined ? sql`` : sql`and run = ${run.id}`}
    order by items.folder, items.name limit ${rowsAtOnce}`.execute(db)
  return rows
}

interface Outcome {
  readonly row: Row
  readonly given: readonly (Given & Belonging)[]
}

async function give(row: Row, belongings: readonly Belonging[], { places }: Scene, giving: Giving): Promise<Outcome> {
  const given: Outcome['given'][number][] = []
  for (const belonging of belongings) {
    const print = row[belonging.column] ?? undefined
    given.push({ ...belonging, ...(await belonging.give({ ...placesOf(row, places), print }, giving)) })
  }
  return { row, given }
}

/** Where an item lies on both sides. */
function placesOf(row: Row, places: Scene['places']): { readonly from: Place; readonly to: Place } {
  const source = parsePath(row.source)
  const destination = row.destination === null ? source : parsePath(row.destination)
  return {
    from: placeIn(places.source, source, row.source_print === null ? {} : printFrom(row.source_print)),
    to: placeIn(places.destination, destination, printFrom(row.destination_print)),
  }
}

/** Meets whose it is. */
async function look(row: Row, belongings: readonly Belonging[], { places }: Scene, giving: Giving): Promise<Outcome> {
  const { from, to } = placesOf(row, places)
  return { row, given: [...(await metAt(from, belongings, giving)), ...(await metThere(to, belongings, giving))] }
}

type MetBelonging = Belonging & Met

function metAt(place: Place, belongings: readonly Belonging[], { signal }: Giving): Promise<readonly MetBelonging[]> {
  return asFarAsSeen(belongings, async (belonging) => ({ met: await belonging.look(place, { signal }) }))
}

function metThere(place: Place, belongings: readonly Belonging[], giving: Giving): Promise<readonly MetBelonging[]> {
  return asFarAsSeen(belongings, async ({ lookThere }) => ({
    met: [],
    strangers: (await lookThere?.(place, giving)) ?? [],
  }))
}

/** What a simulation cannot look at the run tells of. */
async function asFarAsSeen(
  belongings: readonly Belonging[],
  look: (belonging: Belonging) => Promise<Met>,
): Promise<readonly MetBelonging[]> {
  const met: MetBelonging[] = []
  for (const belonging of belongings) {
    try {
      met.push({ ...belonging, ...(await look(belonging)) })
    } catch (error) {
      if (!isStorageError(error) || error.advice.do !== 'skip-this') throw error
    }
  }
  return met
}

/** They and the sums change together or not at all. */
async function keep(scene: Scene, outcomes: readonly Outcome[], principals: PrincipalMap): Promise<void> {
  const { run, job, transaction } = scene
  const found = new FoundPrincipals()
  for (const one of outcomes.flatMap(({ given }) => given)) found.add(one.what, one, principals)
  await transaction(async (db) => {
    await found.write(db, job.id, run.id)
    if (run.kind === 'simulation') return
    await markGiven(db, scene, outcomes)
    const tallies = new Tallies()
    for (const { row, given } of outcomes) {
      const failed = given.filter(({ failure }) => failure !== undefined)
      const [first] = failed
      const sentence = failed.map(({ failure }) => failure).join(' ')
      if (first) await flagBeside(db, scene, row, { reason: first.refused, sentence }, tallies)
    }
    await writeTallies(db, run.id, tallies.drain())
  })
}

async function markGiven(db: Db, { run, job }: Scene, outcomes: readonly Outcome[]): Promise<void> {
  const printOf = ({ row, given }: Outcome, column: Belonging['column']) => {
    const one = given.find((belonging) => belonging.column === column)
    return (one ? one.print : row[column]) ?? ''
  }
  await sql`
    update items set rights_run = ${run.id}::bigint, rights_print = nullif(given.rights, ''),
      shared_rights = nullif(given.shared, ''), owner_print = nullif(given.owner, '')
    from unnest(${outcomes.map(({ row }) => row.folder)}::bigint[], ${outcomes.map(({ row }) => row.name)}::bigint[],
      ${outcomes.map((outcome) => printOf(outcome, 'rights_print'))}::text[],
      ${outcomes.map((outcome) => printOf(outcome, 'shared_rights'))}::text[],
      ${outcomes.map((outcome) => printOf(outcome, 'owner_print'))}::text[]) as given (folder, name, rights, shared, owner)
    where items.job = ${job.id} and items.folder = given.folder and items.name = given.name`.execute(db)
}

/** Whoever has something of what a run would bring. */
async function meetPlanned(
  { db, run, job, transaction }: Scene,
  belongings: readonly Belonging[],
  principals: PrincipalMap,
  giving: Giving,
): Promise<void> {
  for await (const { actions } of plannedBatches(db, run.id)) {
    const planned = actions.filter((action) => action.do === 'copy' || action.do === 'make')
    const found = new FoundPrincipals()
    const meet = ({ from, way }: (typeof planned)[number]) =>
      (way === 'back' ? metThere : metAt)(from, belongings, giving)
    for await (const some of concurrently(planned, filesAtOnce, meet)) {
      for (const one of some.flat()) found.add(one.what, one, principals)
    }
    await transaction((inside) => found.write(inside, job.id, run.id))
  }
}
