import type { Stats } from 'node:fs'
import { nameOf, type Entry, type Place } from '#platform'

/** Changes with every change of the content: the system's own time has far finer steps than the milliseconds we show. */
export function etagOf(stats: Pick<Stats, 'size' | 'mtimeMs' | 'ino'>): string {
  return `${stats.size}-${stats.mtimeMs}-${stats.ino}`
}

/** Rounded, because a time that was set to a whole millisecond comes back a fraction less. */
export function modifiedAtOf(stats: Pick<Stats, 'mtimeMs'>): Date {
  return new Date(Math.round(stats.mtimeMs))
}

export function entryFrom(place: Place, stats: Stats): Entry {
  const { space, path } = place
  const isHidden = nameOf(path).startsWith('.')
  if (stats.isFile()) {
    const entry = {
      space,
      path,
      kind: 'file',
      size: stats.size,
      modifiedAt: modifiedAtOf(stats),
      etag: etagOf(stats),
    } as const
    return isHidden ? { ...entry, traits: ['hidden'] } : entry
  }
  if (stats.isDirectory()) {
    const entry = { space, path, kind: 'folder', modifiedAt: modifiedAtOf(stats) } as const
    return isHidden ? { ...entry, traits: ['hidden'] } : entry
  }
  return { space, path, kind: 'other', what: whatIs(stats) }
}

function whatIs(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'symbolic link'
  if (stats.isSocket()) return 'socket'
  if (stats.isFIFO()) return 'named pipe'
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return 'device'
  return 'special file'
}
