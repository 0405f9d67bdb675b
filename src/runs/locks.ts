import type { Action, Copy, Remove } from '#engine/action.ts'
import type { MayUnlock } from '#engine/carrying.ts'
import { lockCopy, unlockCopy, type Locked } from '#engine/mirror-lock.ts'
import { parsePath } from '#platform'
import { counted, showCount } from '#toolkit/words.ts'
import { flagBeside } from './flag-beside.ts'
import { keysOf, keyText } from './key.ts'
import { claimLock, countLocks, dueLocks, keepLocks, openLocks, type DueLock } from './lock-rows.ts'
import { mirrorsLocks } from './lock-watch.ts'
import { placeIn } from './place-in.ts'
import { printFrom } from './receipts.ts'
import { addNotice } from './rows.ts'
import type { Scene } from './scene.ts'
import { Tallies, writeTallies } from './tallies.ts'
import { workThrough } from './work-through.ts'

/**
 * Locks and unlocks copies as their originals are: all whose lock may not be so, or those of the given actions. A copy that the
 * job has unlocked to write it is among them, also when the process died in between. What could not be locked is flagged; its
 * content stays.
 */
export async function carryOutLocks(scene: Scene, actions?: readonly Action[]): Promise<void> {
  if (scene.run.kind === 'simulation' || !mirrorsLocks(scene)) return
  const keys = actions && keysOf(actions)
  await workThrough({
    rowsAfter: (key) => dueLocks(scene.db, scene, key, keys),
    work: (row) => mirror(row, scene),
    keep: (outcomes) => keep(scene, outcomes),
  })
  await scene.calls.flush()
}

/**
 * Notes which of these copies this job has locked: they may be unlocked from now on, to be written or deleted, and are to be
 * locked again.
 */
export async function openCopies(
  { db, job, destination }: Scene,
  actions: readonly (Copy | Remove)[],
): Promise<MayUnlock> {
  if (!destination.locks) return () => false
  const keys = keysOf(actions)
  const byKey = new Map(keys.map((key, at) => [keyText(key), actions[at]] as const))
  const opened = new Set((await openLocks(db, job.id, keys)).map((key) => byKey.get(keyText(key))))
  return (action) => opened.has(action)
}

interface Outcome {
  readonly row: DueLock
  readonly lock: Locked
}

async function mirror(row: DueLock, scene: Scene): Promise<Outcome> {
  const path = parsePath(row.destination ?? row.source)
  const copy = placeIn(scene.places.destination, path, printFrom(row.destination_print))
  if (row.is_locked) {
    return { row, lock: await lockCopy(copy, row.is_ours, () => claimLock(scene.db, scene, row), scene) }
  }
  return { row, lock: row.is_ours ? await unlockCopy(copy, scene) : { isOurs: false } }
}

/** They and the sums change together or not at all. */
async function keep(scene: Scene, outcomes: readonly Outcome[]): Promise<void> {
  const { run, transaction } = scene
  await transaction(async (db) => {
    const rows = outcomes.map(({ row: { folder, name }, lock }) => {
      return { folder, name, isOurs: lock.isOurs, isDue: lock.failure !== undefined }
    })
    await keepLocks(db, scene, rows)
    const tallies = new Tallies()
    for (const { row, lock } of outcomes) {
      // What is flagged for its content needs a person for that first, and what the source has lost is no item any more.
      if (lock.failure === undefined || (row.state !== 'succeeded' && row.state !== 'revised')) continue
      await flagBeside(db, scene, row, { reason: 'lock-refused', sentence: lock.failure }, tallies)
    }
    await writeTallies(db, run.id, tallies.drain())
  })
}

/** Says of the run how many copies it has locked and unlocked. */
export async function tellLocks(scene: Scene): Promise<void> {
  if (scene.run.kind === 'simulation' || !mirrorsLocks(scene)) return
  const { db, run, job, titles } = scene
  const { locked, unlocked } = await countLocks(db, job.id, run.id)
  if (locked + unlocked === 0) return
  await addNotice(
    db,
    run.id,
    `Locks follow ${titles.source}: ${counted(locked, 'file')} locked, ${showCount(unlocked)} unlocked.`,
  )
}
