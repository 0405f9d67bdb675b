import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { crc32 } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { archiveOf } from '#engine/archive.ts'
import { tree } from '#engine/testing/tree.ts'
import { newProofKey } from '#engine/proof-key.ts'
import { sql } from 'kysely'
import { findRun } from './rows.ts'
import { decideAboutRemovals } from './start.ts'
import { openHouse, type House } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'
import type { Orders } from './testing/run-until-killed.ts'

const kills = 30
const files = 3000
const script = fileURLToPath(new URL('./testing/run-until-killed.ts', import.meta.url))
const cleaning: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const clean of cleaning.splice(0)) await clean()
})

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-kill-'))
  cleaning.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function startWorker(orders: Orders) {
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  cleaning.push(async () => void child.kill('SIGKILL'))
  return {
    ready: once(child.stdout, 'data'),
    kill: async () => {
      child.kill('SIGKILL')
      await exit
    },
  }
}

/** Leases of a dead worker run out after ten seconds; here at once. */
async function endLeases({ db }: House): Promise<void> {
  await sql`
    update pgboss.job set state = 'retry', retry_count = retry_count + 1, retry_limit = 1000, start_after = now()
    where state = 'active'`.execute(db)
}

/** Files that a run into an empty folder does not count as its own, with what it says of them. */
/** Kills a worker so many milliseconds after it has begun; whoever comes next need not wait for what it held. */
async function killWorker(orders: Orders, house: House, afterMs: number): Promise<void> {
  const worker = startWorker(orders)
  await worker.ready
  await wait(afterMs)
  await worker.kill()
  await endLeases(house)
}

async function notMoved({ db }: House, run: string): Promise<readonly unknown[]> {
  const { rows } = await sql`
    select source, state, reason, attempts, run::text from items
    where kind = 'file' and (run <> ${run} or attempts = 0 or state <> 'succeeded')`.execute(db)
  return rows
}

function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .toSorted()
}

test(`a worker killed ${kills} times at any moment loses nothing, does nothing twice and leaves no half file`, async () => {
  const [source, destination, proofKey] = [await scratch(), await scratch(), newProofKey()]
  for (let at = 0; at < files; at++) {
    const folder = join(source, `Folder ${at % 60}`, `Part ${at % 7}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${at}.pdf`), `content of ${at} `.repeat(at % 400))
  }
  // Only sends and looks; the work is done by the processes that are killed.
  const house = await openHouse({ source: tree(), destination: tree() }, { workers: 0 })
  cleaning.push(() => house.close())
  const orders = { settings: house.settings, source, destination, reportsFolder: house.reportsFolder, proofKey }
  const job = await house.job()
  let run = await house.start(job)
  let runs = 1
  for (let kill = 0; kill < kills; kill++) {
    await killWorker(orders, house, (kill * 53) % 700)
    for (const path of everyFile(destination).filter((one) => !one.includes('.partial'))) {
      const [there, here] = [readFileSync(join(destination, path)), readFileSync(join(source, path))]
      if (!there.equals(here)) expect.fail(`${path} is under its name, but not whole`)
    }
    const { state } = (await findRun(house.db, run.id)) ?? run
    if (state !== 'completed') continue
    // Whatever the kills were too late for is begun anew, into an empty folder.
    const ended = await house.view(run.id)
    await house.expectSumsToAgree(job, ended)
    expect(await notMoved(house, run.id)).toEqual([])
    expect(ended.moved.items).toBe(files)
    for (const name of readdirSync(destination)) rmSync(join(destination, name), { recursive: true })
    run = await house.start(job)
    runs++
  }
  startWorker(orders)
  const view = await house.until(run.id, 'completed', 'completed-with-flags', 'failed')
  expect(view).toMatchObject({ state: 'completed', states: { flagged: { items: 0 }, pending: { items: 0 } } })
  expect(await notMoved(house, run.id)).toEqual([])
  expect(view.moved.items).toBe(files)
  expect(everyFile(destination)).toEqual(everyFile(source))
  await house.expectSumsToAgree(job, view)
  expect(runs).toBeLessThan(kills)
}, 900_000)

const movedFiles = 1200
const killsOfMove = 8

