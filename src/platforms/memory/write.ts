import { hash, randomUUID } from 'node:crypto'
import { nameOf, type Content, type Entry, type Place, type WriteOptions } from '#platform'
import { entryOf, etagOf } from './entry.ts'
import { findParent, lookUp } from './find.ts'
import { throwIfStopped } from './gate.ts'
import { bytesOf } from './bytes.ts'
import { below, contentOf, hang, type Held, type HeldContent, type HeldFile } from './held.ts'
import { refuseLocked } from './locks.ts'
import type { Memory } from './room.ts'
import { nameKept, refuseName, refuseType } from './names.ts'
import { refusal } from './refusal.ts'

/** Gathers the content first; only when all of it is there and still allowed does the file change, in one step. */
export async function write(memory: Memory, file: Place, content: Content, options: WriteOptions = {}): Promise<Entry> {
  const { signal, intent = randomUUID() } = options
  const { facts, knobs, holding } = memory
  const { path } = file
  return await memory.gate.call('write', path, options, async () => {
    refuseName(path, facts, 'write')
    refuseType(path, facts)
    refuseSize(memory, file, content.size)
    const partial = partialKey(file, intent)
    const replaced = refuseWrite(memory, file, options)
    refuseLocked(replaced, 'write', path)
    holding.partials.add(partial)
    try {
      if (replaced && !facts.atomicReplace && !facts.keepsVersions) cutToNothing(replaced)
      const bytes = knobs().corrupt(await bytesOf(content, { path, signal, facts }))
      throwIfStopped(signal, 'write', path)
      refuseLocked(present(memory, file), 'write', path)
      return keep(memory, file, bytes, options)
    } finally {
      holding.partials.delete(partial)
    }
  })
}

/** Removes what a write under this intent has laid down, where something was left. */
export function abandon({ holding }: Memory, file: Place, intent: string): void {
  holding.partials.delete(partialKey(file, intent))
}

function partialKey({ space, path }: Place, intent: string): string {
  return JSON.stringify([space, path, intent])
}

function refuseSize({ facts, holding, knobs }: Memory, { path }: Place, size: number): void {
  if (size > (facts.maxFileBytes ?? Number.POSITIVE_INFINITY)) {
    throw refusal('too-large', 'write', path, `it has ${size} bytes, ${facts.maxFileBytes} are allowed`)
  }
  if (size < facts.minFileBytes) {
    throw refusal('unsupported', 'write', path, `it has ${size} bytes, at least ${facts.minFileBytes} are needed`)
  }
  const { capacityBytes } = knobs()
  if (capacityBytes === Number.POSITIVE_INFINITY) return
  if (usedBytes({ holding }) + size > capacityBytes) throw refusal('no-space', 'write', path, 'there is no more room')
}

export function usedBytes({ holding }: Pick<Memory, 'holding'>): number {
  const files = [...holding.roots.values()].flatMap((root) => [...below(root)]).filter((held) => held.kind === 'file')
  return files.reduce((sum, file) => sum + file.contents.reduce((bytes, content) => bytes + content.bytes.length, 0), 0)
}

/** The file that the write would replace. Throws when there is something that it may not replace. */
function refuseWrite(memory: Memory, file: Place, { ifAbsent, ifMatch }: WriteOptions): HeldFile | undefined {
  const { facts } = memory
  const { path } = file
  findParent(memory, file, 'write')
  const there = present(memory, file)
  if (there?.kind === 'folder' && !facts.filesAndFoldersApart) {
    throw refusal('is-a-folder', 'write', path, 'a folder of that name is there')
  }
  const replaced = there?.kind === 'file' ? there : undefined
  if (replaced && ifAbsent) throw refusal('already-exists', 'write', path, 'a file of that name is there already')
  if (ifMatch !== undefined && (!replaced || etagOf(contentOf(replaced)) !== ifMatch)) {
    throw refusal('precondition-failed', 'write', path, 'the file there has changed meanwhile')
  }
  return replaced
}

/** By its id, else by its name: an id that is gone must not bring about a second file of the name. */
function present(memory: Memory, file: Place): Held | undefined {
  const { space, path } = file
  return lookUp(memory, file, 'write', 'file') ?? lookUp(memory, { space, path }, 'write', 'file')
}

/** What is overwritten in place is lost as soon as the writing begins. */
function cutToNothing(file: HeldFile): void {
  file.contents = [...file.contents.slice(0, -1), { ...contentOf(file), bytes: Buffer.alloc(0) }]
}

/** Everything from the last look to the change happens in one go: of two writers with a condition one is refused. */
export function keep(memory: Memory, file: Place, bytes: Buffer, options: WriteOptions): Entry {
  const { facts } = memory
  const replaced = refuseWrite(memory, file, options)
  const content = newContent(memory, bytes, options.modifiedAt, replaced)
  if (replaced) replaced.contents = facts.keepsVersions ? [...replaced.contents, content] : [content]
  return entryOf(file.space, replaced ?? newFile(memory, file, content), facts)
}

export function newContent(
  { facts, knobs, holding }: Memory,
  bytes: Buffer,
  modifiedAt: Date | undefined,
  replaced?: HeldFile,
): HeldContent {
  const now = knobs().clock.now()
  return {
    id: `v${holding.nextNumber()}`,
    number: (replaced ? contentOf(replaced).number : 0) + 1,
    bytes,
    hashes: Object.fromEntries(facts.hashes.map((kind) => [kind, hash(kind, bytes, 'hex')])),
    modifiedAt: (facts.setsModifiedAt ? modifiedAt?.getTime() : undefined) ?? now,
    writtenAt: now,
  }
}

export function newFile(memory: Memory, file: Place, content: HeldContent): HeldFile {
  const { facts, holding } = memory
  const above = findParent(memory, file, 'write')
  const name = nameKept(nameOf(file.path), facts)
  const { writtenAt: bornAt } = content
  const made: HeldFile = { kind: 'file', number: holding.nextNumber(), name, above, bornAt, contents: [content] }
  hang(made, facts)
  return made
}
