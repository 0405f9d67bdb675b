import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { tree } from '#engine/testing/tree.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { superviseRuns } from './supervise.ts'
import { openHouse } from './testing/house.ts'

test('a run whose task was lost while everything went on is taken up', async () => {
  const ends = { source: tree(), destination: tree() }
  ends.source.put(['A-101.pdf'], 'plan')
  const house = await openHouse(ends, { workers: 1 })
  onTestFinished(() => house.close())
  const { id } = await house.run(await house.job())
  await sql`update runs set state = 'queued', is_scanned = false, finished_at = null where id = ${id}`.execute(house.db)
  await sql`delete from pgboss.job where data ->> 'run' = ${id}`.execute(house.db)
  await using stack = new AsyncDisposableStack()
  superviseRuns(stack, { ...house.stage, log: silentLog, everyMs: 50 })
  expect(await house.until(id, 'completed', 'failed')).toMatchObject({ state: 'completed' })
})
