import type { Entry, Place, Version } from '#platform'
import { find } from './find.ts'
import type { Memory } from './room.ts'
import { refusal } from './refusal.ts'

/** Oldest first. */
export function versions(memory: Memory, file: Place | Entry): readonly Version[] {
  const held = find(memory, file, 'versions')
  if (held.kind === 'folder') throw refusal('is-a-folder', 'versions', file.path, 'it is a folder')
  return held.contents.map(({ id, number, bytes, writtenAt }) => ({
    id,
    number,
    size: bytes.length,
    createdAt: new Date(writtenAt),
    isCurrent: number === held.contents.length,
  }))
}
