import { expect, test } from 'vitest'
import type { Platform, Principal } from '#platform'
import { manifest } from '../platforms/memory/manifest.ts'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { openTestHouse, type TestHouse } from './testing/house.ts'

/** A platform that is one memory for all who open it. */
function platformOf(id: string, principals: readonly Principal[]): { platform: Platform; storage: MemoryStorage } {
  const knobs = { spaces: ['Quay'] as const, principals }
  const storage = openMemory(knobs)
  const title = id === 'north' ? 'North' : 'South'
  return {
    storage,
    platform: { manifest: { ...manifest, id, title }, open: async () => openMemory(knobs, storage.holding) },
  }
}

async function done(house: TestHouse, job: string, body: object): Promise<Record<string, unknown>> {
  const { json } = await house.ask('POST', `/jobs/${job}/runs`, { json: body })
  const state = async () => (await house.ask('GET', `/runs/${String(json['id'])}`)).json['state']
  await expect.poll(state, { timeout: 30_000, interval: 50 }).toMatch(/completed|failed/)
  return (await house.ask('GET', `/runs/${String(json['id'])}`)).json
}

test('who is who at the destination is met, mapped, exported, imported, and heeded by the next run', async () => {
  const north = platformOf('north', [
    { id: 'u1', kind: 'person', name: 'Ada Marsh', email: 'ada@quay.example' },
    { id: 'g=1', kind: 'group', name: 'Crane crew' },
    { id: 'u3', kind: 'person', name: 'Guest' },
  ])
  const south = platformOf('south', [
    { id: 'a', kind: 'person', name: 'Ada', email: 'ada@quay.example' },
    { id: 'crew', kind: 'group', name: 'Crew', email: 'crew@quay.example' },
  ])
  const file = north.storage.put(['plan.pdf'], 'content')
  await north.storage.permissions?.set(file, [
    { to: 'u1', role: 'read' },
    { to: 'g=1', role: 'write' },
    { to: 'u3', role: 'read' },
  ])
  await north.storage.owners?.set(file, 'g=1')
  await using house = await openTestHouse({ platforms: [north.platform, south.platform] })
  for (const platform of ['north', 'south']) {
    const added = await house.ask('POST', '/connections', { json: { platform, way: 'none', values: {} } })
    expect([added.status, added.json['detail']]).toEqual([201, undefined])
  }
  const wish = {
    source: 'North:Quay',
    destination: 'South:Quay',
    options: { permissions: 'mirror', owners: 'preserve' },
  }
  const refused = await house.ask('POST', '/jobs', {
    json: { ...wish, options: { permissions: 'add', owners: 'preserve', direction: 'two-way' } },
  })
  expect([refused.status, refused.json['detail']]).toEqual([400, expect.stringContaining('carries no owners')])
  const job = String((await house.ask('POST', '/jobs', { json: wish })).json['id'])
  const at = `/jobs/${job}/principals`
  const listed = async (query = '') => (await house.ask('GET', `${at}${query}`)).json

  await done(house, job, { simulate: true })
  expect(await listed()).toMatchObject({
    principals: [
      { id: 'g=1', state: 'unmapped', grants: 1 },
      { id: 'u1', state: 'mapped', grants: 1 },
      { id: 'u3', state: 'unmapped', grants: 1 },
    ],
    sums: { all: 3, unmapped: 2, unmappedGrants: 2, unmappedOwned: 1 },
  })
  expect(await listed('?state=unmapped&text=guest')).toMatchObject({ principals: [{ id: 'u3' }] })

  const map = (destination: string | null, source = 'u3') =>
    house.ask('PATCH', at, { json: { rows: [{ source, destination }] } })
  const unknown = await map('somebody@else.example')
  expect([unknown.status, unknown.json['detail']]).toEqual([
    400,
    'Could not map “u3” to “somebody@else.example” at South: nobody has this id or e-mail address. Nothing was changed.',
  ])
  expect((await map('CREW@quay.example', 'g=1')).json).toEqual({ mapped: 1, leftOut: 0, removed: 0 })
  expect((await map(null)).json).toEqual({ mapped: 0, leftOut: 1, removed: 0 })
  expect((await map('')).json).toEqual({ mapped: 0, leftOut: 0, removed: 1 })

  const { text } = await house.ask('GET', `${at}/export`)
  expect(text).toContain('"g=1","Crane crew",,"group",1,1,"mapped","crew"')
  const filled = text.replace('"Guest",,"person",1,0,"unmapped",', '"Guest",,"person",1,0,"unmapped","nobody"')
  const imported = await house.ask('POST', `${at}/import`, { json: { csv: filled } })
  expect(imported.json).toEqual({ mapped: 1, leftOut: 1, removed: 0 })
  for (const [csv, why] of [
    ['Source id,Destination\nu1,Pl\ufffdne\n', /not in UTF-8.*Nothing was changed/],
    ['Source id,Destination\nu1,"ada\nu2,nobody\n', /^Line 2 of the table: a quotation mark.*Nothing was changed/],
  ] as const) {
    const refused = await house.ask('POST', `${at}/import`, { json: { csv } })
    expect([refused.status, refused.json['detail']]).toEqual([400, expect.stringMatching(why)])
  }
  const broken = await house.ask('POST', `${at}/import`, { json: { csv: 'from,to\na,b\n' } })
  expect(broken.json['detail']).toContain('must name the columns “Source id” and “Destination”')
  expect((await listed())['sums']).toEqual({ all: 3, unmapped: 0, unmappedGrants: 0, unmappedOwned: 0 })

  expect(await done(house, job, {})).toMatchObject({ state: 'completed', states: { flagged: { items: 0 } } })
  const grants = (await south.storage.permissions?.list(south.storage.entry(['plan.pdf']))) ?? []
  expect(grants.map(({ to, role }) => `${to.id} ${role}`).toSorted()).toEqual(['a read', 'crew write'])
  expect(await south.storage.owners?.of(south.storage.entry(['plan.pdf']))).toMatchObject({ id: 'crew' })
  const audit = await house.ask('GET', '/audit?limit=50')
  expect(JSON.stringify(audit.json)).toContain('job.principals-mapped')
})

