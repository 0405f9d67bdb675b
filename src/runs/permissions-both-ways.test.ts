import { expect, test } from 'vitest'
import type { JobOptions } from '#engine/options.ts'
import { countMet, metPrincipals, writeTable } from '#jobs/principals/rows.ts'
import { withoutIds } from '#engine/testing/without-ids.ts'
import { StorageError, type Path, type Role, type Storage } from '#platform'
import type { Knobs } from '../platforms/memory/knobs.ts'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { resumeRun } from './start.ts'
import { houseOfTest } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'
import { here, there } from './testing/principals.ts'

const plans: Path = ['Plans']
const plan: Path = ['Plans', 'A-101.pdf']
const note: Path = ['note.txt']
const photos: Path = ['Photos']

type Grants = Readonly<Record<string, Role>>

/** Both sides with content and permissions of their own: Ada is the same on both, Ben’s are said to be. */
async function inStep(options: Partial<JobOptions> = {}, seen: (storage: Storage) => Storage = (storage) => storage) {
  const source = openMemory({ spaces: ['s'], principals: here })
  const destination = openMemory({ spaces: ['s'], principals: there })
  source.put(plan, 'content')
  source.put(note, 'a note')
  destination.put([...photos, '1.jpg'], 'a photo')
  await give(source, plans, { u1: 'manage', u2: 'read' })
  await give(destination, photos, { ada: 'read', ben: 'write' })
  const house = await houseOfTest({ source: seen(source), destination: seen(destination) })
  const job = await house.job({ direction: 'two-way', permissions: 'mirror', onConflict: 'keep-both', ...options })
  await writeTable(house.db, job, [{ principal: 'u2', to: 'ben' }])
  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed', states: { flagged: { items: 0 } } })
  await house.expectSumsToAgree(job, run)
  return { source, destination, house, job }
}

async function give(storage: MemoryStorage, path: Path, grants: Grants): Promise<void> {
  const list = Object.entries(grants).map(([to, role]) => ({ to, role }))
  await storage.permissions?.set({ space: 's', path }, list)
}

async function rightsOf(storage: MemoryStorage, path: Path): Promise<Grants> {
  const grants = (await storage.permissions?.list({ space: 's', path })) ?? []
  return Object.fromEntries(grants.filter(({ isInherited }) => !isInherited).map(({ to, role }) => [to.id, role]))
}

const countOf = ({ calls }: MemoryStorage, verb: string) => calls.filter((call) => call === verb).length
const setsOf = (...storages: readonly MemoryStorage[]) =>
  storages.map((storage) => countOf(storage, 'set-permissions') + countOf(storage, 'write'))

test('permissions go both ways with what each side holds, and a quiet run sets none', async () => {
  const { source, destination, house, job } = await inStep()
  expect(await rightsOf(destination, plans)).toEqual({ ada: 'manage', ben: 'read' })
  expect(await rightsOf(source, photos)).toEqual({ u1: 'read', u2: 'write' })
  const before = setsOf(source, destination)
  expect(await house.run(job)).toMatchObject({ state: 'completed', moved: { items: 0 } })
  expect(setsOf(source, destination)).toEqual(before)
})

test.each([
  ['mirror', { u1: 'write' }, { ada: 'write' }, { u2: 'manage' }, { ben: 'manage' }],
  ['add', { u1: 'write' }, { ada: 'manage', ben: 'read' }, { u1: 'read', u2: 'manage' }, { ben: 'manage' }],
] as const)(
  'permissions that change alone on either side are seen and carried, with %s',
  async (permissions, plansHere, plansThere, photosHere, photosThere) => {
    const { source, destination, house, job } = await inStep({ permissions })
    await give(source, plans, { u1: 'write' })
    await give(destination, photos, { ben: 'manage' })
    const writes = [countOf(source, 'write'), countOf(destination, 'write')]
    const run = await house.run(job)
    expect(run).toMatchObject({ state: 'completed', moved: { items: 0 } })
    expect([await rightsOf(source, plans), await rightsOf(destination, plans)]).toEqual([plansHere, plansThere])
    expect([await rightsOf(source, photos), await rightsOf(destination, photos)]).toEqual([photosHere, photosThere])
    expect([countOf(source, 'write'), countOf(destination, 'write')]).toEqual(writes)
    await house.expectSumsToAgree(job, run)
    const before = setsOf(source, destination)
    await house.run(job)
    expect(setsOf(source, destination)).toEqual(before)
  },
)

