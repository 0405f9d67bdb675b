// Gives a run of tests a place for its database server and takes the server away afterwards. The first test that needs
// one starts it, so runs without a database stay as quick as they are.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findEmbedded } from '../src/database/embedded.ts'
import { silentLog } from '../src/database/testing/silent-log.ts'
import { folderVariable } from '../src/database/testing/template.ts'

export async function setup(): Promise<() => Promise<void>> {
  const parent = await mkdtemp(join(tmpdir(), 'gantry-test-'))
  // As root the server runs as another account, which must get through.
  await chmod(parent, 0o711)
  const folder = join(parent, 'database')
  process.env[folderVariable] = folder
  return async () => {
    const embedded = await findEmbedded(folder, silentLog)
    // At once and whoever is still connected: what it holds is thrown away with its folder.
    if (embedded) await end(embedded.processId)
    await rm(parent, { recursive: true, force: true })
  }
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