test('of a job that goes both ways also those of the destination are listed, page by page, and mapped by the table', async () => {
  const north = platformOf('north', [{ id: 'same', kind: 'person', name: 'Ada Marsh' }])
  const south = platformOf('south', [{ id: 'same', kind: 'group', name: 'Crew' }])
  const [file] = [north, south].map(({ storage }) => storage.put(['plan.pdf'], 'content', new Date('2026-01-01')))
  if (!file) throw new Error('There is no file.')
  await north.storage.permissions?.set(file, [{ to: 'same', role: 'read' }])
  await south.storage.permissions?.set(file, [{ to: 'same', role: 'write' }])
  await using house = await openTestHouse({ platforms: [north.platform, south.platform] })
  for (const platform of ['north', 'south']) {
    await house.ask('POST', '/connections', { json: { platform, way: 'none', values: {} } })
  }
  const options = { direction: 'two-way', permissions: 'mirror' }
  const added = await house.ask('POST', '/jobs', { json: { source: 'North:Quay', destination: 'South:Quay', options } })
  const job = String(added.json['id'])
  const at = `/jobs/${job}/principals`
  await done(house, job, {})

  const first = await house.ask('GET', `${at}?limit=1`)
  expect(first.json).toMatchObject({
    principals: [{ side: 'source', id: 'same', state: 'unmapped' }],
    sums: { all: 2 },
  })
  const next = await house.ask('GET', `${at}?limit=1&after=${encodeURIComponent(String(first.json['next']))}`)
  expect(next.json).toMatchObject({
    principals: [{ side: 'destination', id: 'same', kind: 'group', state: 'unmapped' }],
  })
  expect((await house.ask('GET', `${at}?after=same`)).status).toBe(400)

  const { text } = await house.ask('GET', `${at}/export`)
  const filled = text.replace(',"Crew",,"group",1,0,"unmapped","same"', '"same","Crew",,"group",1,0,"unmapped","same"')
  expect(filled).not.toBe(text)
  expect((await house.ask('POST', `${at}/import`, { json: { csv: filled } })).json).toMatchObject({ mapped: 1 })
  await done(house, job, {})
  expect(await north.storage.permissions?.list(file)).toMatchObject([{ to: { id: 'same' }, role: 'write' }])
  expect((await house.ask('GET', at)).json['sums']).toMatchObject({ all: 1, unmapped: 0 })
})
