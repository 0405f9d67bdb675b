// Gives a run of tests a place for its database server and takes the server away afterwards. The first test that needs
// one starts it, so runs without a database stay as quick as they are.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
    await embedded?.stop()
    await rm(parent, { recursive: true, force: true })
  }
}
