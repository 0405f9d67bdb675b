import { changedFields, giveMetadata } from '#engine/give-metadata.ts'
import { parsePath } from '#platform'
import { flagBeside } from './flag-beside.ts'
import { dueMetadata, fieldsFrom, keepGiven, type DueMetadata } from './metadata-rows.ts'
import { carriesMetadata } from './metadata-watch.ts'
import { placeIn } from './place-in.ts'
import { printFrom } from './receipts.ts'
import type { Scene } from './scene.ts'
import { Tallies, writeTallies } from './tallies.ts'
import { workThrough } from './work-through.ts'

/**
 * Fills in, when all content is there, what the source tells of what lies at the destination and was not given yet; nothing is
 * asked of the source for it. What could not be filled in is flagged; its content stays.
 */
export async function carryOutMetadata(scene: Scene): Promise<void> {
  if (scene.run.kind === 'simulation' || !carriesMetadata(scene)) return
  await workThrough({
    rowsAfter: (key) => dueMetadata(scene, key),
    work: (row) => give(row, scene),
    keep: (outcomes) => keep(scene, outcomes),
  })
  await scene.calls.flush()
}

interface Outcome {
  readonly row: DueMetadata
  readonly failure: string | undefined
}

async function give(row: DueMetadata, scene: Scene): Promise<Outcome> {
  const path = parsePath(row.destination ?? row.source)
  const to = placeIn(scene.places.destination, path, printFrom(row.destination_print))
  const fields = changedFields(fieldsFrom(row.given), fieldsFrom(row.wanted))
  return { row, failure: await giveMetadata(to, fields, scene) }
}

/** They and the sums change together or not at all. */
async function keep(scene: Scene, outcomes: readonly Outcome[]): Promise<void> {
  const { run, job, transaction } = scene
  await transaction(async (db) => {
    const given = outcomes.filter(({ failure }) => failure === undefined)
    await keepGiven(
      db,
      job.id,
      given.map(({ row }) => row),
    )
    const tallies = new Tallies()
    for (const { row, failure } of outcomes) {
      // What is flagged already needs a person for that first.
      if (failure === undefined || row.state === 'flagged') continue
      await flagBeside(db, scene, row, { reason: 'metadata-refused', sentence: failure }, tallies)
    }
    await writeTallies(db, run.id, tallies.drain())
  })
}
