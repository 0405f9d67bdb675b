import { expect, test } from 'vitest'
import { StorageError, type Facts, type Fields, type Path } from '#platform'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { resumeRun } from './start.ts'
import { houseOfTest } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'

const plans: Path = ['Plans']
const plan: Path = ['Plans', 'A-101.pdf']
const note: Path = ['note.txt']
const preserve = { metadata: 'preserve' } as const

async function between(facts: Partial<Facts> = {}) {
  const source = openMemory({ spaces: ['s'] })
  const destination = openMemory({ spaces: ['s'], facts })
  source.put(plan, 'content')
  source.put(note, 'a note')
  source.fillIn(plans, { Discipline: 'Structural' })
  source.fillIn(plan, { Discipline: 'Structural', Status: 'For review' })
  const house = await houseOfTest({ source, destination })
  return { source, destination, house }
}

const metadataIn = (storage: MemoryStorage): readonly (Fields | undefined)[] =>
  [plans, plan, note].map((path) => storage.entry(path).metadata)
const countOf = ({ calls }: MemoryStorage, ...verbs: string[]) => calls.filter((call) => verbs.includes(call)).length

test('metadata is filled in at the destination, and a second run does nothing', async () => {
  const { source, destination, house } = await between()
  const job = await house.job(preserve)
  const simulation = await house.run(job, 'simulation')
  expect(simulation.notices).toEqual(['Metadata follows Source: 2 items to fill in.'])
  expect(destination.calls).not.toContain('set-metadata')

  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed', moved: { items: 2 } })
  expect(metadataIn(destination)).toEqual([
    { Discipline: 'Structural' },
    { Discipline: 'Structural', Status: 'For review' },
    {},
  ])
  expect(countOf(destination, 'set-metadata')).toBe(2)
  await house.expectSumsToAgree(job, run)

  const before = source.calls.length
  const quiet = await house.run(job)
  expect(quiet).toMatchObject({ state: 'completed', moved: { items: 0 } })
  expect(source.calls.slice(before)).toEqual(['list', 'list'])
  expect(countOf(destination, 'set-metadata')).toBe(2)
})

test('metadata that changes alone is filled in without moving content, and only what has changed of it', async () => {
  const { source, destination, house } = await between()
  const job = await house.job(preserve)
  await house.run(job)
  destination.fillIn(plan, { Discipline: 'Set by hand' })
  source.fillIn(plans, { Discipline: '' })
  source.fillIn(plan, { Status: 'Final' })
  source.fillIn(note, { Status: 'Read' })

  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed', moved: { items: 0 } })
  expect(metadataIn(destination)).toEqual([{}, { Discipline: 'Set by hand', Status: 'Final' }, { Status: 'Read' }])
  await house.expectSumsToAgree(job, run)
})

test('what is put back at the destination has its metadata again, and a new content keeps it', async () => {
  const { source, destination, house } = await between()
  const job = await house.job(preserve)
  await house.run(job)
  await destination.delete?.({ space: 's', path: plans })
  source.put(note, 'another note')
  await house.run(job)
  expect(metadataIn(destination)).toEqual(metadataIn(source))
  source.put(plan, 'another content')
  const calls = countOf(destination, 'set-metadata')
  expect(await house.run(job)).toMatchObject({ moved: { items: 1 } })
  expect(metadataIn(destination)).toEqual(metadataIn(source))
  expect(countOf(destination, 'set-metadata')).toBe(calls)
})

test('what somebody made anew at the destination has its metadata again', async () => {
  const { source, destination, house } = await between()
  const job = await house.job(preserve)
  await house.run(job)
  const { modifiedAt } = destination.entry(plan)
  await destination.delete?.({ space: 's', path: plans })
  destination.put(plan, 'content', modifiedAt)
  expect(await house.run(job)).toMatchObject({ state: 'completed', moved: { items: 0 } })
  expect(metadataIn(destination)).toEqual(metadataIn(source))
  const calls = countOf(destination, 'set-metadata')
  await house.run(job)
  expect(countOf(destination, 'set-metadata')).toBe(calls)
})

test('a field that the destination does not have flags the item, touches no content, and is tried again', async () => {
  const { source, destination, house } = await between()
  source.fillIn(note, { Room: '4.12' })
  const job = await house.job(preserve)
  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed-with-flags', states: { flagged: { items: 1 } }, moved: { items: 2 } })
  expect(await house.items(job)).toMatchObject({ Plans: 'succeeded made', 'note.txt': 'flagged metadata-refused' })
  expect(await house.sentence(job, 'note.txt')).toBe(
    'Could not set the metadata of “note.txt”: there is no field “Room”.',
  )
  await house.expectSumsToAgree(job, run)

  const writes = countOf(destination, 'write')
  const again = await house.run(job)
  expect(again).toMatchObject({ state: 'completed-with-flags', states: { flagged: { items: 1 } } })
  source.fillIn(note, { Room: '', Status: 'Read' })
  const last = await house.run(job)
  expect(last).toMatchObject({ state: 'completed', moved: { items: 0 }, states: { flagged: { items: 0 } } })
  expect(metadataIn(destination).at(-1)).toEqual({ Status: 'Read' })
  expect(countOf(destination, 'write')).toBe(writes)
  await house.expectSumsToAgree(job, last)
})

test('what a run could not fill in yet when it had to wait is filled in when it goes on', async () => {
  const { source, destination, house } = await between()
  const job = await house.job(preserve)
  destination.turn({
    fault: ({ verb }) => (verb === 'set-metadata' ? 'before' : undefined),
    failure: (verb) =>
      new StorageError({ kind: 'unauthorised', verb, message: 'Sign in again.', advice: { do: 'reconnect' } }),
  })
  const { id } = await house.start(job)
  await house.until(id, 'waiting')
  expect(metadataIn(destination)).toEqual([{}, {}, {}])
  destination.turn({ fault: () => undefined })
  await resumeRun(house.means, tester, id)
  await house.until(id, 'completed')
  expect(metadataIn(destination)).toEqual(metadataIn(source))
})

test('a side that sets no metadata is told of beforehand, and the rest is copied', async () => {
  const { destination, house } = await between({ metadata: 'told' })
  const job = await house.job(preserve)
  const sentence = 'Destination lets no metadata be set: none is carried.'
  expect(await house.run(job, 'simulation')).toMatchObject({ notices: [sentence] })
  expect(await house.run(job)).toMatchObject({ state: 'completed', notices: [sentence], moved: { items: 2 } })
  expect(metadataIn(destination)).toEqual([{}, {}, {}])
})
