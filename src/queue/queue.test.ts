import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '#database/database.ts'
import { startEmbedded } from '#database/embedded.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { freshDatabase, type FreshDatabase } from '#database/testing/template.ts'
import { openQueue, QueueError, type DeadTask, type Handlers, type Queue, type Task, type Working } from './queue.ts'
import { testKinds, type TestTasks } from './testing/tasks.ts'

let fresh: FreshDatabase
const queues: Queue<TestTasks>[] = []
const processes: Worker[] = []

beforeEach(async () => {
  fresh = await freshDatabase()
})

afterEach(async () => {
  for (const worker of processes.splice(0)) worker.process.kill('SIGKILL')
  await Promise.all(queues.splice(0).map((queue) => queue.stop({ graceMs: 0 })))
  await fresh.drop()
})

async function open(): Promise<Queue<TestTasks>> {
  const queue = await openQueue<TestTasks>(fresh.settings, { log: silentLog, kinds: testKinds })
  queues.push(queue)
  return queue
}

type Quick = (task: Task<{ name: string }>, working: Working) => Promise<void>

const nothing: Quick = async () => undefined

async function openWorking(handlers: Partial<Handlers<TestTasks>>, concurrency = 2, dead: DeadTask<TestTasks>[] = []) {
  const queue = await open()
  queue.handle({ quick: nothing, slow: nothing, ...handlers }, async (task) => void dead.push(task))
  await queue.work(['quick', 'slow'], concurrency)
  return queue
}

interface Worker {
  readonly process: ChildProcessByStdio<null, Readable, null>
  readonly lines: string[]
}

async function startWorker(): Promise<Worker> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'testing/worker.ts'), JSON.stringify(fresh.settings)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  const worker = { process: child, lines }
  processes.push(worker)
  await expect.poll(() => lines, { timeout: 20_000 }).toContain('ready')
  return worker
}

const soon = { timeout: 20_000, interval: 20 }

describe('tasks', () => {
  test('are carried out with their data, each once', async () => {
    const done: string[] = []
    const queue = await openWorking({ quick: async (task) => void done.push(task.data.name) })
    await queue.send('quick', { name: 'a' })
    expect(await queue.sendMany('quick', [{ data: { name: 'b' } }, { data: { name: 'c' } }])).toBe(2)
    await expect.poll(() => [...done].sort(), soon).toEqual(['a', 'b', 'c'])
    await wait(300)
    expect(done).toHaveLength(3)
  })

  test('start in the order of priority, and never more at once than agreed', async () => {
    const sending = await open()
    for (const [name, priority] of [
      ['low', 0],
      ['high', 5],
      ['middle', 1],
    ] as const) {
      await sending.send('quick', { name }, { priority })
    }
    let active = 0
    let most = 0
    const done: string[] = []
    await openWorking(
      {
        quick: async (task) => {
          most = Math.max(most, ++active)
          await wait(30)
          done.push(task.data.name)
          active--
        },
      },
      1,
    )
    await expect.poll(() => done, soon).toEqual(['high', 'middle', 'low'])
    expect(most).toBe(1)
  })

  test('of an aborted transaction do not exist, and those of a committed one do', async () => {
    const done: string[] = []
    const queue = await openWorking({ quick: async (task) => void done.push(task.data.name) })
    const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
    const aborted = database.transaction(async (transaction) => {
      await queue.send('quick', { name: 'aborted' }, { transaction })
      throw new Error('no')
    })
    await expect(aborted).rejects.toThrow('no')
    await database.transaction(async (transaction) => {
      await queue.send('quick', { name: 'committed' }, { transaction })
      await queue.sendMany('quick', [{ data: { name: 'many' } }], { transaction })
    })
    await database.close()
    await expect.poll(() => [...done].sort(), soon).toEqual(['committed', 'many'])
  })

  test('with the same key wait only once, and the earlier start counts', async () => {
    const queue = await open()
    const later = new Date(Date.now() + 3_600_000)
    expect(await queue.send('quick', { name: 'first' }, { key: 'k', startAfter: later })).toBeDefined()
    expect(await queue.send('quick', { name: 'second' }, { key: 'k', startAfter: later })).toBeUndefined()
    expect(
      await queue.sendMany('quick', [
        { data: { name: 'third' }, key: 'k' },
        { data: { name: 'other' }, key: 'l', startAfter: later },
      ]),
    ).toBe(1)
    expect(await queue.send('quick', { name: 'now' }, { key: 'k' })).toBeUndefined()
    const done: string[] = []
    queue.handle(
      { quick: async (task) => void done.push(task.data.name), slow: async () => undefined },
      async () => undefined,
    )
    await queue.work(['quick'], 1)
    await expect.poll(() => done, soon).toEqual(['first'])
  })

  test('merged into a waiting one cannot be missed: it does not start before the transaction is committed', async () => {
    const sending = await open()
    await sending.send('quick', { name: 'look' }, { key: 'k' })
    const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
    await sql`create table news (id int)`.execute(database.kysely)
    const seen: unknown[] = []
    await database.transaction(async (transaction) => {
      await sql`insert into news values (1)`.execute(transaction)
      expect(await sending.send('quick', { name: 'look again' }, { key: 'k', transaction })).toBeUndefined()
      await openWorking({
        quick: async () => void seen.push((await sql`select * from news`.execute(database.kysely)).rows.length),
      })
      await wait(500)
    })
    await expect.poll(() => seen, soon).toEqual([1])
    await database.close()
  })

  test('that are delayed do not start early', async () => {
    const started: number[] = []
    const queue = await openWorking({ quick: async () => void started.push(Date.now()) })
    const startAfter = new Date(Date.now() + 1500)
    await queue.send('quick', { name: 'later' }, { startAfter })
    await expect.poll(() => started, soon).toHaveLength(1)
    expect(started[0]).toBeGreaterThanOrEqual(startAfter.getTime())
  })
})

