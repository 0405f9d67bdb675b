import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkAgainst } from '#engine/check-against.ts'
import type { JobOptions } from '#engine/options.ts'
import type { Path } from '#platform'
import type { Knobs } from '../platforms/memory/knobs.ts'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { cancelRun, decideAboutRemovals } from './start.ts'
import { after } from './testing/after.ts'
import { houseOfTest, type House } from './testing/house.ts'
import { tester } from './testing/open-stage.ts'

const memory = (knobs: Partial<Knobs> = {}) => openMemory({ spaces: ['s'], ...knobs })
const refusing = (knobs: Partial<Knobs> = {}) =>
  memory({ ...knobs, facts: { restrictedTypes: ['.exe'], ...knobs.facts } })
const zip: Partial<JobOptions> = { restrictedTypes: 'zip' }
const tool: Path = ['Tools', 'tool.exe']
const archive: Path = ['Tools', 'tool.exe.zip']

function withTool(content = 'MZ and more'): MemoryStorage {
  const source = memory()
  source.put(tool, content)
  source.put(['note.txt'], 'a note')
  return source
}

async function between(ends: { source: MemoryStorage; destination: MemoryStorage }): Promise<House> {
  return await houseOfTest(ends)
}

async function bytesOf(storage: MemoryStorage, path: Path): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(storage.read(storage.entry(path))))
}

