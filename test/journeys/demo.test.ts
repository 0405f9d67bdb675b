import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { RunPage } from '#api/contract/runs.ts'
import { startGantry, type Gantry } from '../servers/gantry.ts'

/** Until the demo has said so for the n-th time; each start is followed by one stop. */
async function untilReady(gantry: Gantry, times: number) {
  const said = (words: string) => gantry.log.split(words).length - 1
  while (said('Gantry goes on running here') < times) {
    if (said('gantry-stopped') >= times) throw new Error(gantry.log)
    await wait(200)
  }
}

test('the demo copies real files into a sandbox and back, and a second start moves nothing', async () => {
  await using gantry = await startGantry({ flags: ['--demo'] })
  await untilReady(gantry, 1)
  const [back, there] = (await gantry.json<RunPage>(['runs', 'list'])).runs
  expect([there?.state, back?.state]).toEqual(['completed', 'completed'])
  expect(back?.moved.items).toBe(there?.moved.items)
  expect(back?.verified).toBe(there?.verified)
  const files = join(gantry.data, 'demo', 'files')
  const [original, returned] = await Promise.all(
    ['documents', 'back/documents'].map((folder) => readFile(join(files, folder, 'README.md'), 'utf8')),
  )
  expect(returned).toBe(original)

  await gantry.stop()
  await gantry.start()
  await untilReady(gantry, 2)
  const again = (await gantry.json<RunPage>(['runs', 'list'])).runs
  expect(again.map(({ state, moved }) => [state, moved.items])).toEqual([
    ['completed', 0],
    ['completed', 0],
    ['completed', back?.moved.items],
    ['completed', there?.moved.items],
  ])
}, 180_000)
