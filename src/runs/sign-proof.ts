import { sql } from 'kysely'
import type { RunOverview } from '#api/contract/exports.ts'
import type { ItemState } from '#engine/item.ts'
import { writeProof } from '#engine/proof.ts'
import type { ProofHeader } from '#engine/proof-format.ts'
import type { Receipt } from '#engine/receipt.ts'
import type { FolderSums } from '#reports/folder-section.ts'
import { overviewing } from './overview.ts'
import { placeFile } from './place-file.ts'
import { allReceipts } from './receipts.ts'
import type { Scene } from './scene.ts'
import type { Stage } from './stage.ts'
import { validateFolders } from './validate-folders.ts'

interface Files {
  readonly proof: string
  readonly folders: string
}

/** What was learnt of all items on the way. */
export interface Sums {
  readonly overview: RunOverview
  readonly folders: FolderSums
}

/** Every item that the job knows, whichever of its runs moved it, so that each proof stands alone; and what its folders hold. */
export async function signProof(scene: Scene, stage: Stage, files: Files): Promise<Sums> {
  const { run, job, clock, signal } = scene
  return scene.transaction(async (db) => {
    // The sums of the header, the lines below it and the folders are of one moment.
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
    const { add, overview } = overviewing(clock.now())
    const receipts = passing(allReceipts(db, job.id), ({ sourcePrint, ...receipt }) =>
      add({ ...receipt, modifiedAt: sourcePrint?.modifiedAt }),
    )
    await placeFile(files.proof, writeProof(header, receipts, stage.proofKey), signal)
    const folders = await validateFolders(db, job.id, files.folders, signal)
    return { overview: overview(), folders }
  })
}

async function* passing(
  pages: AsyncIterable<readonly Receipt[]>,
  see: (receipt: Receipt) => void,
): AsyncGenerator<readonly Receipt[]> {
  for await (const receipts of pages) {
    receipts.forEach(see)
    yield receipts
  }
}
