import { isAbsolute } from 'node:path'
import type { Kysely } from 'kysely'
import type { JobLocation } from '#jobs/job.ts'
import { parsePath, showPath, type Clock, type Path, type Space } from '#platform'
import { ConnectionRefused } from './connection.ts'
import { connectionCalled } from './find.ts'
import { disk, resolved } from './local-folders.ts'
import { spaceNamed, spacesOf } from './spaces.ts'
import type { Storages } from './storages.ts'

export interface LocateMeans {
  readonly db: Kysely<unknown>
  readonly storages: Storages
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly guardFolder: (folder: string) => void
}

/** The folder that a location names: `connection:Space/folder`, or an absolute path on this machine. */
export async function locate(text: string, means: LocateMeans): Promise<JobLocation> {
  if (isAbsolute(text)) {
    const path = resolved(text)
    means.guardFolder(path)
    return { connection: disk, space: path, path: [], shown: path }
  }
  const { connection, rest } = await connectionIn(text, means.db)
  const { storage } = await means.storages.open(connection.id)
  const spaces = await spacesOf(storage, means.clock, means.signal)
  const { space, path } = placeIn(spaces, parsePath(rest), connection.name)
  return {
    connection: connection.id,
    space: space.id,
    path,
    shown: `${connection.name}:${showPath([space.name, ...path])}`,
  }
}

/** The same, or a connection with all its spaces where the location names none: `Procore:`. */
export async function locateBroadly(text: string, means: LocateMeans): Promise<JobLocation> {
  if (isAbsolute(text) || !text.endsWith(':')) return locate(text, means)
  const { connection } = await connectionIn(text, means.db)
  const { storage } = await means.storages.open(connection.id)
  if (isDisk(await spacesOf(storage, means.clock, means.signal))) return locate(text, means)
  return { connection: connection.id, space: '', path: [], shown: `${connection.name}:` }
}

/** The connection that a location begins with, and what follows its colon. */
export async function connectionIn(text: string, db: Kysely<unknown>) {
  // Names of connections hold no colon, so the first one ends the name.
  const colon = text.indexOf(':')
  if (colon < 1) {
    throw new ConnectionRefused(
      'invalid',
      `“${text}” is no location. Write connection:Space/folder, or an absolute path such as /srv/projects.`,
    )
  }
  return { connection: await connectionCalled(db, text.slice(0, colon)), rest: text.slice(colon + 1) }
}

/** The space and folder that names below a connection mean. */
export function placeIn(
  spaces: readonly Space[],
  names: Path,
  connection: string,
): { readonly space: Space; readonly path: Path } {
  const [first, ...path] = names
  const [only] = spaces
  // The one space of a disk is its root folder, whose name people may leave out.
  if (only && isDisk(spaces) && first !== only.name) return { space: only, path: names }
  if (first !== undefined) return { space: spaceNamed(spaces, first, connection), path }
  throw new ConnectionRefused(
    'invalid',
    `“${connection}:” names no space. Choose one${only ? `, such as “${connection}:${only.name}”` : ''}.`,
  )
}

function isDisk(spaces: readonly Space[]): boolean {
  return spaces.length === 1 && spaces[0]?.kind === 'folder'
}
