import { expect, test } from 'vitest'
import type { RunView } from '#api/contract/runs.ts'
import { isLocked } from '#engine/mirror-lock.ts'
import type { Job } from '#jobs/job.ts'
import { StorageError, type Path } from '#platform'
import type { Knobs } from '../platforms/memory/knobs.ts'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { decideAboutRemovals, resumeRun } from './start.ts'
import { houseOfTest, type House } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'

const plan: Path = ['Plans', 'A-101.pdf']
const note: Path = ['note.txt']
const mirror = { locks: 'mirror' } as const

async function between(facts: Parameters<typeof openMemory>[0] = {}) {
  const source = openMemory({ spaces: ['s'] })
  const destination = openMemory({ spaces: ['s'], ...facts })
  source.put(plan, 'content')
  source.put(note, 'a note')
  const house = await houseOfTest({ source, destination })
  return { source, destination, house }
}

/** What somebody else does on a platform. */
function by(person: string, { holding }: MemoryStorage) {
  const { locks } = openMemory({ spaces: ['s'], account: person }, holding)
  return {
    lock: async (path: Path) => locks?.lock({ space: 's', path }),
    unlock: async (path: Path) => locks?.unlock({ space: 's', path }),
  }
}

const lockedIn = (storage: MemoryStorage) => [plan, note].filter((path) => isLocked(storage.entry(path)))
const countOf = ({ calls }: MemoryStorage, ...verbs: string[]) => calls.filter((call) => verbs.includes(call)).length
const textIn = async (storage: MemoryStorage, path: Path) =>
  Buffer.concat(await Array.fromAsync(storage.read({ space: 's', path }))).toString()

test('the copy of a locked file is locked, once, and unlocked when the original is', async () => {
  const { source, destination, house } = await between()
  const ben = by('Ben Okafor', source)
  await ben.lock(plan)
  const job = await house.job(mirror)

  const simulation = await house.run(job, 'simulation')
  expect(simulation.notices).toEqual(['Locks follow Source: 1 file to lock, 0 to unlock.'])
  expect(countOf(destination, 'lock')).toBe(0)

  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed', notices: ['Locks follow Source: 1 file locked, 0 unlocked.'] })
  expect(lockedIn(destination)).toEqual([plan])
  await house.expectSumsToAgree(job, run)

  const calls = countOf(destination, 'lock', 'unlock', 'stat')
  const quiet = await house.run(job)
  expect(quiet.moved.items).toBe(0)
  expect(quiet).not.toHaveProperty('notices')
  expect(countOf(destination, 'lock', 'unlock', 'stat')).toBe(calls)

  await ben.unlock(plan)
  await ben.lock(note)
  const last = await house.run(job)
  expect(last).toMatchObject({ moved: { items: 0 }, notices: ['Locks follow Source: 1 file locked, 1 unlocked.'] })
  expect(lockedIn(destination)).toEqual([note])
  await house.expectSumsToAgree(job, last)
})

test('a file that changes while its copy is locked by the job is written, and locked again', async () => {
  const { source, destination, house } = await between()
  await by('Ben Okafor', source).lock(plan)
  const job = await house.job({ ...mirror, versions: 'all' })
  await house.run(job)
  source.put(plan, 'second')
  source.put(plan, 'third')
  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed', moved: { items: 1 } })
  expect(await textIn(destination, plan)).toBe('third')
  expect(destination.entry(plan)).toMatchObject({ versionNumber: 3, heldBy: 'memory' })
  expect(run).not.toHaveProperty('notices')
  await house.expectSumsToAgree(job, run)
})

test('what the source has lost is deleted although the job has locked its copy', async () => {
  const { source, destination, house } = await between()
  await by('Ben Okafor', source).lock(plan)
  const job = await house.job({ ...mirror, deletedItems: 'ask' })
  await house.run(job)
  await by('Ben Okafor', source).unlock(plan)
  await source.delete?.(source.entry(plan))
  const remove = async () => {
    const { id } = await house.start(job)
    await house.until(id, 'waiting')
    await decideAboutRemovals(house.means, tester, id, 'approved')
    return house.until(id, 'completed', 'completed-with-flags', 'failed')
  }
  // What cannot be deleted stays as it was.
  destination.turn({
    fault: ({ verb }) => (verb === 'delete' ? 'before' : undefined),
    failure: (verb) => new StorageError({ kind: 'forbidden', verb, message: 'The account may not delete there.' }),
  })
  expect(await remove()).toMatchObject({ state: 'completed-with-flags', removed: { items: 0 } })
  expect(lockedIn(destination)).toEqual([plan])
  destination.turn({ fault: () => undefined })
  expect(await remove()).toMatchObject({ state: 'completed', removed: { items: 1 } })
  expect(() => destination.entry(plan)).toThrow('it is not there')

  // It comes back locked, and so does its copy.
  source.put(plan, 'again')
  await by('Ben Okafor', source).lock(plan)
  await house.run(job)
  expect(lockedIn(destination)).toEqual([plan])
})

