import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { connectionMigrations } from '#connections/migrations.ts'
import { openDatabase } from '#database/database.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { jobMigrations } from '#jobs/rows.ts'
import { runMigrations } from '#runs/migrations.ts'
import { forgetOld, listDeliveries } from './delivery-rows.ts'
import { handOver } from './hand-over.ts'
import { notificationMigrations } from './migrations.ts'
import { insertWebhook } from './rows.ts'

test('each message is handed to the queue once, however many processes do so; one that dies leaves it to the next', async () => {
  const migrations = [...connectionMigrations, ...jobMigrations, ...runMigrations, ...notificationMigrations]
  await using fresh = await freshDatabase({ migrations })
  await using stack = new AsyncDisposableStack()
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  stack.defer(() => database.close())
  const db: Kysely<unknown> = database.kysely
  const { id } = await insertWebhook(db, { name: 'Yard', url: 'https://yard.example', events: ['run.failed'] })
  await sql`insert into deliveries (webhook, event) select ${id}::bigint, 'test' from generate_series(1, 25)`.execute(
    db,
  )

  const sent: string[] = []
  let deaths = 3
  const means = {
    db,
    transaction: database.transaction,
    clock: { now: () => 0 },
    async sendDelivery(delivery: string) {
      if (deaths-- > 0) throw new Error('The process has died.')
      sent.push(delivery)
    },
  }
  const ended = await Promise.allSettled(Array.from({ length: 6 }, () => handOver(means)))
  expect(ended.filter(({ status }) => status === 'rejected').length).toBe(3)
  await handOver(means)
  expect(sent.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 25 }, (_, at) => String(at + 1)))

  await sql`update deliveries set created_at = now() - interval '31 days', state = 'delivered' where id <= 20`.execute(
    db,
  )
  await forgetOld(db)
  expect((await listDeliveries(db, id, { limit: 50 })).length).toBe(5)
})
