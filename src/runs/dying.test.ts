// Runs whose process dies at each of their calls that change something, right before it and right after it, when nothing of it
// is noted yet; another process takes them up. As `kill.test.ts`, for what no disk has.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { RunView } from '#api/contract/runs.ts'
import type { JobOptions } from '#engine/options.ts'
import { writeTable } from '#jobs/principals/rows.ts'
import type { Path, Role } from '#platform'
import type { Knobs } from '../platforms/memory/knobs.ts'
import { openMemory, type MemoryStorage } from '../platforms/memory/open-memory.ts'
import { recoverRuns } from './recover.ts'
import { decideAboutRemovals, startRun } from './start.ts'
import { workUntilDead } from './testing/dying.ts'
import { houseOfTest } from './testing/house.ts'
import { tester, type Ends } from './testing/open-stage.ts'
import { here, there } from './testing/principals.ts'

interface Sides {
  readonly source: MemoryStorage
  readonly destination: MemoryStorage
}

const changing = new Set([
  'write',
  'make-folder',
  'delete',
  'move',
  'set-permissions',
  'set-owner',
  'set-metadata',
  'lock',
  'unlock',
])

interface Story {
  readonly options: Partial<JobOptions>
  readonly facts?: Knobs['facts']
  /** What lies there before the first run, and what happens before the second one, which dies. */
  readonly before: (sides: Sides) => unknown
  readonly since: (sides: Sides) => unknown
}

const at = (path: Path) => ({ space: 's', path })
const grant = (side: MemoryStorage, path: Path, grants: Readonly<Record<string, Role>>) =>
  side.permissions?.set(
    at(path),
    Object.entries(grants).map(([to, role]) => ({ to, role })),
  )

