import { nameOf, type Entry } from '#platform'
import type { Copy } from './action.ts'
import type { Carrying } from './carrying.ts'
import type { Print } from './item.ts'
import { printOf, samePrint } from './print.ts'
import { quote } from './quote.ts'

/** What lies at the destination after a copy that does not agree with its source was given up. */
export interface Left {
  readonly sentence: string
  /** Absent when nothing of ours is left there. */
  readonly print?: Print
}

/**
 * A wrong copy in a place that was empty is removed, when it is still exactly what this action wrote. One that replaced
 * other content stays: removing it would take the older versions with it.
 */
export async function removeWrong(action: Copy, wrong: Entry, carrying: Carrying): Promise<Left> {
  const { destination, signal } = carrying
  const name = quote(nameOf(wrong.path))
  const disagrees = `The copy of ${quote(nameOf(action.source))} did not agree with the source.`
  const print = printOf(wrong)
  const stays: Left = {
    print,
    sentence: `${disagrees} The destination still holds it as ${name}: do not use it. The next run replaces it.`,
  }
  if (action.replaces || !destination.delete) return stays
  try {
    const now = await destination.stat(wrong, { signal })
    if (!samePrint(print, printOf(now), destination.facts.timePrecisionMs)) {
      return { sentence: `${disagrees} Somebody has changed ${name} at the destination since.` }
    }
    await destination.delete(now, { signal })
    return { sentence: `${disagrees} It was removed from the destination.` }
  } catch {
    return stays
  }
}
