import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ItemPage, RunView } from '#api/contract/runs.ts'
import { connectProcore, type ConnectedProcore } from '../servers/connect-procore.ts'
import { startGantry, type Gantry } from '../servers/gantry.ts'
import { startSandbox, type Sandbox } from '../servers/sandbox.ts'

const files: Readonly<Record<string, string | Buffer>> = {
  'index.txt': 'Handover of the harbour tower',
  'empty.txt': '',
  'Drawings/A-101 Ground floor.pdf': Buffer.alloc(300_000, 'drawing'),
  'Drawings/Détails/Größe – Maß.dwg': 'ä',
  'Drawings/What is this? *final*.txt': 'a name that Procore cannot hold',
  'Photos/2026-06-01/IMG_0001.jpg': Buffer.alloc(70_000, 0xff),
}
const renamed = ['Drawings/What is this? *final*.txt', 'Drawings/What is this_ _final_.txt'] as const

let folder: string
let sandbox: Sandbox
let gantry: Gantry
let procore: ConnectedProcore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-journey-'))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, 'here', path)), { recursive: true })
    await writeFile(join(folder, 'here', path), content)
  }
  await symlink('index.txt', join(folder, 'here', 'link.txt'))
  ;[sandbox, gantry] = await Promise.all([startSandbox(), startGantry()])
  procore = await connectProcore(gantry, sandbox)
})

afterAll(async () => {
  await gantry[Symbol.asyncDispose]()
  await sandbox[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

test(
  'a folder goes into Procore and comes back, with a report and a proof that is checked without the server',
  { timeout: 300_000 },
  async () => {
    const here = join(folder, 'here')
    const back = join(folder, 'back')
    const handover = `${procore.project}/Handover`
    const copy = (from: string, to: string) => gantry.json<RunView>(['copy', from, to, '--wait'])

    const simulated = await gantry.json<RunView>(['copy', here, handover, '--wait', '--simulate'])
    expect(simulated).toMatchObject({ kind: 'simulation', state: 'completed', moved: { items: 0 } })
    expect(await procore.documents('Handover')).toEqual([])

    const there = await copy(here, handover)
    expect(there).toMatchObject({ state: 'completed', moved: { items: 6 }, verified: 6, seen: { items: 11 } })
    const sums = Object.values(there.states).map(({ items }) => items)
    expect(sums.reduce((sum, items) => sum + items, 0)).toBe(there.seen.items)
    expect(await itemsIn(there, 'revised')).toEqual([renamed[0]])
    expect(await itemsIn(there, 'ignored')).toEqual(['link.txt'])
    const held = Object.keys(files).map((path) => (path === renamed[0] ? renamed[1] : path))
    expect((await procore.documents('Handover')).map(({ path }) => path).toSorted()).toEqual(held.toSorted())

    const again = await copy(here, handover)
    expect(again).toMatchObject({ state: 'completed', moved: { items: 0 }, seen: { items: 11 } })

    const home = await copy(handover, back)
    expect(home).toMatchObject({ state: 'completed', moved: { items: 6 }, verified: 6 })
    expect(await contentIn(back)).toEqual(
      Object.fromEntries(
        Object.entries(files).map(([path, text]) => [path === renamed[0] ? renamed[1] : path, text.toString()]),
      ),
    )

    const { proof = '', report = '' } = home
    expect(await readFile(report, 'utf8')).toContain('completed')
    await gantry.stop()
    expect(await gantry.run(['verify', proof, back])).toMatchObject({ code: 0 })
    await writeFile(join(back, 'index.txt'), 'Handover of the harbour towel')
    const verdict = await gantry.run(['verify', proof, back])
    expect(verdict).toMatchObject({ code: 1 })
    expect(verdict.stdout).toMatch(/changed\s+index\.txt/)
    await writeFile(proof, (await readFile(proof, 'utf8')).replace('index.txt', 'index.TXT'))
    expect((await gantry.run(['verify', proof])).stdout).toContain('not as it was written')
  },
)

async function itemsIn({ id }: RunView, state: string): Promise<readonly string[]> {
  const { items } = await gantry.json<ItemPage>(['runs', 'items', id, '--state', state])
  return items.map(({ source }) => source)
}

async function contentIn(root: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const content = await Promise.all(
    paths.map(async (path) => [relative(root, path), await readFile(path, 'utf8')] as const),
  )
  return Object.fromEntries(content)
}
