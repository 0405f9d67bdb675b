import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outcome } from './run-case.ts'

/** Where test/global-setup.ts says that the results of this run come together, one file for each platform. */
export const resultsVariable = 'CONFORMANCE_FOLDER'

export interface Result {
  readonly sentence: string
  readonly did: Outcome['did']
  readonly reason?: string
}

/** What became of the cases on one platform; those that were not chosen to run are absent. */
export interface PlatformResults {
  readonly platform: string
  readonly results: readonly Result[]
}

export async function saveResults(folder: string, results: PlatformResults): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(results))
}

/** Of all platforms, by name; empty when none was put to the test. */
export async function loadResults(folder: string): Promise<readonly PlatformResults[]> {
  const files = await readdir(folder).catch(() => [])
  const all = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as PlatformResults),
  )
  return all.sort((a, b) => (a.platform < b.platform ? -1 : 1))
}
