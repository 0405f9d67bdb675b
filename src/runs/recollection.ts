import { nameOf, type Entry, type Name } from '#platform'
import { identityText, type Identity } from './key.ts'
import type { Remembered } from './receipts.ts'

/** What a job remembers of the children of one source folder. */
export interface Recollection {
  of(name: Name, kind: Identity['kind']): Remembered | undefined
  /** Those that the folder does not hold any more, as far as that was not known already. */
  goneAmong(children: readonly Entry[]): readonly Identity[]
}

export function recollection(memories: readonly Remembered[]): Recollection {
  const textOf = ({ source, kind }: Remembered) => identityText([nameOf(source)], kind)
  const byText = new Map(memories.filter(({ twin }) => twin === undefined).map((memory) => [textOf(memory), memory]))
  return {
    of: (name, kind) => byText.get(identityText([name], kind)),
    goneAmong(children) {
      if (memories.length === 0) return []
      const present = new Set(children.map((entry) => identityText([nameOf(entry.path)], entry.kind)))
      // Twins are noted anew by each scan that sees them.
      return memories.filter((memory) => !memory.isGone && (memory.twin !== undefined || !present.has(textOf(memory))))
    },
  }
}
