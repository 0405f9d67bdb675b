import { access, constants, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { dataFolderUnfit } from './start-error.ts'

/** Where a process keeps what is its own. */
export interface DataFolder {
  readonly path: string
  readonly database: string
  readonly reports: string
}

/**
 * Makes the data folder for its owner's eyes only. Where an embedded server runs as another account (Gantry is root) that
 * one must get through to its own folder, without seeing what lies beside it.
 */
export async function prepareDataFolder(
  path: string,
  { isCrossed }: { readonly isCrossed: boolean },
): Promise<DataFolder> {
  try {
    await mkdir(path, { recursive: true, mode: isCrossed ? 0o711 : 0o700 })
    if (!(await stat(path)).isDirectory()) throw Object.assign(new Error('It is no folder.'), { code: 'EEXIST' })
    await access(path, constants.W_OK | constants.X_OK)
    await mkdir(join(path, 'reports'), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw dataFolderUnfit(path, error)
  }
  return { path, database: join(path, 'database'), reports: join(path, 'reports') }
}
