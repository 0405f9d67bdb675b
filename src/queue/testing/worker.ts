// A worker in a process of its own: takes tasks until it is killed, and writes a line for each that it begins.
import { setTimeout as wait } from 'node:timers/promises'
import { silentLog } from '#database/testing/silent-log.ts'
import type { ConnectionSettings } from '#database/connection-settings.ts'
import { openQueue } from '../queue.ts'
import type { TestTasks } from './tasks.ts'
import { testKinds } from './tasks.ts'

const settings = JSON.parse(process.argv[2] ?? '{}') as ConnectionSettings
const queue = await openQueue<TestTasks>(settings, { log: silentLog, kinds: testKinds })
queue.handle(
  {
    quick: async (task) => {
      console.log(`quick ${task.data.name} ${Date.now()}`)
    },
    slow: async (task, { signal }) => {
      console.log(`slow ${task.data.name} ${task.attempt}`)
      await wait(600_000, undefined, { signal })
    },
  },
  async () => undefined,
)
await queue.work(['quick', 'slow'], 2)
console.log('ready')
