import { expect, test } from 'vitest'
import { countMet, metPrincipals, writeTable } from '#jobs/principals/rows.ts'
import { StorageError, type Path } from '#platform'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { houseOfTest } from './testing/house.ts'
import { here, there } from './testing/principals.ts'

const plans: Path = ['Plans']
const plan: Path = ['Plans', 'A-101.pdf']
const note: Path = ['note.txt']

async function between(facts: { readonly keepsOwners?: boolean } = {}) {
  const source = openMemory({ spaces: ['s'], principals: here })
  const destination = openMemory({ spaces: ['s'], principals: there, facts })
  source.put(plan, 'content')
  source.put(note, 'a note')
  await own(source, plans, 'u1')
  await own(source, plan, 'u2')
  await own(source, note, 'u1')
  const house = await houseOfTest({ source, destination })
  return { source, destination, house }
}

async function own(storage: MemoryStorage, path: Path, to: string) {
  await storage.owners?.set({ space: 's', path }, to)
}

async function ownersOf(storage: MemoryStorage): Promise<readonly (string | undefined)[]> {
  return Promise.all([plans, plan, note].map(async (path) => (await storage.owners?.of({ space: 's', path }))?.id))
}

const preserve = { owners: 'preserve' } as const
const countOf = ({ calls }: MemoryStorage, verb: string) => calls.filter((call) => call === verb).length

test('owners are carried by e-mail address and table, and who is not mapped is listed', async () => {
  const { destination, house } = await between()
  const job = await house.job(preserve)

  const behind = (count: string) =>
    `${count} people and groups of Source are not mapped, which leaves 1 owner behind: gantry jobs principals ${job.id} --state unmapped`
  const simulation = await house.run(job, 'simulation')
  expect(simulation.notices).toEqual([behind('1 of 2')])
  expect(await countMet(house.db, job)).toEqual({ all: 2, unmapped: 1, unmappedGrants: 0, unmappedOwned: 1 })
  expect(destination.calls).not.toContain('set-owner')

  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed', notices: [behind('1 of 2')] })
  expect(await ownersOf(destination)).toEqual(['ada', undefined, 'ada'])
  const met = await metPrincipals(house.db, job, { limit: 9 })
  expect(met.map(({ id, grants, owned, isMapped }) => [id, grants, owned, isMapped])).toEqual([
    ['u1', 0, 2, true],
    ['u2', 0, 1, false],
  ])
  await house.expectSumsToAgree(job, run)

  // Mapped later: what is there already gets its owner, and no content moves.
  await writeTable(house.db, job, [{ principal: 'u2', to: 'ben' }])
  const again = await house.run(job)
  expect(again).toMatchObject({ state: 'completed', moved: { items: 0 } })
  expect(again).not.toHaveProperty('notices')
  expect(await ownersOf(destination)).toEqual(['ada', 'ben', 'ada'])
})

test('an owner who changes alone is seen by the next run, and one who has not changed is not set again', async () => {
  const { source, destination, house } = await between()
  const job = await house.job(preserve)
  await writeTable(house.db, job, [
    { principal: 'u2', to: 'ben' },
    { principal: 'g1', to: null },
  ])
  await house.run(job)
  await own(destination, plans, 'others')
  const set = countOf(destination, 'set-owner')
  const quiet = await house.run(job)
  expect(quiet.moved.items).toBe(0)
  expect(countOf(destination, 'set-owner')).toBe(set)

  await own(source, plan, 'u1')
  await own(source, note, 'g1')
  const run = await house.run(job)
  expect(run.moved.items).toBe(0)
  // Who is left out on purpose takes nothing over, and what somebody set at the destination stays.
  expect(await ownersOf(destination)).toEqual(['others', 'ada', 'ada'])
  expect(countOf(destination, 'set-owner')).toBe(set + 1)
})

test('an owner who is refused flags the item, keeps its content and rights, and is tried again', async () => {
  const { source, destination, house } = await between()
  await source.permissions?.set({ space: 's', path: plans }, [{ to: 'u1', role: 'read' }])
  const job = await house.job({ ...preserve, permissions: 'add' })
  destination.turn({
    fault: ({ verb }) => (verb === 'set-owner' ? 'before' : undefined),
    failure: (verb) => new StorageError({ kind: 'forbidden', verb, message: 'The account may not set owners there.' }),
  })
  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed-with-flags', states: { flagged: { items: 2 } }, moved: { items: 2 } })
  expect(await house.items(job)).toMatchObject({ Plans: 'flagged owner-refused', 'note.txt': 'flagged owner-refused' })
  expect(await house.sentence(job, 'Plans')).toBe('The account may not set owners there.')
  expect(await destination.permissions?.list({ space: 's', path: plans })).toMatchObject([{ to: { id: 'ada' } }])
  await house.expectSumsToAgree(job, run)

  destination.turn({ fault: () => undefined })
  const [writes, given] = [countOf(destination, 'write'), countOf(destination, 'set-permissions')]
  const last = await house.run(job)
  expect(last).toMatchObject({ state: 'completed', moved: { items: 0 }, states: { flagged: { items: 0 } } })
  expect(await ownersOf(destination)).toEqual(['ada', undefined, 'ada'])
  expect([countOf(destination, 'write'), countOf(destination, 'set-permissions')]).toEqual([writes, given])
  await house.expectSumsToAgree(job, last)
})

test('a side without owners is told of beforehand, and the rest is copied', async () => {
  const { destination, house } = await between({ keepsOwners: false })
  const job = await house.job(preserve)
  const sentence = 'Destination has no owners that can be set: none are carried.'
  expect(await house.run(job, 'simulation')).toMatchObject({ notices: [sentence] })
  expect(await house.run(job)).toMatchObject({ state: 'completed', notices: [sentence], moved: { items: 2 } })
  expect(destination.owners).toBeUndefined()
})
