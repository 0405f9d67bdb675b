import { dirname, resolve } from 'node:path'
import { StorageError } from '#platform'
import { resolved } from './local-folders.ts'
import { groundAt } from './storages.ts'

interface Fences {
  /** Folders that may be used, with all that is in them; absent: all. */
  readonly allowed?: readonly string[] | undefined
  /** What Gantry keeps for itself: used neither from inside nor from above. */
  readonly own: readonly string[]
  /** What may be used though it lies in there. */
  readonly open?: readonly string[]
}

/**
 * Gives what throws `forbidden` for a folder that connections and jobs may not use. It keeps people and jobs away from Gantry's own keys, tokens and database, and within the folders that the administrator
 * allows. Folders are told apart by what they are, not by how they are written: links and second names lead to the same answer.
 */
export function guardFolders({ allowed, own, open = [] }: Fences): (folder: string) => void {
  return (folder) => {
    const path = inFull(folder)
    const way = groundsOn(path)
    const isIn = (other: string) => way.has(groundAt(other))
    const here = groundAt(path)
    for (const mine of own) {
      if (here !== '' && groundsOn(inFull(mine)).has(here))
        throw forbidden(folder, `what Gantry keeps for itself is in it (${mine})`)
      if (isIn(mine) && !open.some(isIn)) throw forbidden(folder, `it is in what Gantry keeps for itself (${mine})`)
    }
    if (!allowed || allowed.some(isIn) || open.some(isIn)) return
    if (allowed.length > 0)
      throw forbidden(folder, `the administrator allows these folders only: ${allowed.join(', ')}`)
    throw forbidden(
      folder,
      'other machines reach this server, and its administrator has allowed no folder yet (setting allowedFolders)',
    )
  }
}

function forbidden(folder: string, why: string): StorageError {
  const message = `The folder “${folder}” cannot be used: ${why}. Choose another one.`
  return new StorageError({ kind: 'forbidden', advice: { do: 'fix-settings' }, verb: 'open', message })
}

/** What cannot be looked at keeps its name; opening it tells why not. */
function inFull(folder: string): string {
  try {
    return resolved(folder)
  } catch {
    return resolve(folder)
  }
}

/** The folder itself and all above it, as far as they are there. */
function groundsOn(path: string): ReadonlySet<string> {
  const grounds = new Set<string>()
  for (let at = path; ; at = dirname(at)) {
    const ground = groundAt(at)
    if (ground !== '') grounds.add(ground)
    if (at === dirname(at)) return grounds
  }
}
