import type { ProofFinding } from './check-proof.ts'

type Find = (kind: ProofFinding['kind'], sentence: string, line?: number) => void

// Enough to tell what was moved from what was removed; a proof with more gaps is no proof in any case.
const mostGaps = 1000

/** Watches the numbers that lines carry. A line whose own number cannot be read keeps its place. */
export function lineOrder(find: Find): { see(written: number | undefined, at: number): void; end(): void } {
  const missing = new Set<number>()
  let expected = 1
  return {
    see(written, at) {
      if (written === undefined || written === expected) {
        expected++
      } else if (written > expected) {
        for (let line = expected; line < written && missing.size < mostGaps; line++) missing.add(line)
        expected = written + 1
      } else {
        const what = missing.delete(written) ? 'lies in another place' : 'is there twice'
        find('reordered', `Line ${written} of the proof as it was written ${what}.`, at)
      }
    },
    end() {
      for (const line of missing) find('removed', `Line ${line} of the proof as it was written is missing.`)
    },
  }
}
