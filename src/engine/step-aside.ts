import { isStorageError, nameOf, type Entry, type Storage } from '#platform'
import type { Copy, Leave } from './action.ts'
import { sentenceOf } from './failure.ts'
import { mustHalt } from './halt.ts'
import { printOf, samePrint } from './print.ts'
import { quote } from './quote.ts'

interface Stepping {
  readonly destination: Storage
  readonly signal: AbortSignal
  /** Plans only. */
  readonly isSimulation: boolean
}

/**
 * Renames what lies in the place of a copy, so that both are kept; gives the copy, which then finds its place empty, or that the
 * item is left because that cannot be done.
 */
export async function stepAside({ aside, ...copy }: Copy, stepping: Stepping): Promise<Copy | Leave> {
  if (!aside) return copy
  const { destination, signal, isSimulation } = stepping
  const { source, kind, size } = copy
  const name = quote(nameOf(aside.from.path))
  const flag = (why: string): Leave => {
    const sentence = `The destination holds other content as ${name}, and it was not renamed: ${why}`
    return { do: 'leave', state: 'flagged', source, kind, size, reason: 'conflict', sentence }
  }
  if (!destination.move) return flag('files cannot be renamed there. Nothing was replaced.')
  if (isSimulation) return copy
  try {
    const now = await destination.stat(aside.from, { signal })
    if (!isStill(aside.from, now, destination)) return flag('it was changed after it was compared.')
    await destination.move(now, aside.to, { signal })
    return copy
  } catch (error) {
    if (!isStorageError(error) || error.kind === 'rate-limited' || mustHalt(error)) throw error
    return flag(sentenceOf(error))
  }
}

function isStill(entry: Entry, now: Entry, { facts }: Storage): boolean {
  return now.kind === entry.kind && samePrint(printOf(entry), printOf(now), facts.timePrecisionMs)
}
