import { expect, test } from 'vitest'
import { killRuns } from './kills.ts'

test('kill -9 at any moment of a run, in both directions, loses nothing and brings nothing twice', async () => {
  const { problems } = await killRuns({ kills: 6, files: 120, seed: 20_261_125, say: () => undefined })
  expect(problems).toEqual([])
}, 300_000)
