import { access, chmod, constants, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Settings } from '#config'
import { dataFolderUnfit } from './start-error.ts'

/** Where a process keeps what is its own. */
export interface DataFolder {
  readonly path: string
  readonly database: string
  readonly reports: string
}

/** Whether an embedded server runs as another account than Gantry, which is root. */
export function isCrossed({ databaseUrl }: Pick<Settings, 'databaseUrl'>): boolean {
  return databaseUrl === undefined && process.getuid?.() === 0
}

/**
 * Makes the data folder for its owner's eyes only. Where an embedded server runs as another account (Gantry is root) that
 * one must get through to its own folder, without seeing what lies beside it.
 */
export async function prepareDataFolder(
  path: string,
  { isCrossed }: { readonly isCrossed: boolean },
): Promise<DataFolder> {
  const reports = join(path, 'reports')
  try {
    if (await makeFolder(path)) await chmod(path, isCrossed ? 0o711 : 0o700)
    await access(path, constants.W_OK | constants.X_OK)
    if (await makeFolder(reports)) await chmod(reports, 0o700)
  } catch (error) {
    throw dataFolderUnfit(path, error)
  }
  return { path, database: join(path, 'database'), reports }
}

/**
 * Makes a folder and those above it, and says whether it was missing. One by one, because where the system denies that
 * anything can be made (/proc) mkdir with `recursive` tries for ever.
 */
async function makeFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) return false
  if (!found && dirname(path) !== path) await makeFolder(dirname(path))
  await mkdir(path, { mode: 0o755 })
  return true
}
