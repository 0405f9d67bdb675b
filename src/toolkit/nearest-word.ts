/** The known word that was probably meant, for "did you mean …?"; undefined when none is close. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const wanted = plain(word)
  let nearest: string | undefined
  // Up to a third of the letters may be wrong; beyond that a suggestion is a guess.
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const candidate of known) {
    const edits = editsBetween(wanted, plain(candidate))
    if (edits < least) [nearest, least] = [candidate, edits]
  }
  return nearest
}

const plain = (word: string) => word.toLowerCase().replace(/[-_.\s]/g, '')

/** How many letters must be added, dropped, changed or swapped with their neighbour (Damerau–Levenshtein). */
function editsBetween(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const change = (last[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      const drop = (last[column] ?? 0) + 1
      const add = (current[column - 1] ?? 0) + 1
      const areSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const swap = areSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity
      current.push(Math.min(change, drop, add, swap))
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}