test('permissions follow what is renamed and what is set aside', async () => {
  const { source, destination, house, job } = await inStep()
  await give(source, note, { u1: 'write', u2: 'read' })
  await house.run(job)

  await source.move?.(source.entry(plans), { space: 's', path: ['Drawings'] })
  await give(source, ['Drawings'], { u2: 'read' })
  await house.run(job)
  expect(await rightsOf(destination, ['Drawings'])).toEqual({ ben: 'read' })

  // Changed on both sides: the older one gets another name, and takes the permissions that it had along.
  await give(destination, note, { ada: 'read' })
  source.put(note, 'the office says', new Date('2026-03-01T10:15:00Z'))
  destination.put(note, 'the site says', new Date('2026-03-02T08:00:00Z'))
  await house.run(job)
  const aside = ['note (conflict 2026-03-01 10.15.00).txt']
  expect([await rightsOf(source, aside), await rightsOf(destination, aside)]).toEqual([
    { u1: 'write', u2: 'read' },
    { ada: 'write', ben: 'read' },
  ])
  expect([await rightsOf(source, note), await rightsOf(destination, note)]).toEqual([{ u1: 'read' }, { ada: 'read' }])
})

test.each([
  ['where entries have ids', (storage: Storage) => storage],
  ['where they have none', withoutIds],
] as const)('what one side gets again loses nobody a permission, %s', async (_, seen) => {
  const { source, destination, house, job } = await inStep({ deletedItems: 'mirror' }, seen)
  await give(source, note, { u1: 'write', u2: 'read' })
  await house.run(job)
  // Deleted on one side and changed on the other.
  await source.delete?.(source.entry(note))
  destination.put(note, 'changed')
  await house.run(job)
  expect([await rightsOf(source, note), await rightsOf(destination, note)]).toEqual([
    { u1: 'write', u2: 'read' },
    { ada: 'write', ben: 'read' },
  ])
})

test('a folder that somebody made again loses nobody a permission', async () => {
  const { source, destination, house, job } = await inStep()
  await source.delete?.(source.entry(plans))
  source.put(plan, 'content')
  expect(await house.run(job)).toMatchObject({ states: { flagged: { items: 0 } } })
  expect(await rightsOf(source, plans)).toEqual({ u1: 'manage', u2: 'read' })
  expect(await rightsOf(destination, plans)).toEqual({ ada: 'manage', ben: 'read' })
})

test('whoever is nobody of the other side keeps what they have, and is listed with their side', async () => {
  const { source, destination, house, job } = await inStep()
  await give(source, note, { g1: 'read' })
  await give(destination, note, { others: 'write', ada: 'read' })
  const told = [
    `1 of 3 people and groups of Source are not mapped, which leaves 1 permission behind: gantry jobs principals ${job.id} --state unmapped`,
    `Nobody of Source is known to be 1 principal of Destination, which leaves 1 permission there alone: gantry jobs principals ${job.id} --state unmapped`,
  ]
  expect(await house.run(job, 'simulation')).toMatchObject({ notices: told })
  expect(await rightsOf(source, note)).toEqual({ g1: 'read' })
  const listed = async () => {
    const met = await metPrincipals(house.db, job, { limit: 9 })
    return met.map(({ side, id, grants, isMapped, mappedTo }) => [side, id, grants, isMapped, mappedTo])
  }
  const ofSimulation = await listed()

  expect(await house.run(job)).toMatchObject({ notices: told })
  expect(await rightsOf(source, note)).toEqual({ g1: 'read', u1: 'read' })
  expect(await rightsOf(destination, note)).toEqual({ others: 'write', ada: 'read' })
  expect(await listed()).toEqual([
    ['source', 'g1', 1, false, undefined],
    ['source', 'u1', 2, true, undefined],
    ['source', 'u2', 2, true, 'ben'],
    ['destination', 'others', 1, false, undefined],
  ])
  // What the run has brought to the source since is met there by now.
  expect(ofSimulation).toEqual(await listed())
  const [first] = await metPrincipals(house.db, job, { limit: 1, after: { side: 'source', id: 'u2' } })
  expect(first?.id).toBe('others')

  await writeTable(house.db, job, [{ principal: 'g1', to: 'others' }])
  expect(await countMet(house.db, job)).toMatchObject({ all: 4, unmapped: 0 })
  expect((await listed()).at(-1)).toEqual(['destination', 'others', 1, true, 'g1'])
  expect(await house.run(job)).not.toHaveProperty('notices')
  expect(await rightsOf(source, note)).toEqual({ g1: 'write', u1: 'read' })
  expect(await rightsOf(destination, note)).toEqual({ others: 'write', ada: 'read' })
})

