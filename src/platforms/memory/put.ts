import { parentOf, type Entry, type Place } from '#platform'
import { entryOf } from './entry.ts'
import { lookUp } from './find.ts'
import { makeFolder } from './make-folder.ts'
import type { Memory } from './room.ts'
import { keep, newContent, newFile } from './write.ts'

/** As another program would write: where two files of one name are allowed, beside the one that is there. */
export function put(memory: Memory, file: Place, bytes: Buffer, modifiedAt?: Date): Entry {
  const { facts } = memory
  makeFolder(memory, { space: file.space, path: parentOf(file.path) })
  const there = lookUp(memory, file, 'write', 'file')
  if (there?.kind !== 'file' || !facts.allowsDuplicates) {
    return keep(memory, file, bytes, modifiedAt ? { modifiedAt } : {})
  }
  const content = newContent(memory, bytes, modifiedAt)
  return entryOf(file.space, newFile(memory, file, content), facts)
}
