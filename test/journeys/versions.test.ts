import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { VersionList } from '#api/contract/locations.ts'
import type { RunView } from '#api/contract/runs.ts'
import { connectProcore } from '../servers/connect-procore.ts'
import { startGantry } from '../servers/gantry.ts'
import { startSandbox } from '../servers/sandbox.ts'

const names = Array.from({ length: 6 }, (_, at) => `sheet ${at}.pdf`)
const revisions = 3
const revision = (name: string, number: number) => `${name}, revision ${number}${'.'.repeat(number * 1000)}`

test(
  'versions go from Procore to Procore, oldest first and none twice, also when Gantry is killed in the middle',
  { timeout: 240_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gantry-versions-'))
    try {
      await using sandbox = await startSandbox({ rateLimit: 'none' })
      await using gantry = await startGantry()
      const { project, documents } = await connectProcore(gantry, sandbox)
      await mkdir(join(folder, 'sheets'))
      for (let number = 1; number <= revisions; number++) {
        for (const name of names) await writeFile(join(folder, 'sheets', name), revision(name, number))
        await gantry.json(['copy', join(folder, 'sheets'), `${project}/From`, '--wait'])
      }
      expect((await documents('From')).map(({ versions }) => versions)).toEqual(names.map(() => revisions))

      const copy = ['copy', `${project}/From`, `${project}/To`, '--versions', 'all']
      const simulated = await gantry.json<RunView>([...copy, '--wait', '--simulate'])
      // Two calls for the first version of each file, three for each later one.
      expect(simulated).toMatchObject({
        olderVersions: { moved: 0, left: names.length * (revisions - 1) },
        estimate: { calls: names.length * (2 + 3 * (revisions - 1)) },
      })

      const { id } = await gantry.json<RunView>(copy)
      await expect.poll(async () => (await documents('To')).length, { timeout: 30_000 }).toBeGreaterThan(1)
      await gantry.kill()
      await gantry.start()
      const shown = () => gantry.ask<RunView>(`/runs/${id}`)
      await expect.poll(async () => (await shown()).state, { timeout: 120_000, interval: 500 }).toBe('completed')
      expect(await shown()).toMatchObject({ moved: { items: names.length }, states: { flagged: { items: 0 } } })
      expect((await documents('To')).map(({ versions }) => versions)).toEqual(names.map(() => revisions))

      const [name = ''] = names
      const location = `${project}/To/${name}`
      const { versions } = await gantry.ask<VersionList>(`/versions?location=${encodeURIComponent(location)}`)
      const [first] = versions.toSorted((a, b) => a.number - b.number)
      const { stdout } = await gantry.run(['cat', location, '--file-version', first?.id ?? ''])
      expect(stdout).toBe(revision(name, 1))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
)
