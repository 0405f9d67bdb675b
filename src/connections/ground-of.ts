import type { JobLocation } from '#jobs/job.ts'
import { diskGround, type Ground } from '#jobs/overlap.ts'
import { originOf } from './connection.ts'
import { disk, resolved } from './local-folders.ts'
import type { Storages } from './storages.ts'

/** Where a location stands, whichever connection leads there. */
export async function groundOf({ connection: id, space, path }: JobLocation, storages: Storages): Promise<Ground> {
  if (id === disk) return diskGround(space, path)
  const { connection, platform } = await storages.open(id)
  const fields = platform.manifest.ways.find((way) => way.id === connection.way)?.fields ?? []
  const folder = fields.find(({ kind }) => kind === 'folder')
  const root = folder && connection.settings[folder.id]
  if (root !== undefined) return diskGround(resolved(root), path)
  // Two connections to one service see the same spaces.
  return { where: `${connection.platform} ${originOf(connection.settings)} ${space}`, path }
}
