import { nameOf, parentOf, type MadeFolder, type Path, type Place } from '#platform'
import { entryOf } from './entry.ts'
import { findFolder } from './find.ts'
import { childrenNamed, emptyFolder, hang, type HeldFolder } from './held.ts'
import type { Memory } from './room.ts'
import { nameKept, refuseName } from './names.ts'
import { refusal } from './refusal.ts'

/** Makes the folder, and those above it that are missing; all names are judged before the first is made. */
export function makeFolder(memory: Memory, { space, path }: Place): MadeFolder {
  const { facts } = memory
  for (let depth = 1; depth <= path.length; depth++) refuseName(path.slice(0, depth), facts, 'make-folder')
  const before = memory.holding.nextNumber()
  const folder = folderAt(memory, { space, path }, path)
  return { folder: entryOf(space, folder, facts), isNew: folder.number > before }
}

function folderAt(memory: Memory, { space, path }: Place, asked: Path): HeldFolder {
  const { facts, holding, knobs } = memory
  if (path.length === 0) return findFolder(memory, { space, path }, 'make-folder')
  const above = folderAt(memory, { space, path: parentOf(path) }, asked)
  const named = childrenNamed(above, nameOf(path), facts)
  const there = named.find(({ kind }) => kind === 'folder')
  if (there?.kind === 'folder') return there
  if (named.length > 0 && !facts.filesAndFoldersApart) {
    throw refusal('not-a-folder', 'make-folder', asked, `“${nameOf(path)}” is a file`)
  }
  const made = emptyFolder(nameKept(nameOf(path), facts), above, holding.nextNumber(), knobs().clock.now())
  hang(made, facts)
  return made
}
