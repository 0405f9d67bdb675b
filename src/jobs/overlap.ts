import { join } from 'node:path'
import type { Path } from '#platform'
import { JobRefused, type JobLocation } from './job.ts'

/** Tells where the storage of a location stands, so that two ways to one place are known as such. */
export interface Grounds {
  groundOf(location: JobLocation): Promise<Ground>
}

/** Equal `where` is one and the same container; paths are below it. */
export interface Ground {
  readonly where: string
  readonly path: Path
}

/** A copy into its own source would find its own work at every look, and never end. */
export async function refuseOverlap(
  source: JobLocation,
  destination: JobLocation,
  { groundOf }: Grounds,
): Promise<void> {
  const [from, to] = await Promise.all([groundOf(source), groundOf(destination)])
  if (from.where !== to.where || !beginsWith(to.path, from.path)) return
  const isSame = from.path.length === to.path.length
  throw new JobRefused(
    'invalid',
    isSame
      ? `Source and destination are the same folder: “${source.shown}”. Choose another destination.`
      : `The destination “${destination.shown}” lies inside the source “${source.shown}”. Choose one outside of it.`,
  )
}

function beginsWith(path: Path, start: Path): boolean {
  return start.every((name, at) => path[at] === name)
}

/** Folders of this machine have one ground: its root. */
export function diskGround(folder: string, path: Path): Ground {
  return {
    where: 'disk',
    path: join(folder, ...path)
      .split('/')
      .filter(Boolean),
  }
}
