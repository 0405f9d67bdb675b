import type { Clock } from '#platform'
import { boundedMap } from './bounded-map.ts'
import type { Document, FileVersion } from './wire.ts'

/**
 * Where the current contents of files are, as far as Procore has told lately. The addresses are signed: they stay in memory,
 * are never written down, and are asked for again when they have grown old.
 */
export interface Contents {
  keep(document: Document): void
  /** All versions of a file, as just told. */
  keepVersions(versions: readonly FileVersion[]): void
  /** The current version of a file, as told within the last minute. */
  current(fileId: string): FileVersion | undefined
  /** This version, if it was told of. */
  version(fileId: string, versionId: string): FileVersion | undefined
  /** What is known of the file, and of this version of it. */
  forget(fileId: string, versionId?: string): void
  /** Asks for a folder's files, unless somebody has lately or does so now: then waits for that. Never throws. */
  askOnce(folderId: string, ask: () => Promise<unknown>): Promise<void>
}

const mostFiles = 10_000
const mostVersions = 10_000
const mostFolders = 1000
// How long an address is valid is not documented; Amazon's are by default for 15 minutes.
const addressLastsMs = 600_000
const currentLastsMs = 60_000

export function contents({ now }: Pick<Clock, 'now'>): Contents {
  const known = boundedMap<{ readonly version: FileVersion; readonly toldAt: number }>(mostFiles)
  const older = boundedMap<{ readonly version: FileVersion; readonly toldAt: number }>(mostVersions)
  const asked = boundedMap<{ readonly answer: Promise<unknown>; readonly askedAt: number }>(mostFolders)
  const told = (fileId: string, withinMs: number) => {
    const found = known.get(fileId)
    return found && now() - found.toldAt < withinMs ? found.version : undefined
  }
  return {
    keep({ id, version }) {
      if (version?.url !== undefined) known.set(id, { version, toldAt: now() })
    },
    keepVersions(versions) {
      for (const version of versions) if (version.url !== undefined) older.set(version.id, { version, toldAt: now() })
    },
    current: (fileId) => told(fileId, currentLastsMs),
    version(fileId, versionId) {
      const version = told(fileId, addressLastsMs)
      if (version?.id === versionId) return version
      const found = older.get(versionId)
      return found && now() - found.toldAt < addressLastsMs ? found.version : undefined
    },
    forget(fileId, versionId) {
      known.delete(fileId)
      if (versionId !== undefined) older.delete(versionId)
    },
    async askOnce(folderId, ask) {
      const before = asked.get(folderId)
      const isRecent = before !== undefined && now() - before.askedAt < addressLastsMs
      const answer = isRecent ? before.answer : ask()
      if (!isRecent) asked.set(folderId, { answer, askedAt: now() })
      await answer.catch(() => undefined)
    },
  }
}
