import type { Stats } from 'node:fs'
import { nameOf, type Entry, type Place } from '#platform'

/** What a thing on disk is; the words are shown to people. A thread sends the position in this list. */
export const whats = ['file', 'folder', 'symbolic link', 'socket', 'named pipe', 'device', 'special file'] as const

/** What the disk says of one thing, as little as an entry needs; what threads send. */
export interface Look {
  readonly what: (typeof whats)[number]
  readonly size: number
  readonly mtimeMs: number
  readonly ino: number
}

export function lookFrom(stats: Stats): Look {
  return { what: whatIs(stats), size: stats.size, mtimeMs: stats.mtimeMs, ino: stats.ino }
}

function whatIs(stats: Stats): Look['what'] {
  if (stats.isFile()) return 'file'
  if (stats.isDirectory()) return 'folder'
  if (stats.isSymbolicLink()) return 'symbolic link'
  if (stats.isSocket()) return 'socket'
  if (stats.isFIFO()) return 'named pipe'
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return 'device'
  return 'special file'
}

/** Changes with every change of the content: the system's own time has far finer steps than the milliseconds we show. */
export function etagOf({ size, mtimeMs, ino }: Pick<Look, 'size' | 'mtimeMs' | 'ino'>): string {
  return `${size}-${mtimeMs}-${ino}`
}

/** Rounded, because a time that was set to a whole millisecond comes back a fraction less on some disks. */
export function modifiedAtOf({ mtimeMs }: Pick<Look, 'mtimeMs'>): Date {
  return new Date(Math.round(mtimeMs))
}

/**
 * Seconds for the system, as text: Node takes a negative number, a time before 1970, for the present. Half a microsecond
 * more, so that programs which cut to milliseconds see the right one too.
 */
export function timeForSystem(time: Date): string {
  return String(time.getTime() / 1000 + 5e-7)
}

export function entryFrom({ space, path }: Place, look: Look): Entry {
  const traits = nameOf(path).startsWith('.') && ({ traits: ['hidden'] } as const)
  switch (look.what) {
    case 'file':
      return {
        space,
        path,
        kind: 'file',
        size: look.size,
        modifiedAt: modifiedAtOf(look),
        etag: etagOf(look),
        ...traits,
      }
    case 'folder':
      return { space, path, kind: 'folder', modifiedAt: modifiedAtOf(look), ...traits }
    default:
      return { space, path, kind: 'other', what: look.what, ...traits }
  }
}