describe('a task that fails', () => {
  test('is tried again until it succeeds', async () => {
    const attempts: number[] = []
    const dead: DeadTask<TestTasks>[] = []
    const queue = await openWorking(
      {
        quick: async (task) => {
          attempts.push(task.attempt)
          if (task.attempt < 3) throw new Error('not yet')
          expect(task.isLastAttempt).toBe(true)
        },
      },
      2,
      dead,
    )
    await queue.send('quick', { name: 'stubborn' })
    await expect.poll(() => attempts, soon).toEqual([1, 2, 3])
    await wait(2500)
    expect(dead).toEqual([])
  })

  test('for the last time is told, with its data and the reason', async () => {
    const dead: DeadTask<TestTasks>[] = []
    const queue = await openWorking(
      {
        quick: async () => {
          throw new Error('the disk is on fire')
        },
      },
      2,
      dead,
    )
    const id = await queue.send('quick', { name: 'hopeless' })
    await expect
      .poll(() => dead, soon)
      .toEqual([{ id, kind: 'quick', data: { name: 'hopeless' }, attempts: 3, reason: 'the disk is on fire' }])
  })
})

describe('a worker that is killed', () => {
  test('loses its task to another within seconds', async () => {
    const sending = await open()
    const first = await startWorker()
    await sending.send('slow', { name: 'long' })
    await expect.poll(() => first.lines, soon).toContain('slow long 1')
    const second = await startWorker()
    first.process.kill('SIGKILL')
    const killedAt = performance.now()
    await expect.poll(() => second.lines, { timeout: 45_000, interval: 50 }).toContain('slow long 2')
    console.log(`taken over ${((performance.now() - killedAt) / 1000).toFixed(1)} s after the kill`)
  })
})

describe('a lost lease', () => {
  test('aborts the signal, also when the handler asks, and the late result changes nothing', async () => {
    const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
    const outcome = Promise.withResolvers<unknown>()
    const attempts: number[] = []
    const queue = await openWorking({
      slow: async (task, { signal, heartbeat }) => {
        attempts.push(task.attempt)
        if (task.attempt > 1) return
        await heartbeat()
        // As if another worker had been given it.
        await sql`update pgboss.job set heartbeat_on = now() - interval '1 hour' where id = ${task.id}`.execute(
          database.kysely,
        )
        await expect.poll(() => attempts.length, soon).toBe(2)
        await heartbeat().catch((error: unknown) => outcome.resolve([error, signal.aborted]))
      },
    })
    await queue.send('slow', { name: 'contested' })
    const [error, isAborted] = (await outcome.promise) as [Error, boolean]
    expect(error.message).toContain('was lost to another worker')
    expect(isAborted).toBe(true)
    await database.close()
  })
})

describe('stopping', () => {
  test('lets what is in flight finish', async () => {
    let isFinished = false
    const started = Promise.withResolvers<void>()
    const queue = await openWorking({
      quick: async () => {
        started.resolve()
        await wait(500)
        isFinished = true
      },
    })
    await queue.send('quick', { name: 'brief' })
    await started.promise
    await queue.stop({ graceMs: 10_000 })
    expect(isFinished).toBe(true)
  })

  test('after the grace aborts the signal, and another worker begins the task anew as if for the first time', async () => {
    const started = Promise.withResolvers<void>()
    const first = await openWorking({
      slow: async (_task, { signal }) => {
        started.resolve()
        await wait(600_000, undefined, { signal })
      },
    })
    await first.send('slow', { name: 'long' }, { key: 'the long one' })
    await started.promise
    await first.stop({ graceMs: 50 })
    const attempts: number[] = []
    await openWorking({ slow: async (task) => void attempts.push(task.attempt) })
    await expect.poll(() => attempts, soon).toEqual([1])
  })

  test('does not wait for a handler that does not listen, and its task is begun elsewhere', async () => {
    const started = Promise.withResolvers<void>()
    const forever = Promise.withResolvers<void>()
    const first = await openWorking({
      slow: async () => {
        started.resolve()
        await forever.promise
      },
    })
    await first.send('slow', { name: 'deaf' })
    await started.promise
    await first.stop({ graceMs: 50 })
    const done: string[] = []
    await openWorking({ slow: async (task) => void done.push(task.data.name) })
    await expect.poll(() => done, soon).toEqual(['deaf'])
    forever.resolve()
  })
})

