import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ItemQuery, ItemView, RunView } from '#api/contract/runs.ts'
import { removals } from '#engine/reason.ts'
import { mostRows, reportPage } from '#reports/report.ts'
import { gatherPaths } from './item-paths.ts'
import { itemPages } from './item-pages.ts'
import { keepOverview } from './kept-overview.ts'
import { plannedOverview } from './planned-overview.ts'
import { presentRuns } from './present.ts'
import { findRun, keepFiles, moveTo } from './rows.ts'
import { placeFile } from './place-file.ts'
import type { Scene } from './scene.ts'
import { signProof } from './sign-proof.ts'
import type { Stage } from './stage.ts'
import { sampleEnd } from './throughput.ts'
import { foldersFileBeside } from './validate-folders.ts'

/** Ends a run: signs the proof of every item, writes the report, and names the state it ended in. */
export async function finish(scene: Scene, stage: Stage): Promise<void> {
  const { db, run, clock, signal } = scene
  const folder = join(stage.reportsFolder, `run-${run.id}`)
  await mkdir(folder, { recursive: true })
  const report = join(folder, 'report.html')
  const proof = run.kind === 'run' ? join(folder, 'proof.jsonl') : undefined
  const sums =
    proof === undefined
      ? { overview: await plannedOverview(db, run.id, { now: clock.now(), signal }) }
      : await signProof(scene, stage, { proof, folders: foldersFileBeside(report) })
  await keepOverview(db, run.id, sums.overview)
  await keepFiles(db, run.id, { report, ...(proof !== undefined && { proof }) })
  const view = await viewOf(scene, stage)
  const isFlagged = (view.states.flagged?.items ?? 0) > 0
  const state = isFlagged && run.kind === 'run' ? 'completed-with-flags' : 'completed'
  const lists = {
    flagged: await listFor(scene, { state: 'flagged' }),
    revised: await listFor(scene, { state: 'revised' }),
    ignored: await listFor(scene, { state: 'ignored' }),
    removed: (await Promise.all(removals.map((reason) => listFor(scene, { reason })))).flat().slice(0, mostRows),
  }
  const finishedAt = new Date(clock.now()).toISOString()
  await placeFile(report, [reportPage({ ...view, state, finishedAt }, { ...lists, ...sums })])
  await moveTo(db, run.id, state)
  if (run.kind === 'run') {
    await sampleEnd(db, run.id)
    await gatherPaths(db, run.job)
  }
  scene.log.info({ run: run.id, state, items: view.seen.items }, 'run-finished')
}

async function viewOf({ db, run, clock }: Scene, stage: Stage): Promise<RunView> {
  const fresh = await findRun(db, run.id)
  const [view] = fresh ? await presentRuns(db, [fresh], stage.limitsOf, clock.now()) : []
  if (!view) throw new Error(`Run ${run.id} is not there any more.`)
  return view
}

async function listFor({ db, run }: Scene, query: Pick<ItemQuery, 'state' | 'reason'>): Promise<readonly ItemView[]> {
  const items: ItemView[] = []
  for await (const page of itemPages(db, run, { ...query, limit: 500 })) {
    items.push(...page)
    if (items.length >= mostRows) break
  }
  return items
}
