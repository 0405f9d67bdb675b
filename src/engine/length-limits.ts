import type { Length } from '#platform'

/** Whether something that fits the one limit may be above the other; `undefined` is no limit. */
export function mayExceed(from: Length | undefined, to: Length | undefined): boolean {
  if (to === undefined) return false
  return from === undefined || from.count * mostPerUnit[from.unit][to.unit] > to.count
}

// One UTF-16 unit takes up to three bytes of UTF-8; a character up to two units, or four bytes.
const mostPerUnit: Readonly<Record<Length['unit'], Readonly<Record<Length['unit'], number>>>> = {
  units: { units: 1, characters: 1, bytes: 3 },
  characters: { units: 2, characters: 1, bytes: 4 },
  bytes: { units: 1, characters: 1, bytes: 1 },
}