const stories: Readonly<Record<string, Story>> = {
  'with locks, permissions, owners, metadata and versions': {
    options: {
      deletedItems: 'mirror',
      versions: 'all',
      permissions: 'mirror',
      owners: 'preserve',
      locks: 'mirror',
      metadata: 'preserve',
    },
    async before({ source }) {
      for (const name of ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf']) source.put(['Plans', name], `first ${name}`)
      for (const name of ['a.pdf', 'b.pdf']) await source.locks?.lock(at(['Plans', name]))
      await grant(source, ['Plans'], { u1: 'manage', u2: 'read' })
      source.fillIn(['Plans', 'a.pdf'], { Status: 'For review', Discipline: 'Structural' })
    },
    async since({ source }) {
      await source.locks?.unlock(at(['Plans', 'a.pdf']))
      source.put(['Plans', 'a.pdf'], 'second a.pdf')
      source.put(['Plans', 'a.pdf'], 'third a.pdf')
      await source.locks?.lock(at(['Plans', 'a.pdf']))
      await source.locks?.unlock(at(['Plans', 'b.pdf']))
      await source.locks?.lock(at(['Plans', 'c.pdf']))
      await source.delete?.(at(['Plans', 'd.pdf']))
      source.put(['New', 'f.pdf'], 'first f.pdf')
      source.put(['New', 'f.pdf'], 'second f.pdf')
      await source.locks?.lock(at(['New', 'f.pdf']))
      await grant(source, ['Plans'], { u2: 'write' })
      await grant(source, ['New', 'f.pdf'], { u1: 'read' })
      await source.owners?.set(at(['Plans', 'e.pdf']), 'u1')
      source.fillIn(['Plans', 'a.pdf'], { Status: '', Discipline: 'Electrical' })
      source.fillIn(['New'], { Status: 'Final' })
    },
  },
  'both ways, with permissions and versions': {
    options: {
      direction: 'two-way',
      deletedItems: 'mirror',
      onConflict: 'keep-both',
      versions: 'all',
      permissions: 'mirror',
    },
    async before({ source, destination }) {
      for (const name of ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf', 'f.pdf']) {
        source.put(['Plans', name], `first ${name}`, new Date('2026-03-01T10:00:00Z'))
      }
      destination.put(['Photos', '1.jpg'], 'a photo')
      await grant(source, ['Plans'], { u1: 'manage', u2: 'read' })
      await grant(destination, ['Photos'], { ada: 'read', ben: 'write' })
    },
    async since({ source, destination }) {
      source.put(['Plans', 'a.pdf'], 'second a.pdf')
      source.put(['Plans', 'a.pdf'], 'third a.pdf')
      destination.put(['Plans', 'b.pdf'], 'second b.pdf')
      source.put(['Plans', 'c.pdf'], 'the office’s c.pdf', new Date('2026-03-02T10:00:00Z'))
      destination.put(['Plans', 'c.pdf'], 'the site’s c.pdf', new Date('2026-03-03T10:00:00Z'))
      await source.delete?.(at(['Plans', 'd.pdf']))
      await destination.delete?.(at(['Plans', 'e.pdf']))
      await source.move?.(source.entry(['Plans', 'f.pdf']), at(['Plans', 'renamed.pdf']))
      await destination.move?.(destination.entry(['Photos']), at(['Pictures']))
      await grant(source, ['Plans'], { u1: 'read' })
      await grant(destination, ['Pictures'], { ada: 'manage' })
      await grant(destination, ['Plans', 'a.pdf'], { ben: 'write' })
    },
  },
  'that publishes': {
    options: {
      deletedItems: 'mirror',
      foreignItems: 'delete',
      onConflict: 'prefer-source',
      permissions: 'mirror',
      metadata: 'preserve',
    },
    async before({ source }) {
      for (const name of ['a.pdf', 'b.pdf', 'c.pdf']) source.put(['Plans', name], `first ${name}`)
      source.put(['Old', 'deep', 'x.pdf'], 'x')
      source.put(['thing'], 'a file')
      source.put(['other', 'in it'], 'a folder')
    },
    async since({ source, destination }) {
      await source.delete?.(at(['Old']))
      await source.delete?.(at(['thing']))
      source.put(['thing', 'z.pdf'], 'in the folder')
      await source.delete?.(at(['other']))
      source.put(['other'], 'now a file')
      source.put(['Plans', 'a.pdf'], 'second a.pdf')
      destination.put(['Plans', 'b.pdf'], 'somebody’s b.pdf')
      destination.put(['theirs', 'z.pdf'], 'z')
      destination.put(['Old', 'deep', 'w.pdf'], 'w')
      source.fillIn(['Plans', 'a.pdf'], { Status: 'Final' })
      await grant(source, ['Plans'], { u1: 'read' })
    },
  },
  'that keeps both, one way': {
    options: { deletedItems: 'mirror', onConflict: 'keep-both', permissions: 'mirror', locks: 'mirror' },
    async before({ source }) {
      for (const name of ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf']) source.put(['Plans', name], `first ${name}`)
      await source.locks?.lock(at(['Plans', 'c.pdf']))
      await grant(source, ['Plans', 'a.pdf'], { u1: 'read' })
    },
    async since({ source, destination }) {
      source.put(['Plans', 'a.pdf'], 'second a.pdf')
      destination.put(['Plans', 'a.pdf'], 'somebody’s a.pdf', new Date('2026-03-03T10:00:00Z'))
      await source.move?.(source.entry(['Plans', 'b.pdf']), at(['Plans', 'renamed.pdf']))
      await source.delete?.(at(['Plans', 'd.pdf']))
      source.put(['New', 'e.pdf'], 'first e.pdf')
    },
  },
  'that moves, with permissions, and archives of what the destination refuses': {
    options: { direction: 'move', restrictedTypes: 'zip', permissions: 'add', versions: 'all' },
    facts: { restrictedTypes: ['.exe'] },
    before: () => undefined,
    async since({ source }) {
      source.put(['Tools', 'tool.exe'], 'MZ, the first')
      source.put(['Tools', 'tool.exe'], 'MZ, the second')
      source.put(['Tools', 'note.txt'], 'a note')
      await grant(source, ['Tools', 'tool.exe'], { u1: 'read' })
    },
  },
}

test.each(Object.entries(stories))(
  'a run %s comes to the same wherever its process dies',
  async (_, story) => {
    const ends: { -readonly [side in keyof Ends]: Ends[side] } = { source: openMemory(), destination: openMemory() }
    const house = await houseOfTest(ends)

    /** The second run, dead at its `death`-th change; undefined where it has none so late. */
    async function play(death: number, when: 'before' | 'after') {
      let [changes, isDead] = [0, false]
      let diedAt: string | undefined
      const fault: Knobs['fault'] = ({ verb }) => {
        if (isDead) return 'before'
        if (!changing.has(verb) || ++changes !== death) return undefined
        isDead = true
        diedAt = `${when} ${verb} ${death}`
        return when
      }
      let now = Date.UTC(2026, 3, 1)
      const clock = { now: () => (now += 1000), sleep: async () => undefined }
      const facts = story.facts ?? {}
      const sides = {
        source: openMemory({ spaces: ['s'], principals: here, clock }),
        destination: openMemory({ spaces: ['s'], principals: there, clock, facts }),
      }
      Object.assign(ends, sides)
      await story.before(sides)
      const job = await house.job(story.options)
      await writeTable(house.db, job, [{ principal: 'u2', to: 'ben' }])
      await house.run(job)
      // Deletions of this job were approved before, so that few of them need nobody.
      await sql`update runs set removals = 'approved' where job = ${job.id}`.execute(house.db)
      await story.since(sides)

      // The dying process has its own connections to both platforms.
      const dying = { ...house.stage, open: openOf(sides, fault, { clock, facts }) }
      const means = { ...house.means, send: async () => undefined }
      const { id } = await startRun(means, tester, job.id, 'run')
      await workUntilDead(dying, id, () => isDead)
      if (!isDead && (await house.view(id)).state === 'waiting') {
        await decideAboutRemovals(means, tester, id, 'approved')
        await workUntilDead(dying, id, () => isDead)
      }
      await recoverRuns({ db: house.db, send: house.stage.send, now: Date.now() })
      let view = await house.until(id, 'completed', 'completed-with-flags', 'failed', 'waiting')
      if (view.state === 'waiting') {
        await decideAboutRemovals(house.means, tester, id, 'approved')
        view = await house.until(id, 'completed', 'completed-with-flags', 'failed')
      }
      await house.expectSumsToAgree(job, view)
      return { diedAt, view, outcome: await outcomeOf(view, sides) }
    }

    const { outcome } = await play(0, 'before')
    for (let death = 1, isOver = false; !isOver; death++) {
      for (const when of ['before', 'after'] as const) {
        const played = await play(death, when)
        isOver = played.diedAt === undefined
        expect({ diedAt: played.diedAt, ...played.outcome }).toEqual({ diedAt: played.diedAt, ...outcome })
      }
      if (isOver) expect(death).toBeGreaterThan(5)
    }
  },
  600_000,
)

function openOf(sides: Sides, fault: Knobs['fault'], { clock, facts }: Pick<Knobs, 'clock' | 'facts'>) {
  const storages = {
    from: openMemory({ spaces: ['s'], principals: here, clock, fault }, sides.source.holding),
    to: openMemory({ spaces: ['s'], principals: there, clock, fault, facts }, sides.destination.holding),
  }
  return async ({ connection, path }: { readonly connection: string; readonly path: Path }) =>
    connection === 'from'
      ? { storage: storages.from, title: 'Source', at: at(path) }
      : { storage: storages.to, title: 'Destination', at: at(path) }
}

/** All that both sides hold by then, and what the run says of it. */
async function outcomeOf({ state, states }: RunView, { source, destination }: Sides) {
  return { state, flagged: states.flagged?.items, source: await told(source), destination: await told(destination) }
}

async function told(side: MemoryStorage): Promise<readonly string[]> {
  const lines: string[] = []
  const folders: Path[] = [[]]
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    for await (const { entries } of side.list(at(folder))) {
      for (const entry of entries) {
        const { path, kind, heldBy, metadata } = entry
        if (kind === 'folder') folders.push(path)
        const grants = (await side.permissions?.list(entry)) ?? []
        const rights = grants.filter(({ isInherited }) => !isInherited).map(({ to, role }) => `${to.id} ${role}`)
        const owner = await side.owners?.of(entry)
        const versions: string[] = []
        for (const { id } of (kind === 'file' && (await side.versions?.(entry))) || []) {
          versions.push(Buffer.concat(await Array.fromAsync(side.read(entry, { version: id }))).toString())
        }
        lines.push(JSON.stringify([path, versions, rights.toSorted(), owner?.id, heldBy, metadata]))
      }
    }
  }
  return lines.toSorted()
}