test('a copy that somebody else has locked stays theirs: it is flagged, and locked when they are done', async () => {
  const { source, destination, house } = await between()
  const job = await house.job(mirror)
  await house.run(job)
  const ada = by('Ada Marsh', destination)
  await ada.lock(plan)
  await by('Ben Okafor', source).lock(plan)

  const run = await house.run(job)
  expect(run).toMatchObject({ state: 'completed-with-flags', states: { flagged: { items: 1 } } })
  expect(await house.items(job)).toMatchObject({ 'Plans/A-101.pdf': 'flagged lock-refused' })
  expect(await house.sentence(job, 'Plans/A-101.pdf')).toMatch(
    /^“A-101.pdf” is locked at the destination by Ada Marsh since .* UTC, not by this job, so it was left as it is\. Ask them to unlock it; the next run tries again\.$/,
  )
  expect(destination.entry(plan).heldBy).toBe('Ada Marsh')
  await house.expectSumsToAgree(job, run)

  source.put(plan, 'changed')
  const refused = await house.run(job)
  expect(refused).toMatchObject({ states: { flagged: { items: 1 } } })
  expect(await house.items(job)).toMatchObject({ 'Plans/A-101.pdf': 'flagged refused' })
  expect(await house.sentence(job, 'Plans/A-101.pdf')).toBe(
    'Could not write “Plans/A-101.pdf”: Ada Marsh has locked it.',
  )
  expect(await textIn(destination, plan)).toBe('content')

  await ada.unlock(plan)
  const last = await house.run(job)
  expect(last).toMatchObject({ state: 'completed', moved: { items: 1 } })
  expect([await textIn(destination, plan), destination.entry(plan).heldBy]).toEqual(['changed', 'memory'])
  await house.expectSumsToAgree(job, last)
})

test('a lock that a person has set through the job’s own account is not lifted', async () => {
  const { source, destination, house } = await between()
  const job = await house.job(mirror)
  await house.run(job)
  await by('memory', destination).lock(plan)
  source.put(plan, 'changed')
  const run = await house.run(job)
  expect(run).toMatchObject({ states: { flagged: { items: 1 } } })
  expect(lockedIn(destination)).toEqual([plan])
  expect(await textIn(destination, plan)).toBe('content')
})

/** A run that ends at this fault of the destination with nothing tidied up, and goes on when that is mended. */
async function breakOff(house: House, job: Job, destination: MemoryStorage, fault: Knobs['fault']): Promise<RunView> {
  const failure = (verb: string) => new StorageError({ kind: 'unauthorised', verb, message: 'The sign-in has ended.' })
  destination.turn({ fault, failure })
  const { id } = await house.start(job)
  await house.until(id, 'waiting')
  destination.turn({ fault: () => undefined })
  await resumeRun(house.means, tester, id)
  const run = await house.until(id, 'completed', 'completed-with-flags', 'failed')
  expect(run).toMatchObject({ state: 'completed', states: { flagged: { items: 0 } } })
  return run
}

test.each([
  ['before the copy is unlocked', 'unlock', 'before'],
  ['after the copy was unlocked', 'unlock', 'after'],
  ['after the copy was written', 'write', 'after'],
  ['before the copy is locked again', 'lock', 'before'],
  ['after the copy was locked again', 'lock', 'after'],
] as const)('a run that breaks off %s ends with the lock restored when it is resumed', async (_, verb, when) => {
  const { source, destination, house } = await between()
  await by('Ben Okafor', source).lock(plan)
  const job = await house.job(mirror)
  await house.run(job)
  source.put(plan, 'changed')
  const run = await breakOff(house, job, destination, (call) => (call.verb === verb ? when : undefined))
  expect(await textIn(destination, plan)).toBe('changed')
  expect(destination.entry(plan)).toMatchObject({ versionNumber: 2, heldBy: 'memory' })
  await house.expectSumsToAgree(job, run)
})

test('a lock that was set right before a run broke off is known for the job’s own', async () => {
  const { source, destination, house } = await between()
  const ben = by('Ben Okafor', source)
  await ben.lock(plan)
  const job = await house.job(mirror)
  await breakOff(house, job, destination, (call) => (call.verb === 'lock' ? 'after' : undefined))
  await ben.unlock(plan)
  await house.run(job)
  expect(lockedIn(destination)).toEqual([])
})

test('locks are left behind where the job ignores them, and where a side has none that is said', async () => {
  const { source, destination, house } = await between({ facts: { locks: 'told' } })
  await by('Ben Okafor', source).lock(plan)
  await house.run(await house.job())
  expect(lockedIn(destination)).toEqual([])
  const sentence = 'Destination lets no locks be set: the copy of a file that is locked can be changed.'
  const job = await house.job(mirror)
  expect(await house.run(job, 'simulation')).toMatchObject({ notices: [sentence] })
  expect(await house.run(job)).toMatchObject({ state: 'completed', notices: [sentence] })
})

test('a job that ignores locks from now on still writes over those that it has set', async () => {
  const { source, destination, house } = await between()
  await by('Ben Okafor', source).lock(plan)
  const job = await house.job(mirror)
  await house.run(job)
  await house.reoption(job, { locks: 'ignore' })
  source.put(plan, 'changed')
  expect(await house.run(job)).toMatchObject({ state: 'completed', moved: { items: 1 } })
  expect(await textIn(destination, plan)).toBe('changed')
})
