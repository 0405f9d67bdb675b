import { describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { StorageError, type FailureKind } from '#platform'
import type { JobOptions } from '#engine/options.ts'
import { tree, type Tree } from '#engine/testing/tree.ts'
import { openMemory } from '../platforms/memory/open-memory.ts'
import { runHandlers } from './conduct.ts'
import { onDeadTask } from './queue-tasks.ts'
import { findRun } from './rows.ts'
import { cancelRun, decideAboutRemovals, pauseRun, resumeRun, startRun } from './start.ts'
import { after } from './testing/after.ts'
import { houseOfTest } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'
import { here, there } from './testing/principals.ts'

const files = 260

function wide(): Tree {
  const source = tree()
  for (let at = 0; at < files; at++) source.put([`Folder ${at % 13}`, `${at}.pdf`], `content of ${at}`)
  return source
}

function expectCopied({ source, destination }: { source: Tree; destination: Tree }) {
  expect(new Map([...destination.files].map(([path, { bytes }]) => [path, bytes.toString()]))).toEqual(
    new Map([...source.files].map(([path, { bytes }]) => [path, bytes.toString()])),
  )
  expect(destination.partials.size).toBe(0)
  // Each write has its own number, so a second one of the same file would show.
  expect(Math.max(...[...destination.files.values()].map(({ etag }) => Number(etag.slice(1))))).toBe(
    destination.files.size,
  )
}

describe('a run that is stopped by a person', () => {
  test.each([
    ['pause', pauseRun, 'paused'],
    ['cancel', cancelRun, 'cancelled'],
  ] as const)('by %s comes to rest, and resumed does the rest and nothing twice', async (_, stop, rest) => {
    const ends = { source: wide(), destination: tree() }
    const opened = await houseOfTest(ends)
    const job = await opened.job()
    const run = { id: '' }
    after(ends.destination, 120, () => stop(opened.means, tester, run.id))
    run.id = (await opened.start(job)).id
    const resting = await opened.until(run.id, rest)
    expect(ends.destination.files.size).toBeLessThan(files)
    expect(resting.states.pending?.items).toBeGreaterThan(0)

    await resumeRun(opened.means, tester, run.id)
    const view = await opened.until(run.id, 'completed', 'failed')
    expect(view).toMatchObject({ state: 'completed', moved: { items: files }, states: { pending: { items: 0 } } })
    expectCopied(ends)
    await opened.expectSumsToAgree(job, view)
  })

  test('before it began rests at once, and its task then does nothing', async () => {
    const ends = { source: wide(), destination: tree() }
    const opened = await houseOfTest(ends, { workers: 0 })
    const { id } = await opened.start(await opened.job())
    expect(await pauseRun(opened.means, tester, id)).toMatchObject({ state: 'paused' })
    await runHandlers(opened.stage)['scan-run']({ run: id }, new AbortController().signal)
    expect((await findRun(opened.db, id))?.state).toBe('paused')
    expect(ends.source.calls).toEqual([])
  })

  test('cannot be paused when it is over, and says so', async () => {
    const opened = await houseOfTest({ source: tree(), destination: tree() })
    const { id } = await opened.run(await opened.job())
    await expect(pauseRun(opened.means, tester, id)).rejects.toThrow(`Run ${id} is completed and cannot become paused.`)
    await expect(resumeRun(opened.means, tester, id)).rejects.toThrow('start a new run of the job instead')
  })
})

describe('a run that cannot go on', () => {
  async function halted(kind: FailureKind, details: object = {}) {
    const ends = { source: wide(), destination: tree() }
    const clock = { now: () => Date.now(), sleep: async () => undefined }
    const opened = await houseOfTest(ends, { clock })
    const job = await opened.job()
    let left = 50
    ends.destination.fault = ({ verb }) => (verb === 'write' && left-- <= 0 ? 'before' : undefined)
    ends.destination.failure = (verb) =>
      new StorageError({ kind, verb, message: `The platform said ${kind}.`, ...details })
    const { id } = await opened.start(job)
    const view = await opened.until(id, 'waiting', 'failed')
    const heal = () => (ends.destination.fault = () => undefined)
    return { ends, opened, job, id, view, heal }
  }

  test.each<[FailureKind, string]>([
    ['no-space', 'no-space'],
    ['unauthorised', 'sign-in-needed'],
  ])('for %s waits for a person and says why, and goes on when resumed', async (kind, code) => {
    const { view, opened, id, job, ends, heal } = await halted(kind)
    expect(view).toMatchObject({ state: 'waiting', waiting: { code, reason: `The platform said ${kind}.` } })
    expect(view.waiting?.until).toBeUndefined()
    expect(view.states.flagged?.items).toBe(0)
    heal()
    await resumeRun(opened.means, tester, id)
    const done = await opened.until(id, 'completed', 'failed')
    expect(done).toMatchObject({ state: 'completed', moved: { items: files } })
    expectCopied(ends)
    await opened.expectSumsToAgree(job, done)
  })

  test('for a limit waits until then and goes on by itself', async () => {
    const advice = { do: 'retry-later', afterMs: 90_000 }
    const { view, opened, id, job, ends, heal } = await halted('rate-limited', { advice })
    expect(view.waiting).toMatchObject({ code: 'rate-limit', reason: 'The platform said rate-limited.' })
    const waitMs = Date.parse(view.waiting?.until ?? '') - Date.now()
    expect(waitMs).toBeGreaterThan(60_000)
    heal()
    // The time has come: what the queue would do then.
    await sql`update pgboss.job set start_after = now() where name = 'scan-run' and state = 'created'`.execute(
      opened.db,
    )
    const done = await opened.until(id, 'completed', 'failed')
    expect(done).toMatchObject({ state: 'completed', moved: { items: files } })
    expect(done.waiting).toBeUndefined()
    expectCopied(ends)
    await opened.expectSumsToAgree(job, done)
  })

  test('at the first failure, where the job says so, has failed with the sentence', async () => {
    const ends = { source: wide(), destination: tree() }
    ends.source.put(['bad.pdf'], 'never read')
    const read = ends.source.read.bind(ends.source)
    ends.source.read = (file, options) => {
      if (file.path[0] === 'bad.pdf')
        throw new StorageError({ kind: 'forbidden', message: '“bad.pdf” may not be read.' })
      return read(file, options)
    }
    const opened = await houseOfTest(ends)
    const job = await opened.job({ onFailure: 'halt' })
    const { id } = await opened.start(job)
    const view = await opened.until(id, 'failed', 'completed')
    expect(view).toMatchObject({ state: 'failed' })
    expect(view.failure).toContain('“bad.pdf” may not be read.')
    ends.source.read = read
    await resumeRun(opened.means, tester, id)
    expect(await opened.until(id, 'completed', 'completed-with-flags')).toMatchObject({ seen: { items: files + 14 } })
  })

  test('because its tasks fail again and again has failed and says with what', async () => {
    const opened = await houseOfTest({ source: wide(), destination: tree() })
    const broken = { ...opened.stage, open: () => Promise.reject(new TypeError('undefined is not a function')) }
    const handlers = runHandlers(broken)
    const { id } = await startRun(
      { ...opened.means, send: async () => undefined },
      tester,
      (await opened.job()).id,
      'run',
    )
    await expect(handlers['scan-run']({ run: id }, new AbortController().signal)).rejects.toThrow('not a function')
    const reason = 'undefined is not a function'
    await onDeadTask(opened.stage)({ id: 't', kind: 'scan-run', data: { run: id, seq: 0 }, attempts: 6, reason })
    expect(await opened.view(id)).toMatchObject({ state: 'failed' })
    expect((await opened.view(id)).failure).toContain('undefined is not a function')
  })
})

describe('tasks that come twice', () => {
  /** A run with all of its batches written and none carried out; the queue does nothing by itself. */
  async function scanned() {
    const ends = { source: wide(), destination: tree() }
    const opened = await houseOfTest(ends, { workers: 0 })
    const job = await opened.job()
    const { id } = await opened.start(job)
    const handlers = runHandlers(opened.stage)
    const { signal } = new AbortController()
    await handlers['scan-run']({ run: id }, signal)
    const { rows } = await sql<{ seq: number }>`select seq from batches where run = ${id} order by seq`.execute(
      opened.db,
    )
    return { ends, opened, job, id, handlers, signal, batches: rows.map(({ seq }) => seq) }
  }

  test.each(['in one process', 'in three processes'])(
    'at the same time %s count nothing double and copy nothing twice',
    async (where) => {
      const { ends, opened, job, id, handlers, signal, batches } = await scanned()
      const processes = [1, 2, 3].map(() => (where === 'in one process' ? handlers : runHandlers(opened.stage)))
      const tasks = processes.flatMap((one) => batches.map((seq) => one['transfer-batch']({ run: id, seq }, signal)))
      await Promise.all(tasks)
      const { rows } = await sql`select from batches where run = ${id} and attempts > 1`.execute(opened.db)
      if (where === 'in one process') expect(rows).toEqual([])
      // Who was overtaken left the batch to the last one, which may have ended before it had all.
      for (const seq of batches) await handlers['transfer-batch']({ run: id, seq }, signal)
      await Promise.all([1, 2, 3].map(() => handlers['finish-run']({ run: id }, signal)))
      await handlers['finish-run']({ run: id }, signal)
      const view = await opened.view(id)
      expect(view).toMatchObject({ state: 'completed', moved: { items: files }, seen: { items: files + 13 } })
      expectCopied(ends)
      await opened.expectSumsToAgree(job, view)
    },
  )

  /** Files with something beside their content, copied by a run that has yet to end; `finish` is each time another process. */
  async function copied(options: Partial<JobOptions>) {
    const source = openMemory({ spaces: ['s'], principals: here })
    const destination = openMemory({ spaces: ['s'], principals: there })
    for (let at = 0; at < 40; at++) {
      const path = [`${at}.txt`]
      source.put(path, 'content')
      source.fillIn(path, { Status: 'Final' })
      await source.permissions?.set({ space: 's', path }, [{ to: 'u1', role: 'read' }])
    }
    const opened = await houseOfTest({ source, destination }, { workers: 0 })
    const job = await opened.job(options)
    const { id } = await opened.start(job)
    const { signal } = new AbortController()
    const handlers = runHandlers(opened.stage)
    await handlers['scan-run']({ run: id }, signal)
    await handlers['transfer-batch']({ run: id, seq: 1 }, signal)
    const finish = () => runHandlers(opened.stage)['finish-run']({ run: id }, signal)
    return { destination, opened, job, id, finish }
  }

  test.each(['set-permissions', 'set-metadata'])(
    'at the end of a run count each item once where %s is refused',
    async (verb) => {
      const { destination, opened, job, id, finish } = await copied({ permissions: 'mirror', metadata: 'preserve' })
      destination.turn({
        fault: (call) => (call.verb === verb ? 'before' : undefined),
        failure: () => new StorageError({ kind: 'forbidden', verb, message: 'The account may not.' }),
      })
      await Promise.all([finish(), finish(), finish()])
      const view = await opened.view(id)
      expect(view).toMatchObject({ state: 'completed-with-flags', states: { flagged: { items: 40 } } })
      await opened.expectSumsToAgree(job, view)
    },
  )

  test('at the end of a move plan and tell of each deletion once', async () => {
    const { opened, job, id, finish } = await copied({ direction: 'move' })
    await Promise.all([finish(), finish(), finish()])
    expect((await opened.view(id)).waiting?.reason).toContain('40 items')
    await decideAboutRemovals(opened.means, tester, id, 'approved')
    await Promise.all([finish(), finish(), finish()])
    await finish()
    const view = await opened.view(id)
    expect(view).toMatchObject({ state: 'completed', states: { succeeded: { items: 40 } } })
    await opened.expectSumsToAgree(job, view)
  })

  test('leave a scan that was overtaken without effect', async () => {
    const { opened, job, id, ends } = await scanned()
    await sql`update runs set state = 'queued', is_scanned = false where id = ${id}`.execute(opened.db)
    const handlers = runHandlers(opened.stage)
    const { signal } = new AbortController()
    const scan = () => runHandlers(opened.stage)['scan-run']({ run: id }, signal)
    await Promise.all([scan(), scan(), scan()])
    const { rows } = await sql<{ seq: number }>`select seq from batches where run = ${id}`.execute(opened.db)
    for (const { seq } of rows) await handlers['transfer-batch']({ run: id, seq }, signal)
    await handlers['finish-run']({ run: id }, signal)
    const view = await opened.view(id)
    expect(view).toMatchObject({ state: 'completed', moved: { items: files } })
    expectCopied(ends)
    await opened.expectSumsToAgree(job, view)
  })

  test('from before a pause do not end a run that was resumed', async () => {
    const { opened, id, handlers, signal } = await scanned()
    await handlers['finish-run']({ run: id }, signal)
    expect((await findRun(opened.db, id))?.state).toBe('transferring')
  })

  test('send the end of the run when the last batch ends before the scan does', async () => {
    const { opened, job, id, handlers, signal, batches } = await scanned()
    await sql`update runs set is_scanned = false, state = 'scanning' where id = ${id}`.execute(opened.db)
    for (const seq of batches) await handlers['transfer-batch']({ run: id, seq }, signal)
    await handlers['scan-run']({ run: id }, signal)
    await handlers['finish-run']({ run: id }, signal)
    const view = await opened.view(id)
    expect(view).toMatchObject({ state: 'completed', moved: { items: files } })
    await opened.expectSumsToAgree(job, view)
  })
})

test('a job has one run at a time, also when two people start it at once', async () => {
  const opened = await houseOfTest({ source: tree(), destination: tree() }, { workers: 0 })
  const job = await opened.job()
  const starts = await Promise.allSettled([1, 2, 3].map(() => opened.start(job)))
  expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refused = starts.find((start) => start.status === 'rejected')
  expect(String(refused?.reason)).toContain('has a run that is not finished')
  expect(await opened.start(job, 'simulation')).toMatchObject({ state: 'queued' })
})
