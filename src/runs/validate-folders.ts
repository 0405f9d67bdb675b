import { dirname, join } from 'node:path'
import type { Kysely } from 'kysely'
import type { FolderView } from '#api/contract/exports.ts'
import type { FolderSums } from '#reports/folder-section.ts'
import { mostFolders } from '#reports/folder-section.ts'
import { foldersOf } from './folders.ts'
import { placeFile } from './place-file.ts'

/** Where the folders of a run are written, beside its report. */
export function foldersFileBeside(report: string): string {
  return join(dirname(report), 'folders.jsonl')
}

/** Writes what each folder holds on both sides, a line each, and adds it up. `db` must be a transaction. */
export async function validateFolders(
  db: Kysely<unknown>,
  job: string,
  file: string,
  signal: AbortSignal,
): Promise<FolderSums> {
  const outcomes = { same: 0, 'left-out': 0, differs: 0 }
  const differing: FolderView[] = []
  async function* lines() {
    for await (const folders of foldersOf(db, job)) {
      for (const folder of folders) {
        outcomes[folder.outcome]++
        if (folder.outcome === 'differs' && differing.length < mostFolders) differing.push(folder)
      }
      yield folders.map((folder) => `${JSON.stringify(folder)}\n`).join('')
    }
  }
  await placeFile(file, lines(), signal)
  return { outcomes, differing }
}
