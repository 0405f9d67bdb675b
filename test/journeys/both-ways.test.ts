import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunView } from '#api/contract/runs.ts'
import { connectProcore, type ConnectedProcore } from '../servers/connect-procore.ts'
import { startGantry, type Gantry } from '../servers/gantry.ts'
import { startSandbox, type Sandbox } from '../servers/sandbox.ts'

let folder: string
let sandbox: Sandbox
let gantry: Gantry
let procore: ConnectedProcore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-both-ways-'))
  ;[sandbox, gantry] = await Promise.all([startSandbox(), startGantry()])
  procore = await connectProcore(gantry, sandbox)
})

afterAll(async () => {
  await gantry[Symbol.asyncDispose]()
  await sandbox[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

async function filesIn(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted()
}

const inProcore = async (path: string) => (await procore.documents(path)).map((document) => document.path).toSorted()

/** Runs it to its end; what it would delete is approved. */
async function copied(...args: readonly string[]): Promise<RunView> {
  const { stdout } = await gantry.run(['copy', ...args, '--wait', '--json'])
  const { id, state } = JSON.parse(stdout) as RunView
  if (state === 'waiting') await gantry.json(['runs', 'approve', id])
  return ended(id)
}

async function ended(id: string): Promise<RunView> {
  const view = () => gantry.ask<RunView>(`/runs/${id}`)
  await expect.poll(async () => (await view()).state, { timeout: 120_000 }).toMatch(/^completed/)
  return view()
}

test(
  'a disk and a project are kept in step, also when Gantry is killed in the middle',
  { timeout: 300_000 },
  async () => {
    const here = join(folder, 'site')
    await mkdir(join(here, 'Drawings'), { recursive: true })
    for (let at = 0; at < 12; at++) await writeFile(join(here, 'Drawings', `A-${at}.pdf`), `sheet ${at}`)
    const there = `${procore.project}/Site`
    const step = [here, there, '--direction', 'two-way', '--deleted-items', 'mirror', '--on-conflict', 'keep-both']
    expect(await copied(...step)).toMatchObject({ state: 'completed', moved: { items: 12 } })
    expect(await inProcore('Site')).toEqual(await filesIn(here))

    // What people do on both sides, and a process that dies while their work is carried over.
    await procore.addFile('Site/Drawings', 'from the office.pdf', 'made in Procore')
    await writeFile(join(here, 'Drawings', 'A-0.pdf'), 'sheet 0, revised')
    for (let at = 0; at < 40; at++) await writeFile(join(here, `photo ${at}.jpg`), `photo ${at}`)
    const { id } = await gantry.json<RunView>(['copy', ...step])
    await expect.poll(async () => (await inProcore('Site')).length, { timeout: 30_000 }).toBeGreaterThan(14)
    await gantry.kill()
    await gantry.start()
    expect(await ended(id)).toMatchObject({ states: { flagged: { items: 0 } } })
    expect(await inProcore('Site')).toEqual(await filesIn(here))
    expect(await readFile(join(here, 'Drawings', 'from the office.pdf'), 'utf8')).toBe('made in Procore')
    expect((await procore.documents('Site')).filter(({ versions }) => versions > 1)).toEqual([
      { path: 'Drawings/A-0.pdf', versions: 2 },
    ])

    await rm(join(here, 'Drawings', 'A-1.pdf'))
    expect(await copied(...step)).toMatchObject({ state: 'completed', moved: { items: 0 }, removed: { items: 1 } })
    expect(await inProcore('Site')).toEqual(await filesIn(here))
    expect(await copied(...step)).toMatchObject({ moved: { items: 0 }, removed: { items: 0 } })
  },
)

test('a project’s folder is moved to a disk, and is empty afterwards', { timeout: 200_000 }, async () => {
  const from = join(folder, 'before')
  await mkdir(join(from, 'Submittals'), { recursive: true })
  await writeFile(join(from, 'index.txt'), 'what is in it')
  await writeFile(join(from, 'Submittals', 'S-1.pdf'), 'a submittal')
  await copied(from, `${procore.project}/Closed`)
  const archive = join(folder, 'archive')
  const view = await copied(`${procore.project}/Closed`, archive, '--direction', 'move')
  expect(view).toMatchObject({ state: 'completed', moved: { items: 2 }, verified: 2 })
  expect(view.reasons.map(({ reason, items }) => [reason, items])).toEqual([['moved-away', 3]])
  expect(await inProcore('Closed')).toEqual([])
  expect(await filesIn(archive)).toEqual(await filesIn(from))
  expect(await gantry.run(['verify', view.proof ?? '', archive])).toMatchObject({ code: 0 })
})
