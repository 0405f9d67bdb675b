import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { DatabaseError } from './database-error.ts'
import { findEmbedded, startEmbedded, type Embedded } from './embedded.ts'
import { firstFault } from './embedded/cluster.ts'
import { silentLog } from './testing/silent-log.ts'

const execute = promisify(execFile)
const isRoot = process.getuid?.() === 0
const noRoot = 'this account is not root'
let parent: string
let folder: string
const running: Embedded[] = []

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'gantry-embedded-'))
  await chmod(parent, 0o711)
  folder = join(parent, 'database')
})

afterEach(async () => {
  for (const embedded of running.splice(0)) await embedded.stop()
  await rm(parent, { recursive: true, force: true })
})

async function start(where = folder): Promise<Embedded> {
  const embedded = await startEmbedded({ folder: where, log: silentLog })
  running.push(embedded)
  return embedded
}

async function stop(embedded: Embedded): Promise<void> {
  running.splice(running.indexOf(embedded), 1)
  await embedded.stop()
}

/** Runs statements on a connection of their own and gives the last one's rows. */
async function ask(embedded: Embedded, ...statements: string[]): Promise<unknown[]> {
  const database = await openDatabase<unknown>(embedded.settings, { log: silentLog })
  try {
    let rows: unknown[] = []
    for (const statement of statements) rows = (await sql.raw(statement).execute(database.kysely)).rows
    return rows
  } finally {
    await database.close()
  }
}

/** Ended processes whose parent does not look are still in the list, as Z. */
async function isAlive(processId: number): Promise<boolean> {
  const { stdout } = await execute('ps', ['-o', 'stat=', '-p', String(processId)]).catch(() => ({ stdout: 'Z' }))
  return !stdout.trim().startsWith('Z')
}

