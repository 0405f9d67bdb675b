// What pages show: two connections, jobs that ran, what they left to people, an invitation, a webhook.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RunView } from '../../src/api/contract/runs.ts'
import type { WebHouse } from './house.ts'

export interface Filled {
  /** A one-time link that nobody has used. */
  readonly invitation: string
}

// As deep and as long as paths on sites are.
const deep = 'Drawings/02 Structure/Level 03/Superseded revisions 2025/Reinforcement of the eastern stair core'
const files: Readonly<Record<string, string>> = {
  'source/index.txt': 'all of it',
  'source/Drawings/A-101.pdf': 'plan',
  [`source/${deep}/S-3021 Slab edge and stair core reinforcement, rev D.pdf`]: 'slab',
  'source/Old/notes.txt': 'left out',
  'archive/index.txt': 'of somebody else',
  'projects/Harbour tower/A-101.pdf': 'plan',
  'projects/Northgate/A-101.pdf': 'plan',
  'projects/Old shed/notes.txt': 'left out',
}

export async function fill({ gantry: { ask }, sandbox, files: parent }: WebHouse): Promise<Filled> {
  const root = join(parent, 'yard')
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  await connect('filesystem', { name: 'Yard', values: { root } })
  const { addresses, credentials } = sandbox
  const [account] = credentials.serviceAccounts
  await connect('procore', {
    name: 'Procore',
    way: 'client-credentials',
    values: {
      domain: addresses.api,
      loginAddress: addresses.login,
      clientId: account?.clientId,
      clientSecret: account?.clientSecret,
      company: '4264590',
    },
  })
  const filters = { exclude: ['Old/'] }
  const nightly = { daily: '02:00', timeZone: 'Europe/Berlin' }
  const archive = await addJob({ name: 'Archive', source: 'Yard:source', destination: 'Yard:archive', filters })
  await addJob({ source: 'Yard:source', destination: 'Procore:Northgate Elementary School', schedule: nightly })
  await run(archive, false)
  await run(archive, true)
  const mapping = { each: 'folder', except: ['Old *'] }
  await run(
    await addJob({ name: 'Close-outs', source: 'Yard:projects', destination: 'Yard:handed over', mapping }),
    false,
  )
  await ask('/webhooks', { url: 'http://127.0.0.1:9/gantry', name: 'Site office' })
  const { url } = await ask<{ url: string }>('/invitations', { email: 'grace@example.org', role: 'operator' })
  return { invitation: url }

  async function connect(platform: string, how: object): Promise<void> {
    const { id } = await ask<{ id: string }>('/connections', { platform, ...how })
    await ask(`/connections/${id}/test`, {})
  }

  async function addJob(wish: object): Promise<string> {
    return (await ask<{ id: string }>('/jobs', wish)).id
  }

  async function run(job: string, simulate: boolean): Promise<void> {
    let now = await ask<RunView>(`/jobs/${job}/runs`, { simulate })
    while (now.finishedAt === undefined) {
      await wait(100)
      now = await ask<RunView>(`/runs/${now.id}`)
    }
  }
}
