import { sql, type Kysely } from 'kysely'
import type { Move } from '#engine/action.ts'
import { followMove, isStillAgreed, type Moved } from '#engine/two-way/follow-move.ts'
import { showPath, type Path } from '#platform'
import { folderKey, keyMaker, type Identity } from './key.ts'
import { knownIn, type Remembered } from './receipts.ts'
import { isScanning } from './rows.ts'
import type { MovesOfRun } from './scan-both.ts'
import type { Scene } from './scene.ts'
import { Stopped } from './stops.ts'

type Db = Kysely<unknown>

/**
 * Renames or moves on one side what was renamed or moved on the other, those above before those below, and remembers the
 * items under their new paths. After a crash in between the next scan finds by the ids of both that only this is left to do.
 */
export async function followMoves(
  scene: Scene,
  scan: number,
  found: readonly Move[],
  moves: MovesOfRun,
): Promise<void> {
  if (scene.run.kind === 'simulation') {
    for (const move of found) moves.plan(move)
    return
  }
  for (const move of found.toSorted((a, b) => a.source.length - b.source.length)) {
    scene.signal.throwIfAborted()
    const known = await remembered(scene, move)
    if (known && !isStillAgreed(move, known)) continue
    const moved = known && (await followMove(move, known, { storages: scene, signal: scene.signal }))
    if (moved) await remember(scene, scan, move, moved)
    else if (known) moves.refuse(move)
  }
}

/** As it is by now. What was moved with a folder above it is found again by the next scan. */
async function remembered({ db, job }: Scene, { was, kind }: Move): Promise<Remembered | undefined> {
  const folder = folderKey(was.source.slice(0, -1))
  const known = (await knownIn(db, job.id, [folder])).get(folder) ?? []
  return known.find((one) => one.kind === kind && showPath(one.source) === showPath(was.source) && !one.isGone)
}

async function remember(
  scene: Scene,
  scan: number,
  move: Move,
  { sourcePrint, destinationPrint }: Moved,
): Promise<void> {
  const { job, run } = scene
  await scene.transaction(async (db) => {
    if (!(await isScanning(db, run.id, scan))) throw new Stopped(`Run ${run.id} is to stop.`)
    let level: readonly Identity[] = [{ source: move.was.source, kind: move.kind }]
    while (level.length > 0) {
      const folders = level.filter(({ kind }) => kind === 'folder').map(({ source }) => folderKey(source))
      const below = folders.length === 0 ? [] : [...(await knownIn(db, job.id, folders)).values()].flat()
      await rename(db, job.id, level, move)
      level = below
    }
    const [key] = [{ source: move.source, kind: move.kind }].map(keyMaker())
    await sql`
      update items set run = ${run.id}, state = 'succeeded', reason = 'moved', sentence = null, attempts = 1, finished_at = now(),
        source_print = ${JSON.stringify(sourcePrint)}, destination_print = ${JSON.stringify(destinationPrint)},
        source_id = ${sourcePrint.id ?? null}, destination_id = ${destinationPrint.id ?? null}
      where job = ${job.id} and folder = ${key?.folder ?? null} and name = ${key?.name ?? null}`.execute(db)
  })
}

/** Gives items their new paths; what was remembered under those is of what is there no more. */
async function rename(
  db: Db,
  job: string,
  items: readonly Identity[],
  { was, source, destination }: Move,
): Promise<void> {
  const after = (path: Path) => [...source, ...path.slice(was.source.length)]
  const before = items.map(keyMaker())
  const next = items.map((item) => ({ ...item, source: after(item.source) })).map(keyMaker())
  const columns = sql`
    unnest(${before.map(({ folder }) => folder)}::bigint[], ${before.map(({ name }) => name)}::bigint[],
      ${next.map(({ folder }) => folder)}::bigint[], ${next.map(({ name }) => name)}::bigint[],
      ${items.map((item) => showPath(after(item.source)))}::text[]) as moved (folder, name, to_folder, to_name, to_source)`
  await sql`
    delete from items using ${columns}
    where items.job = ${job} and items.folder = moved.to_folder and items.name = moved.to_name
      and (items.folder, items.name) <> (moved.folder, moved.name)`.execute(db)
  await sql`
    update items set folder = moved.to_folder, name = moved.to_name, source = moved.to_source,
      destination = ${showPath(destination)} || substr(coalesce(items.destination, items.source), char_length(${showPath(was.destination)}::text) + 1)
    from ${columns}
    where items.job = ${job} and items.folder = moved.folder and items.name = moved.name`.execute(db)
}