describe('the embedded database', () => {
  test('keeps its tables from one start to the next, and is gone after the stop', async () => {
    const first = await start()
    await ask(first, 'create table kept (text text)', `insert into kept values ('still here')`)
    await stop(first)
    await expect.poll(() => isAlive(first.processId), { timeout: 10_000 }).toBe(false)
    const second = await start()
    expect(second.isAdopted).toBe(false)
    expect(await ask(second, 'select * from kept')).toEqual([{ text: 'still here' }])
  })

  test('is safe against power cuts, closed to the network and the same on every machine', async () => {
    const embedded = await start()
    const shown = async (name: string) => (await ask(embedded, `select current_setting('${name}') as value`))[0]
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      expect([name, await shown(name)]).toEqual([name, { value: 'on' }])
    }
    expect(await shown('listen_addresses')).toEqual({ value: '' })
    expect(await shown('server_encoding')).toEqual({ value: 'UTF8' })
    expect(await shown('wal_compression')).toEqual({ value: 'pglz' })
    const { mode } = await stat(embedded.settings.host ?? '')
    expect(mode & 0o777).toBe(0o700)
    const [order] = await ask(embedded, `select array_agg(t order by t) as t from unnest(array['b','a','B','ä']) t`)
    expect(order).toEqual({ t: ['B', 'a', 'b', 'ä'] })
  })

  test('runs as another user when Gantry runs as root', async ({ skip }) => {
    skip(!isRoot, noRoot)
    const embedded = await start()
    const status = await readFile(`/proc/${embedded.processId}/status`, 'utf8')
    expect(status).toMatch(/^Uid:\t(?!0\t)/m)
  })

  test('outlives a Gantry that is killed and is adopted by the next', async () => {
    const gantry = spawn(process.execPath, [join(import.meta.dirname, 'testing/start-and-stay.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(gantry.stdout, 'data')) as [Buffer]
    const processId = Number(line.toString().replace('up ', ''))
    gantry.kill('SIGKILL')
    await once(gantry, 'exit')
    const next = await start()
    expect(next.isAdopted).toBe(true)
    expect(next.processId).toBe(processId)
    await stop(next)
    await expect.poll(() => isAlive(processId), { timeout: 10_000 }).toBe(false)
  })

  test('starts again after everything was killed, with all that was committed', async () => {
    const first = await start()
    await ask(first, 'create table kept (id int)', 'insert into kept select generate_series(1, 1000)')
    const before = first.processId
    process.kill(before, 'SIGKILL')
    await expect.poll(() => first.processId, { timeout: 30_000 }).not.toBe(before)
    expect(await ask(first, 'select count(*) from kept')).toEqual([{ count: 1000 }])
  })

  test('is not stopped by the first to leave while another still works on it', async () => {
    const owner = await start()
    const other = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { Client } from 'pg'; const c = new Client(${JSON.stringify({ ...owner.settings, application_name: 'other' })});
         await c.connect(); console.log('in'); setInterval(() => {}, 60000)`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname },
    )
    await once(other.stdout, 'data')
    await stop(owner)
    expect(await isAlive(owner.processId)).toBe(true)
    const joined = await findEmbedded(folder, silentLog)
    expect(joined?.processId).toBe(owner.processId)
    other.kill('SIGKILL')
    await once(other, 'exit')
    await joined?.stop()
    await expect.poll(() => isAlive(owner.processId), { timeout: 10_000 }).toBe(false)
  })

  test('is found by a worker while it runs, and the worker that leaves does not stop it', async () => {
    expect(await findEmbedded(folder, silentLog)).toBeUndefined()
    const owner = await start()
    const worker = await findEmbedded(folder, silentLog)
    expect(worker?.settings.host).toBe(owner.settings.host)
    await worker?.stop()
    expect(await isAlive(owner.processId)).toBe(true)
  })
})

describe('a data folder is refused with a sentence', () => {
  async function refusal(where = folder): Promise<string> {
    const error: unknown = await start(where).then(
      () => 'it started',
      (failure: unknown) => failure,
    )
    expect(error).toBeInstanceOf(DatabaseError)
    return String(error)
  }

  test('while another Gantry uses it, also when both begin at once', async () => {
    const starts = await Promise.allSettled([start(), start(), start()])
    const refused = starts.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(2)
    for (const { reason } of refused) expect(String(reason)).toContain('Another Gantry already uses the data folder')
    expect(await refusal()).toContain(`process ${process.pid} on `)
  })

  test('when a newer version wrote it', async () => {
    await mkdir(join(folder, 'cluster'), { recursive: true })
    await writeFile(join(folder, 'cluster', 'PG_VERSION'), '19\n')
    expect(await refusal()).toContain('written by PostgreSQL 19, and this Gantry brings 18. Start the newer Gantry')
    await writeFile(join(folder, 'cluster', 'PG_VERSION'), '17\n')
    expect(await refusal()).toContain('written by PostgreSQL 17')
  })

  test('when something that is no database lies in its place', async () => {
    await mkdir(join(folder, 'cluster'), { recursive: true })
    await writeFile(join(folder, 'cluster', 'holiday.jpg'), 'x')
    expect(await refusal()).toContain('is no database')
    expect(await readFile(join(folder, 'cluster', 'holiday.jpg'), 'utf8')).toBe('x')
  })

  test('when a part of its path is a file', async () => {
    await writeFile(join(parent, 'file'), '')
    expect(await refusal(join(parent, 'file', 'database'))).toContain('a part of its path is a file')
  })

  test('when the user that the server runs as cannot enter it', async ({ skip }) => {
    skip(!isRoot, noRoot)
    await chmod(parent, 0o700)
    expect(await refusal()).toMatch(/runs as (postgres|nobody).*cannot enter it.*chmod o\+x/)
  })

  test('when it is not ours to write', async ({ skip }) => {
    skip(isRoot, 'root may write everywhere')
    await mkdir(folder)
    await chmod(folder, 0o500)
    expect(await refusal()).toContain('it is not yours to write')
  })

  test('when its disk is full or nearly so', async ({ skip }) => {
    skip(!isRoot, noRoot)
    const disk = join(parent, 'disk')
    await mkdir(disk)
    try {
      await execute('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=755', 'tmpfs', disk])
    } catch {
      skip('this machine does not allow mounting a small disk')
    }
    try {
      expect(await refusal(join(disk, 'database'))).toMatch(/its disk has [01] MB left/)
      await writeFile(join(disk, 'ballast'), Buffer.alloc(2 ** 21)).catch(() => undefined)
      expect(await refusal(join(disk, 'database'))).toContain('its disk is full; make room')
    } finally {
      await execute('umount', [disk])
    }
  })
})

test('a path too long for a socket gets its socket elsewhere', async () => {
  const deep = join(parent, 'd'.repeat(100), 'database')
  const embedded = await start(deep)
  expect(embedded.settings.host?.startsWith(parent)).toBe(false)
  expect(await ask(embedded, 'select 1 as one')).toEqual([{ one: 1 }])
  await expect(startEmbedded({ folder: deep, log: silentLog })).rejects.toThrow('Another Gantry')
  await stop(embedded)
  await expect(stat(embedded.settings.host ?? '')).rejects.toThrow('ENOENT')
})

test('statements wait for a database that died and goes on by itself', async () => {
  const embedded = await start()
  const database = await openDatabase<unknown>(embedded.settings, { log: silentLog })
  await sql`create table marks (id int)`.execute(database.kysely)
  const since = async () =>
    (await sql<{ at: Date }>`select pg_postmaster_start_time() as at`.execute(database.kysely)).rows[0]?.at.getTime()
  const before = await since()
  process.kill(embedded.processId, 'SIGKILL')
  // Those on a dying connection hear so; what counts is that no one has to reconnect anything.
  const outcome = () =>
    since().catch((error: unknown) => {
      if (error instanceof Error && error.message.includes('Gantry lost its database')) return before
      throw error
    })
  await expect.poll(outcome, { timeout: 30_000 }).not.toBe(before)
  await sql`insert into marks values (1)`.execute(database.kysely)
  const { rows } = await sql`select distinct id from marks`.execute(database.kysely)
  expect(rows).toEqual([{ id: 1 }])
  await database.close()
})

test('a listener that had to try more than once leaves no connection behind', async () => {
  const embedded = await start()
  const database = await openDatabase<unknown>(embedded.settings, { log: silentLog })
  let missed = 0
  await database.listen('fragile', { message: () => undefined, missed: () => missed++ })
  process.kill(embedded.processId, 'SIGKILL')
  await expect.poll(() => missed, { timeout: 30_000 }).toBe(1)
  await database.close()
  const listeners = "select count(*)::int as listeners from pg_stat_activity where query like 'listen %'"
  await expect.poll(() => ask(embedded, listeners)).toEqual([{ listeners: 0 }])
})

test('the line that matters is found in what the programs print', () => {
  expect(firstFault('creating… ok\ninitdb: error: could not write to file "x": No space left on device')).toBe(
    'could not write to file "x": No space left on device',
  )
  expect(firstFault('2026-01-01 00:00:00 UTC [7] FATAL:  data directory "/d" has wrong ownership.')).toBe(
    'data directory "/d" has wrong ownership',
  )
})