/** What stands between the name in front of it and the sum after it; a ZIP that stores is as plain as that. */
async function contentIn(storage: MemoryStorage, path: Path): Promise<string> {
  const bytes = await bytesOf(storage, path)
  const start = 30 + bytes.readUInt16LE(26)
  return bytes.subarray(start, bytes.lastIndexOf(Buffer.from('PK\u0007\u0008'))).toString()
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
const uncounted = ({ calls }: MemoryStorage, verb: string) => calls.filter((call) => call === verb).length

/** What the proof of a run finds at a place. */
async function findings(proof: string | undefined, storage: MemoryStorage, side: 'source' | 'destination') {
  const terms = { side, concurrency: 1, signal: new AbortController().signal }
  const place = { space: storage.space, path: [] }
  const found = await Array.fromAsync(checkAgainst(storage, place, createReadStream(proof ?? ''), terms))
  return found.flat().map(({ outcome, path }) => `${outcome} ${path}`)
}

describe('a file of a type that the destination refuses', () => {
  test('goes there in an archive of its own, which the proof tells of and a later check opens', async () => {
    const ends = { source: withTool(), destination: refusing() }
    const house = await between(ends)
    const job = await house.job(zip)
    const simulation = await house.run(job, 'simulation')
    expect(simulation).toMatchObject({ states: { pending: { items: 3 }, flagged: { items: 0 } } })

    const run = await house.run(job)
    expect(run).toMatchObject({ state: 'completed', verified: 2, states: { revised: { items: 1 } } })
    expect(await house.items(job)).toMatchObject({ 'Tools/tool.exe': 'revised packed', 'note.txt': 'succeeded copied' })
    expect(await house.sentence(job, 'Tools/tool.exe')).toBe(
      'Destination refuses files of the type .exe; packed, it becomes “tool.exe.zip”.',
    )
    expect(await contentIn(ends.destination, archive)).toBe('MZ and more')
    expect(ends.destination.entry(archive).modifiedAt).toEqual(ends.source.entry(tool).modifiedAt)
    await house.expectSumsToAgree(job, run)
    expect(await house.folders(run)).not.toContainEqual(expect.objectContaining({ outcome: 'differs' }))

    const { proof } = run
    const line = (await Array.fromAsync(createReadStream(proof ?? '')))
      .join('')
      .split('\n')
      .find((one) => one.includes('tool.exe'))
    expect(JSON.parse(line ?? '')).toMatchObject({
      destination: 'Tools/tool.exe.zip',
      size: 11,
      packed: 'zip',
      sourceSha256: sha256('MZ and more'),
      destinationSha256: sha256(await bytesOf(ends.destination, archive)),
      verified: 'platform-hash',
    })
    const all = ['same Tools', 'same Tools/tool.exe', 'same note.txt']
    expect((await findings(proof, ends.source, 'source')).toSorted()).toEqual(all)
    expect((await findings(proof, ends.destination, 'destination')).toSorted()).toEqual([
      'same Tools',
      'same Tools/tool.exe.zip',
      'same note.txt',
    ])
    const bytes = await bytesOf(ends.destination, archive)
    bytes.write('ZM', bytes.indexOf('MZ'))
    ends.destination.put(archive, bytes)
    expect(await findings(proof, ends.destination, 'destination')).toContain('changed Tools/tool.exe.zip')
  })

  test('costs nothing while it stays as it is, and gets a new archive over the old one when it changes', async () => {
    const ends = { source: withTool(), destination: refusing() }
    const house = await between(ends)
    const job = await house.job(zip)
    await house.run(job)
    const [reads, writes] = [uncounted(ends.source, 'read'), uncounted(ends.destination, 'write')]
    expect(await house.run(job)).toMatchObject({ moved: { items: 0 }, states: { revised: { items: 1 } } })
    expect([uncounted(ends.source, 'read'), uncounted(ends.destination, 'write')]).toEqual([reads, writes])

    ends.source.put(tool, 'MZ, the second')
    expect(await house.run(job)).toMatchObject({ moved: { items: 1 }, states: { flagged: { items: 0 } } })
    expect(await contentIn(ends.destination, archive)).toBe('MZ, the second')
    expect(ends.destination.entry(archive).versionNumber).toBe(2)

    // Whatever the job says today, what lies there is not taken for the file itself.
    await house.reoption(job, { restrictedTypes: 'flag' })
    expect(await house.run(job)).toMatchObject({ states: { flagged: { items: 1 } } })
    await house.reoption(job, zip)
    expect(await house.run(job)).toMatchObject({ states: { flagged: { items: 0 }, revised: { items: 1 } } })
    expect(await contentIn(ends.destination, archive)).toBe('MZ, the second')
  })

  test('keeps its older versions, each in an archive', async () => {
    const ends = { source: withTool('one'), destination: refusing() }
    ends.source.put(tool, 'the second')
    ends.source.put(tool, 'third')
    const house = await between(ends)
    await house.run(await house.job({ ...zip, versions: 'all' }))
    const versions = (await ends.destination.versions?.(ends.destination.entry(archive))) ?? []
    const around = 'tool.exe'.length * 2 + 114
    expect(versions.map(({ size = 0 }) => size - around)).toEqual([3, 10, 5])
    expect(await contentIn(ends.destination, archive)).toBe('third')
  })

  test('is deleted at the source by a move when its archive was opened and holds it', async () => {
    const ends = { source: withTool(), destination: refusing() }
    const house = await between(ends)
    const job = await house.job({ ...zip, direction: 'move' })
    const { id } = await house.start(job)
    await house.until(id, 'waiting')
    await decideAboutRemovals(house.means, tester, id, 'approved')
    const run = await house.until(id, 'completed')
    expect(await house.items(job)).toMatchObject({ 'Tools/tool.exe': 'revised moved-away' })
    expect(() => ends.source.entry(tool)).toThrow()
    expect(await contentIn(ends.destination, archive)).toBe('MZ and more')
    await house.expectSumsToAgree(job, run)
    expect(await findings(run.proof, ends.destination, 'destination')).toContain('same Tools/tool.exe.zip')
  })

  test('stays at the source when a move finds another thing in its archive', async () => {
    const ends = { source: withTool(), destination: refusing() }
    const house = await between(ends)
    await house.run(await house.job(zip))
    // Of the same size and time, so that only its bytes tell.
    const bytes = await bytesOf(ends.destination, archive)
    bytes.write('ZM', bytes.indexOf('MZ'))
    ends.destination.put(archive, bytes, ends.source.entry(tool).modifiedAt)
    const job = await house.job({ ...zip, direction: 'move' })
    const { id } = await house.start(job)
    await house.until(id, 'waiting')
    await decideAboutRemovals(house.means, tester, id, 'approved')
    await house.until(id, 'completed-with-flags')
    expect(await house.items(job)).toMatchObject({ 'Tools/tool.exe': 'flagged kept-at-source' })
    expect(ends.source.entry(tool).size).toBe(11)
  })

  test('is never written twice, or half, when an answer is lost or the run is broken off', async () => {
    const ends = {
      source: withTool('MZ'.repeat(5000)),
      destination: refusing({ facts: { parts: { aboveBytes: 1000, maxBytes: 700 } } as Knobs['facts'] }),
    }
    const house = await between(ends)
    const job = await house.job(zip)
    ends.destination.turn({ fault: ({ verb, ofVerb }) => (verb === 'write' && ofVerb === 1 ? 'after' : undefined) })
    const run = { id: '' }
    after(ends.destination, 1, () => cancelRun(house.means, tester, run.id))
    run.id = (await house.start(job)).id
    await house.until(run.id, 'cancelled', 'completed')
    expect(await house.run(job)).toMatchObject({ state: 'completed', states: { flagged: { items: 0 } } })
    expect(await contentIn(ends.destination, archive)).toBe('MZ'.repeat(5000))
    expect(ends.destination.entry(archive).versionNumber).toBe(1)
  })

  test('that grows while it is read is packed as it is then, never as a mixture', async () => {
    const ends = { source: memory({ lacks: ['versions'], facts: { hashes: [] } }), destination: refusing() }
    ends.source.put(tool, 'a'.repeat(1000))
    let grown = false
    ends.source.turn({
      chunkBytes: 100,
      whileRead() {
        if (!grown) ends.source.put(tool, 'b'.repeat(1500))
        grown = true
      },
    })
    const house = await between(ends)
    expect(await house.run(await house.job(zip))).toMatchObject({ state: 'completed' })
    expect(await contentIn(ends.destination, archive)).toBe('b'.repeat(1500))
  })

  test('is flagged where the destination refuses archives too, and the run says so before', async () => {
    const ends = { source: withTool(), destination: refusing({ facts: { restrictedTypes: ['.exe', '.zip'] } }) }
    const house = await between(ends)
    const job = await house.job(zip)
    const run = await house.run(job)
    expect(run).toMatchObject({
      state: 'completed-with-flags',
      notices: [expect.stringContaining('archives of the type .zip')],
    })
    expect(await house.sentence(job, 'Tools/tool.exe')).toBe(
      'Destination refuses files of the type .exe, and archives of the type .zip too.',
    )
  })
})
