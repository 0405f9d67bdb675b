// Gives a run of tests a place for its database server and takes the server away afterwards. The first test that needs
// one starts it, so runs without a database stay as quick as they are. And a place where the results of the conformance
// suite come together from all test files, to be printed as one matrix.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findEmbedded } from '../src/database/embedded.ts'
import { silentLog } from '../src/database/testing/silent-log.ts'
import { folderVariable } from '../src/database/testing/template.ts'
import { cases } from '../src/platform/conformance/cases.ts'
import { matrix } from '../src/platform/conformance/matrix.ts'
import { loadResults, resultsVariable } from '../src/platform/conformance/results.ts'

export async function setup(): Promise<() => Promise<void>> {
  const parent = await mkdtemp(join(tmpdir(), 'gantry-test-'))
  // As root the server runs as another account, which must get through.
  await chmod(parent, 0o711)
  const folder = join(parent, 'database')
  process.env[folderVariable] = folder
  const results = join(parent, 'conformance')
  process.env[resultsVariable] = results
  return async () => {
    await printConformance(results)
    const embedded = await findEmbedded(folder, silentLog)
    // At once and whoever is still connected: what it holds is thrown away with its folder.
    if (embedded) await end(embedded.processId)
    await rm(parent, { recursive: true, force: true })
  }
}

async function printConformance(folder: string): Promise<void> {
  const results = await loadResults(folder)
  if (results.length === 0) return
  const sentences = cases.map(({ sentence }) => sentence)
  console.log(`\n${matrix(sentences, results)}\n`)
}

async function end(processId: number): Promise<void> {
  process.kill(processId, 'SIGQUIT')
  for (let looks = 0; looks < 100 && isAlive(processId); looks++) await wait(50)
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}