test('permissions that one side refuses flag the item, name the side, and are tried again', async () => {
  const { source, destination, house, job } = await inStep()
  await give(source, plans, { u1: 'manage' })
  await give(destination, plans, { ada: 'manage', ben: 'read', others: 'read' })
  await give(destination, photos, {})
  source.turn({
    fault: ({ verb }) => (verb === 'set-permissions' ? 'before' : undefined),
    failure: (verb) => new StorageError({ kind: 'forbidden', verb, message: 'The account may not give permissions.' }),
  })
  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed-with-flags', states: { flagged: { items: 1 } } })
  expect(await house.items(job)).toMatchObject({ Photos: 'flagged permissions-refused' })
  expect(await house.sentence(job, 'Photos')).toBe('At the source: The account may not give permissions.')
  expect(await rightsOf(destination, plans)).toEqual({ ada: 'manage', others: 'read' })
  await house.expectSumsToAgree(job, run)

  source.turn({ fault: () => undefined })
  const last = await house.run(job)
  expect(last).toMatchObject({ state: 'completed', moved: { items: 0 }, states: { flagged: { items: 0 } } })
  expect(await rightsOf(source, photos)).toEqual({})
  await house.expectSumsToAgree(job, last)
})

test.each([
  ['before a right is set at the source', 'source', 'set-permissions', 'before'],
  ['after a right was set at the source', 'source', 'set-permissions', 'after'],
  ['before a right is set at the destination', 'destination', 'set-permissions', 'before'],
  ['after a right was set at the destination, and nothing noted', 'destination', 'set-permissions', 'after'],
] as const)('a run that breaks off %s ends with the same when it is resumed', async (_, side, verb, when) => {
  const { source, destination, house, job } = await inStep()
  await give(source, plans, { u1: 'read' })
  await give(destination, plans, { ada: 'manage', ben: 'write' })
  await give(destination, photos, { ben: 'write', ada: 'write' })
  const storage = { source, destination }[side]
  const fault: Knobs['fault'] = (call) => (call.verb === verb ? when : undefined)
  storage.turn({ fault, failure: () => new StorageError({ kind: 'unauthorised', verb, message: 'Signed out.' }) })
  const { id } = await house.start(job)
  await house.until(id, 'waiting')
  storage.turn({ fault: () => undefined })
  await resumeRun(house.means, tester, id)
  const run = await house.until(id, 'completed', 'completed-with-flags', 'failed')
  expect(run).toMatchObject({ state: 'completed', states: { flagged: { items: 0 } } })
  expect([await rightsOf(source, plans), await rightsOf(destination, plans)]).toEqual([{ u1: 'read' }, { ada: 'read' }])
  expect([await rightsOf(source, photos), await rightsOf(destination, photos)]).toEqual([
    { u1: 'write', u2: 'write' },
    { ada: 'write', ben: 'write' },
  ])
  await house.expectSumsToAgree(job, run)
  const before = setsOf(source, destination)
  await house.run(job)
  expect(setsOf(source, destination)).toEqual(before)
})

test('a side without permissions is told of beforehand', async () => {
  const source = openMemory({ spaces: ['s'], principals: here })
  const destination = openMemory({ spaces: ['s'], facts: { keepsPermissions: false } })
  source.put(note, 'a note')
  const house = await houseOfTest({ source, destination })
  const job = await house.job({ direction: 'two-way', permissions: 'mirror' })
  const sentence = 'Destination has no permissions of people and groups: none are carried.'
  expect(await house.run(job, 'simulation')).toMatchObject({ notices: [sentence] })
  expect(await house.run(job)).toMatchObject({ state: 'completed', notices: [sentence] })
})