describe('the table of handlers', () => {
  test('is refused when a kind has none, or when one has no kind', async () => {
    const queue = await open()
    const incomplete = { quick: nothing } as unknown as Handlers<TestTasks>
    expect(() => queue.handle(incomplete, async () => undefined)).toThrow(/no handler: slow/)
    const excessive = { quick: nothing, slow: nothing, qiuck: nothing }
    expect(() => queue.handle(excessive, async () => undefined)).toThrow(/no kind of task: qiuck/)
    await expect(queue.work(['quick'], 1)).rejects.toThrow(QueueError)
  })
})

test('a database that goes away and comes back loses no task', async () => {
  const done = new Set<string>()
  const queue = await openWorking({ quick: async (task) => void done.add(task.data.name) })
  const database = await openDatabase<unknown>(fresh.settings, { log: silentLog })
  const cut = sql`select pg_terminate_backend(pid) from pg_stat_activity
                  where datname = current_database() and pid <> pg_backend_pid()`
  const sent: string[] = []
  for (let round = 0; round < 5; round++) {
    for (let number = 0; number < 20; number++) {
      const name = `${round}-${number}`
      // A send that meets the cut fails, and its caller knows.
      await queue.send('quick', { name }).then(
        () => sent.push(name),
        () => undefined,
      )
      if (number === 10) await cut.execute(database.kysely)
    }
  }
  await database.close()
  await expect.poll(() => sent.filter((name) => !done.has(name)), { timeout: 40_000 }).toEqual([])
  expect(sent.length).toBeGreaterThan(50)
})

test('a database that is killed and starts again loses no task', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'gantry-queue-'))
  await chmod(parent, 0o711)
  const embedded = await startEmbedded({ folder: join(parent, 'database'), log: silentLog })
  const queue = await openQueue<TestTasks>(embedded.settings, { log: silentLog, kinds: testKinds })
  const done: string[] = []
  queue.handle(
    { quick: async (task) => void done.push(task.data.name), slow: async () => undefined },
    async () => undefined,
  )
  await queue.work(['quick'], 2)
  await queue.send('quick', { name: 'before' })
  await expect.poll(() => done, soon).toEqual(['before'])
  const { processId } = embedded
  process.kill(processId, 'SIGKILL')
  await expect.poll(() => embedded.processId, soon).not.toBe(processId)
  const send = async () =>
    await queue.send('quick', { name: 'after' }, { key: 'after' }).then(
      () => true,
      () => false,
    )
  await expect.poll(send, soon).toBe(true)
  await expect.poll(() => done, soon).toContain('after')
  await queue.stop()
  await embedded.stop()
  await rm(parent, { recursive: true, force: true })
})

test('tasks start soon after they are sent, here and in another process', async () => {
  const startedAt = new Map<string, number>()
  const queue = await openWorking({ quick: async (task) => void startedAt.set(task.data.name, performance.now()) })
  const here: number[] = []
  for (let number = 0; number < 30; number++) {
    const name = `here ${number}`
    const sentAt = performance.now()
    await queue.send('quick', { name })
    await expect.poll(() => startedAt.has(name), { timeout: 20_000, interval: 1 }).toBe(true)
    here.push((startedAt.get(name) ?? 0) - sentAt)
    await wait(20)
  }
  await queue.stop()
  const worker = await startWorker()
  const sending = await open()
  const there: number[] = []
  for (let number = 0; number < 30; number++) {
    const sentAt = Date.now()
    await sending.send('quick', { name: `there-${number}` })
    const line = () => worker.lines.find((text) => text.startsWith(`quick there-${number} `))
    await expect.poll(line, { timeout: 20_000, interval: 1 }).toBeDefined()
    there.push(Number(line()?.split(' ').at(-1)) - sentAt)
    await wait(20)
  }
  const count = 2000
  startedAt.clear()
  const busy = await openWorking({ quick: async (task) => void startedAt.set(task.data.name, 0) }, 4)
  const begun = performance.now()
  await busy.sendMany(
    'quick',
    Array.from({ length: count }, (_, number) => ({ data: { name: `busy ${number}` } })),
  )
  worker.process.kill('SIGKILL')
  await once(worker.process, 'exit')
  await expect.poll(() => startedAt.size, { timeout: 40_000, interval: 5 }).toBeGreaterThan(count / 2)
  const perSecond = (startedAt.size / (performance.now() - begun)) * 1000
  console.log(
    `from send to start, median and 95th of 30: here ${show(here)}, in another process ${show(there)}; ${perSecond.toFixed(0)} small tasks/s in one process`,
  )
})

function show(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
  return `${at(0.5)} and ${at(0.95)} ms`
}
