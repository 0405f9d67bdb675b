import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { countHealths } from '#connections/count-healths.ts'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { runsThat, type Standing } from './standing.ts'
import { stageMigrations } from './testing/open-stage.ts'

test('runs and connections are counted beyond what is shown, and what an approval holds comes first', async () => {
  await using fresh = await freshDatabase({ migrations: stageMigrations })
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  const db = database.kysely
  await sql`
    insert into jobs (name, source_connection, source_space, source_path, source_shown,
      destination_connection, destination_space, destination_path, destination_shown, options)
    select 'Job ' || n, '1', 's', 'a', 'a', '1', 's', 'b' || n, 'b' || n, '{}' from generate_series(1, 40) n`.execute(
    db,
  )
  const begin = (state: string, code: string | undefined, from: number, to: number) =>
    sql`
      insert into runs (job, kind, state, waiting, waiting_code)
      select id, 'run', ${state}, ${code ?? null}::text, ${code ?? null}::text from jobs
      where id between ${from} and ${to}`.execute(db)
  await begin('failed', undefined, 1, 40)
  await begin('completed', undefined, 1, 10)
  await begin('waiting', 'approval-needed', 11, 11)
  await begin('waiting', 'outside-hours', 12, 12)
  await sql`update jobs set archived_at = now() where id = 40`.execute(db)

  const standing = async (wanted: Standing) => {
    const { count, runs } = await runsThat(db, wanted)
    return [count, runs.length, runs[0]?.waiting?.code]
  }
  expect(await standing('needing')).toEqual([28, 20, 'approval-needed'])
  expect(await standing('waiting')).toEqual([1, 1, 'outside-hours'])
  expect(await standing('running')).toEqual([0, 0, undefined])
  expect(await standing('finished')).toEqual([22, 5, undefined])

  await sql`
    insert into connections (platform, name, way, settings, health, disabled_at)
    select 'filesystem', 'C' || n, 'none', '{}', case when n <= 600 then 'healthy' else 'sign-in-needed' end,
      case when n > 900 then now() end
    from generate_series(1, 1000) n`.execute(db)
  expect(await countHealths(db, Date.now())).toEqual([
    { health: 'healthy', count: 600 },
    { health: 'sign-in-needed', count: 300 },
    { health: 'paused', count: 100 },
  ])
  await database.close()
})
