import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { MappingPreview } from '#api/contract/mapping.ts'
import type { JobView } from '#api/contract/jobs.ts'
import type { EntryPage } from '#api/contract/locations.ts'
import type { RunView } from '#api/contract/runs.ts'
import { connectProcore } from '../servers/connect-procore.ts'
import { startGantry, type Gantry } from '../servers/gantry.ts'
import { startSandbox } from '../servers/sandbox.ts'

const folders = ['01 Contracts/Signed', '02 Drawings/Architecture', '02 Drawings/Structure', '03 Photos']

async function foldersIn(gantry: Gantry, location: string): Promise<readonly string[]> {
  const { entries } = await gantry.ask<EntryPage>(`/entries?location=${encodeURIComponent(location)}`)
  return entries.filter(({ kind }) => kind === 'folder').map(({ name }) => name)
}

test('a folder structure goes into every active project, and a second time into none', async () => {
  const template = await mkdtemp(join(tmpdir(), 'gantry-template-'))
  onTestFinished(() => rm(template, { recursive: true, force: true }))
  for (const folder of folders) await mkdir(join(template, folder), { recursive: true })
  await writeFile(join(template, '03 Photos', 'how-to.txt'), 'Files stay here.')
  await using sandbox = await startSandbox()
  await using gantry = await startGantry()
  await connectProcore(gantry, sandbox)

  const described = [
    template,
    'Procore:',
    '--each',
    'project',
    '--active-only',
    '--except',
    'Pier *',
    '--to',
    'Standard',
    '--content',
    'folders',
  ]
  const preview = await gantry.json<MappingPreview>(['jobs', 'add', ...described, '--preview'])
  expect(preview.leftOut.map(({ why }) => why)).toEqual(['Its name is like “Pier *”, which is left out.'])
  const projects = preview.jobs.map(({ name }) => name)
  expect(projects.length).toBeGreaterThan(1)

  const { id } = await gantry.json<JobView>(['jobs', 'add', ...described])
  const first = await gantry.json<RunView>(['jobs', 'run', id, '--wait'])
  expect(first).toMatchObject({ state: 'completed', children: { runs: projects.length }, moved: { items: 0 } })
  expect(first.reasons).toContainEqual(expect.objectContaining({ reason: 'made', items: 6 * projects.length }))
  const again = await gantry.json<RunView>(['jobs', 'run', id, '--wait'])
  expect(again).toMatchObject({ state: 'completed', children: { runs: projects.length } })
  expect(again.reasons.map(({ reason }) => reason)).toEqual(['unchanged', 'folders-only'])
  for (const project of projects) {
    expect(await foldersIn(gantry, `Procore:${project}/Standard`)).toEqual(['01 Contracts', '02 Drawings', '03 Photos'])
    expect(await foldersIn(gantry, `Procore:${project}/Standard/02 Drawings`)).toEqual(['Architecture', 'Structure'])
  }
}, 180_000)
