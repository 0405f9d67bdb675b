import { nameOf, type Entry, type Name } from '#platform'
import { identityText, type Identity } from './key.ts'
import type { Remembered } from './receipts.ts'

/** What a job remembers of the children of one source folder. */
export interface Recollection {
  of(name: Name, kind: Identity['kind']): Remembered | undefined
  /** Those that the folder does not hold any more, as far as that was not known already. */
  goneAmong(children: readonly Entry[]): readonly Remembered[]
  /** Those of which something lies at the destination though the folder does not hold them any more. */
  lostAmong(children: readonly Entry[]): readonly Remembered[]
}

export function recollection(memories: readonly Remembered[]): Recollection {
  const textOf = ({ source, kind }: Remembered) => identityText([nameOf(source)], kind)
  const byText = new Map(memories.filter(({ twin }) => twin === undefined).map((memory) => [textOf(memory), memory]))
  const present = (children: readonly Entry[]) =>
    new Set(children.map((entry) => identityText([nameOf(entry.path)], entry.kind)))
  return {
    of: (name, kind) => byText.get(identityText([name], kind)),
    goneAmong(children) {
      if (memories.length === 0) return []
      const there = present(children)
      // Twins are noted anew by each scan that sees them.
      return memories.filter((memory) => !memory.isGone && (memory.twin !== undefined || !there.has(textOf(memory))))
    },
    lostAmong(children) {
      if (memories.length === 0) return []
      const there = present(children)
      return memories.filter((memory) => isHeld(memory) && !there.has(textOf(memory)))
    },
  }
}

/** Something of it lies at the destination. */
export function isHeld({ destinationPrint, twin }: Remembered): boolean {
  return destinationPrint !== undefined && twin === undefined
}
