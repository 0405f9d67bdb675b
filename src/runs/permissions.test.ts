import { expect, test } from 'vitest'
import type { JobOptions } from '#engine/options.ts'
import { countMet, metPrincipals, writeTable } from '#jobs/principals/rows.ts'
import { StorageError, type Path, type Role } from '#platform'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { ignoreItems } from './ignore.ts'
import { retryItems } from './retry.ts'
import { houseOfTest, type House } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'
import { here, there } from './testing/principals.ts'

const plans: Path = ['Plans']
const plan: Path = ['Plans', 'A-101.pdf']

async function between(): Promise<{ source: MemoryStorage; destination: MemoryStorage; house: House }> {
  const source = openMemory({ spaces: ['s'], principals: here })
  const destination = openMemory({ spaces: ['s'], principals: there })
  source.put(plan, 'content')
  source.put(['note.txt'], 'a note')
  await give(source, plans, { u1: 'manage', u2: 'read' })
  await give(source, plan, { u2: 'write' })
  const house = await houseOfTest({ source, destination })
  return { source, destination, house }
}

async function give(storage: MemoryStorage, path: Path, grants: Readonly<Record<string, Role>>) {
  await storage.permissions?.set(
    { space: 's', path },
    Object.entries(grants).map(([to, role]) => ({ to, role })),
  )
}

async function rightsOf(storage: MemoryStorage, path: Path): Promise<Readonly<Record<string, Role>>> {
  const grants = (await storage.permissions?.list({ space: 's', path })) ?? []
  return Object.fromEntries(grants.filter(({ isInherited }) => !isInherited).map(({ to, role }) => [to.id, role]))
}

const add: Partial<JobOptions> = { permissions: 'add' }
const writesOf = ({ calls }: MemoryStorage) => calls.filter((verb) => verb === 'write').length

test('permissions are added to what is there, by e-mail address and table, and who is not mapped is listed', async () => {
  const { destination, house } = await between()
  const job = await house.job(add)

  await house.run(job, 'simulation')
  expect(await countMet(house.db, job)).toEqual({ all: 2, unmapped: 1, unmappedGrants: 2, unmappedOwned: 0 })
  expect(destination.calls).not.toContain('set-permissions')

  const run = await house.run(job)
  const notice = `1 of 2 people and groups of Source are not mapped, which leaves 2 permissions behind: gantry jobs principals ${job.id} --state unmapped`
  expect(run).toMatchObject({ state: 'completed', notices: [notice] })
  expect(await rightsOf(destination, plans)).toEqual({ ada: 'manage' })
  expect(await rightsOf(destination, plan)).toEqual({})
  const met = await metPrincipals(house.db, job, { limit: 9 })
  expect(met.map(({ id, grants, isMapped }) => [id, grants, isMapped])).toEqual([
    ['u1', 1, true],
    ['u2', 2, false],
  ])
  await house.expectSumsToAgree(job, run)

  // Mapped later: what is there already gets its permissions, and no content moves.
  await writeTable(house.db, job, [{ principal: 'u2', to: 'ben' }])
  await give(destination, plan, { others: 'read' })
  const writes = writesOf(destination)
  expect(await house.run(job)).toMatchObject({ state: 'completed', moved: { items: 0 } })
  expect(await rightsOf(destination, plans)).toEqual({ ada: 'manage', ben: 'read' })
  expect(await rightsOf(destination, plan)).toEqual({ others: 'read', ben: 'write' })
  expect(writesOf(destination)).toBe(writes)
  expect(await countMet(house.db, job)).toEqual({ all: 2, unmapped: 0, unmappedGrants: 0, unmappedOwned: 0 })
})

test('permissions that change alone are seen by the next run, and what has not changed is not given again', async () => {
  const { source, destination, house } = await between()
  const job = await house.job({ permissions: 'mirror' })
  await writeTable(house.db, job, [{ principal: 'u2', to: 'ben' }])
  await house.run(job)
  expect(await rightsOf(destination, plans)).toEqual({ ada: 'manage', ben: 'read' })
  const given = destination.calls.filter((verb) => verb === 'set-permissions').length
  await house.run(job)
  expect(destination.calls.filter((verb) => verb === 'set-permissions').length).toBe(given)
  await give(source, plans, { u1: 'read' })
  const run = await house.run(job)
  expect(run.moved.items).toBe(0)
  expect(await rightsOf(destination, plans)).toEqual({ ada: 'read' })
})

test('a copy that is put back gets its permissions again', async () => {
  const { source, destination, house } = await between()
  await give(source, ['note.txt'], { u1: 'read' })
  const job = await house.job(add)
  await house.run(job)
  await destination.delete?.(destination.entry(['note.txt']))
  await house.run(job)
  expect(await rightsOf(destination, ['note.txt'])).toEqual({ ada: 'read' })
})

test('permissions that are refused and that somebody decides to leave stay left, and what is in the folder goes on', async () => {
  const { source, destination, house } = await between()
  const job = await house.job(add)
  destination.turn({
    fault: ({ verb }) => (verb === 'set-permissions' ? 'before' : undefined),
    failure: (verb) => new StorageError({ kind: 'forbidden', verb, message: 'Not there.' }),
  })
  const { id } = await house.run(job)
  expect(await ignoreItems(house.means, tester, { run: id, reason: 'permissions-refused' })).toBe(1)
  source.put([...plans, 'new.pdf'], 'new')
  for (const items of [1, 0]) {
    const run = await house.run(job)
    expect(run).toMatchObject({ state: 'completed', moved: { items }, states: { ignored: { items: 1 } } })
    expect(await house.items(job)).toMatchObject({ Plans: 'ignored ignored-by-decision' })
    await house.expectSumsToAgree(job, run)
  }
  destination.turn({ fault: () => undefined })
  const { runs } = await retryItems(house.means, tester, { job: job.id, state: 'ignored', source: 'Plans' })
  expect((await house.until(runs[0]?.run ?? '', 'completed')).states.ignored.items).toBe(0)
  expect(await rightsOf(destination, plans)).toEqual({ ada: 'manage' })
})

test('permissions that are refused flag the item, keep its content, and are tried again', async () => {
  const { destination, house } = await between()
  const job = await house.job(add)
  destination.turn({
    fault: ({ verb }) => (verb === 'set-permissions' ? 'before' : undefined),
    failure: (verb) =>
      new StorageError({ kind: 'forbidden', verb, message: 'The account may not give permissions there.' }),
  })
  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed-with-flags', states: { flagged: { items: 1 } }, moved: { items: 2 } })
  expect(await house.items(job)).toMatchObject({ Plans: 'flagged permissions-refused' })
  expect(await house.sentence(job, 'Plans')).toBe('The account may not give permissions there.')
  await house.expectSumsToAgree(job, run)

  const writes = writesOf(destination)
  const again = await house.run(job)
  expect(again).toMatchObject({ state: 'completed-with-flags', moved: { items: 0 } })
  await house.expectSumsToAgree(job, again)
  destination.turn({ fault: () => undefined })
  const last = await house.run(job)
  expect(last).toMatchObject({ state: 'completed', moved: { items: 0 }, states: { flagged: { items: 0 } } })
  expect(await rightsOf(destination, plans)).toEqual({ ada: 'manage' })
  expect(writesOf(destination)).toBe(writes)
})
