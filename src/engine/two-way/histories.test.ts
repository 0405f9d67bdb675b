import { expect, test } from 'vitest'
import { playHistory } from '../testing/histories.ts'

/** Every one starts from its own number, which is printed when it fails. */
const histories = Number(process.env['HISTORIES'] ?? 400)
const first = Number(process.env['HISTORY'] ?? 1)

test(
  `${histories} random histories of both sides end in agreement and lose nothing`,
  { timeout: 3_600_000 },
  async () => {
    for (let seed = first; seed < first + histories; seed++) {
      const problems = await playHistory(seed)
      expect(problems, `history ${seed}`).toEqual([])
    }
  },
)