test('a worker killed while it moves files away leaves each of them whole on one side at least, and ends with all moved', async () => {
  const [source, destination, proofKey] = [await scratch(), await scratch(), newProofKey()]
  const content = (at: number) => `content of ${at} `.repeat(at % 400)
  const pathOf = (at: number) => join(`Folder ${at % 30}`, `${at}.pdf`)
  for (let at = 0; at < movedFiles; at++) {
    mkdirSync(join(source, `Folder ${at % 30}`), { recursive: true })
    writeFileSync(join(source, pathOf(at)), content(at))
  }
  const house = await openHouse({ source: tree(), destination: tree() }, { workers: 0 })
  cleaning.push(() => house.close())
  const orders = { settings: house.settings, source, destination, reportsFolder: house.reportsFolder, proofKey }
  const job = await house.job({ direction: 'move' })
  const run = await house.start(job)
  const copier = startWorker(orders)
  await house.until(run.id, 'waiting')
  await copier.kill()
  await decideAboutRemovals(house.means, tester, run.id, 'approved')
  let killedWhileDeleting = 0
  for (let kill = 0; kill < killsOfMove; kill++) {
    await killWorker(orders, house, 60 + ((kill * 97) % 700))
    const left = new Set(everyFile(source))
    if (left.size > 0 && left.size < movedFiles) killedWhileDeleting++
    for (let at = 0; at < movedFiles; at++) {
      const place = left.has(pathOf(at)) ? source : destination
      if (readFileSync(join(place, pathOf(at)), 'utf8') !== content(at)) expect.fail(`${pathOf(at)} is not whole`)
    }
  }
  startWorker(orders)
  const view = await house.until(run.id, 'completed', 'completed-with-flags', 'failed')
  expect(view).toMatchObject({ state: 'completed', states: { succeeded: { items: movedFiles + 30 } } })
  expect(readdirSync(source)).toEqual([])
  expect(killedWhileDeleting).toBeGreaterThan(0)
  await house.expectSumsToAgree(job, view)
}, 600_000)

const packedFiles = 200
const killsOfPacking = 8

test('a worker killed while it packs files leaves no half archive, and ends with each file in one', async () => {
  const [source, destination, proofKey] = [await scratch(), await scratch(), newProofKey()]
  const nameOf = (at: number) => `tool ${at}.exe`
  for (let at = 0; at < packedFiles; at++) writeFileSync(join(source, nameOf(at)), `MZ ${at} `.repeat((at % 50) * 2000))
  const archived = (at: number) => {
    const content = readFileSync(join(source, nameOf(at)))
    const { head, end } = archiveOf(nameOf(at), content.length)
    return Buffer.concat([head, content, end(crc32(content))])
  }
  const house = await openHouse({ source: tree(), destination: tree() }, { workers: 0 })
  cleaning.push(() => house.close())
  const { settings, reportsFolder } = house
  const orders = { settings, source, destination, reportsFolder, proofKey, refuses: ['.exe'] }
  const job = await house.job({ restrictedTypes: 'zip' })
  const run = await house.start(job)
  const expectWhole = (at: number) => {
    const archive = join(destination, `${nameOf(at)}.zip`)
    if (existsSync(archive) && !readFileSync(archive).equals(archived(at))) expect.fail(`${archive} is not whole`)
  }
  let killedWhilePacking = 0
  for (let kill = 0; kill < killsOfPacking; kill++) {
    await killWorker(orders, house, 60 + ((kill * 97) % 700))
    const packed = everyFile(destination).filter((name) => name.endsWith('.zip')).length
    if (packed > 0 && packed < packedFiles) killedWhilePacking++
    for (let at = 0; at < packedFiles; at++) expectWhole(at)
  }
  startWorker(orders)
  const view = await house.until(run.id, 'completed', 'completed-with-flags', 'failed')
  expect(view).toMatchObject({ state: 'completed', moved: { items: packedFiles } })
  expect(everyFile(destination)).toEqual(Array.from({ length: packedFiles }, (_, at) => `${nameOf(at)}.zip`).toSorted())
  for (let at = 0; at < packedFiles; at++) expectWhole(at)
  expect(killedWhilePacking).toBeGreaterThan(0)
  await house.expectSumsToAgree(job, view)
}, 600_000)
