// A Gantry for a benchmark: the API alone, on its embedded database, in a data folder that goes with it.
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localTokenFile } from '#api/contract/routes.ts'
import { readSettings } from '#config'
import { serve } from '../../src/main/serve.ts'

export interface OwnGantry extends AsyncDisposable {
  readonly url: string
  readonly token: string
  /** Empty, for whatever a benchmark lets it read. */
  readonly folder: string
  readonly databaseFolder: string
}

export async function startOwn(): Promise<OwnGantry> {
  const scratch = await mkdtemp(join(tmpdir(), 'gantry-bench-'))
  // As root the database runs as another account, which must get through.
  await chmod(scratch, 0o711)
  const folder = join(scratch, 'files')
  await mkdir(folder)
  const data = join(scratch, 'data')
  const flags = { data, port: '0', workers: '0', logLevel: 'error' }
  const server = await serve(readSettings({ flags, environment: {} }).settings)
  return {
    url: server.url,
    token: (await readFile(join(data, localTokenFile), 'utf8')).trim(),
    folder,
    databaseFolder: join(data, 'database'),
    async [Symbol.asyncDispose]() {
      await server.stop()
      await rm(scratch, { recursive: true, force: true })
    },
  }
}
