import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { RunView } from '#api/contract/runs.ts'
import type { ItemState } from '#engine/item.ts'
import { writeProof } from '#engine/proof.ts'
import type { ProofHeader } from '#engine/proof-format.ts'
import { mostRows, reportPage } from '#reports/report.ts'
import { itemsOf } from './items.ts'
import { presentRuns } from './present.ts'
import { allReceipts } from './receipts.ts'
import { findRun, keepFiles, moveTo } from './rows.ts'
import { placeFile } from './place-file.ts'
import type { Scene } from './scene.ts'
import type { Stage } from './stage.ts'

/** Ends a run: signs the proof of every item, writes the report, and names the state it ended in. */
export async function finish(scene: Scene, stage: Stage): Promise<void> {
  const { db, run } = scene
  const folder = join(stage.reportsFolder, `run-${run.id}`)
  await mkdir(folder, { recursive: true })
  const report = join(folder, 'report.html')
  const proof = run.kind === 'run' ? join(folder, 'proof.jsonl') : undefined
  if (proof !== undefined) await signProof(scene, stage, proof)
  await keepFiles(db, run.id, { report, ...(proof !== undefined && { proof }) })
  const view = await viewOf(scene, stage)
  const isFlagged = (view.states.flagged?.items ?? 0) > 0
  const state = isFlagged && run.kind === 'run' ? 'completed-with-flags' : 'completed'
  const [flagged, revised, ignored] = await Promise.all(
    (['flagged', 'revised', 'ignored'] as const).map(async (wanted) => listFor(scene, wanted)),
  )
  const lists = { flagged: flagged ?? [], revised: revised ?? [], ignored: ignored ?? [] }
  const finishedAt = new Date(scene.clock.now()).toISOString()
  await placeFile(report, [reportPage({ ...view, state, finishedAt }, lists)])
  await moveTo(db, run.id, state)
  scene.log.info({ run: run.id, state, items: view.seen.items }, 'run-finished')
}

async function viewOf({ db, run, clock }: Scene, stage: Stage): Promise<RunView> {
  const fresh = await findRun(db, run.id)
  const [view] = fresh ? await presentRuns(db, [fresh], stage.limitsOf, clock.now()) : []
  if (!view) throw new Error(`Run ${run.id} is not there any more.`)
  return view
}

async function listFor({ db, run }: Scene, state: ItemState) {
  const items: RunItem[] = []
  let after: string | undefined
  do {
    const page = await itemsOf(db, run, { state, limit: 500, ...(after !== undefined && { after }) })
    items.push(...page.items)
    after = page.next
  } while (after !== undefined && items.length < mostRows)
  return items
}

type RunItem = Awaited<ReturnType<typeof itemsOf>>['items'][number]

/** Every item that the job knows, whichever of its runs moved it, so that each proof stands alone. */
async function signProof(scene: Scene, stage: Stage, file: string): Promise<void> {
  const { run, job, clock } = scene
  await scene.transaction(async (db) => {
    // The sums of the header and the lines below it are of one moment.
    await sql`set transaction isolation level repeatable read`.execute(db)
    const { rows } = await sql<{ state: ItemState; items: string }>`
      select state, count(*)::text as items from items where job = ${job.id} and not is_gone group by state`.execute(db)
    const header: ProofHeader = {
      run: run.id,
      job: job.name,
      source: job.source.shown,
      destination: job.destination.shown,
      startedAt: (run.startedAt ?? run.createdAt).toISOString(),
      finishedAt: new Date(clock.now()).toISOString(),
      states: Object.fromEntries(rows.map((row) => [row.state, Number(row.items)])),
    }
    await placeFile(file, writeProof(header, allReceipts(db, job.id), stage.proofKey), scene.signal)
  })
}
