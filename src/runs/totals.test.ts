import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tree } from '#engine/testing/tree.ts'
import { exportLog, exportUsers } from './export-events.ts'
import { retryItems } from './retry.ts'
import { findRun } from './rows.ts'
import { openHouse, type House } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'
import { totalsOf } from './totals.ts'

const { signal } = new AbortController()
let house: House

beforeAll(async () => {
  const [source, destination] = [tree(), tree()]
  source.put(['A-101.pdf'], 'plan')
  source.put(['B-1.pdf'], 'ours')
  destination.put(['B-1.pdf'], 'of somebody else')
  house = await openHouse({ source, destination })
})
afterAll(() => house.close())

test('runs are added up by job and category, and what was done with a run is exported with who did it', async () => {
  const job = await house.job()
  const { id } = await house.run(job)
  const { runs } = await retryItems(house.means, tester, { run: id })
  const [retry] = runs
  await house.until(retry?.run ?? '', 'completed-with-flags')
  const added = { jobs: 1, runs: 2, moved: { items: 1, bytes: 4 }, verified: 1, removed: 0, flagged: 1, ignored: 0 }
  expect(await totalsOf(house.db, 'job')).toMatchObject([{ job: job.id, name: 'Close-out', ...added }])
  expect(await totalsOf(house.db, 'category')).toMatchObject([{ name: '', ...added }])

  const run = (await findRun(house.db, retry?.run ?? '')) ?? expect.fail()
  const log = (await text(await exportLog(house.db, run, 'csv', signal))).trim().split('\r\n')
  expect(log.slice(1).map((line) => line.split(',').slice(1, 4).join(' '))).toEqual([
    '"run.started" "A test" "local"',
    '"items.retried" "A test" "local"',
    '"run.completed-with-flags" "Gantry" "gantry"',
  ])
  const users = (await text(await exportUsers(house.db, run, 'jsonl', signal))).trim()
  expect(users).toContain('run.started, items.retried')
})
