import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { usageFailure } from './failure.ts'
import { isLoopback } from './token.ts'

/** Whether text names a place on a disk rather than `connection:Space/folder`: no colon, or a slash before the first one. */
export function isLocal(text: string): boolean {
  const [beforeColon = '', ...rest] = text.split(':')
  return rest.length === 0 || beforeColon.includes('/') || beforeColon.startsWith('~')
}

/**
 * A location as the server understands it: a path on a disk becomes absolute. The disks are those of the server, so a path
 * that starts from here means something only to a Gantry on this machine.
 */
export function locationFor(server: string, text: string, folder: string): string {
  if (text === '') throw usageFailure('A location is needed: connection:Space/folder, or a path.')
  if (!isLocal(text) || text.startsWith('/')) return text
  if (!isLoopback(server)) {
    throw usageFailure(
      `“${text}” is a path on this machine, and Gantry at ${server} reads its own disks. ` +
        `Give an absolute path there, or a location such as connection:Space/folder.`,
    )
  }
  return absolute(text, folder)
}

/** A path on this machine, as typed. */
export function absolute(path: string, folder: string): string {
  return resolve(folder, path.replace(/^~(?=\/|$)/, homedir()))
}
