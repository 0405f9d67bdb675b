import type { Place } from '#platform'
import { conformance } from '#platform/conformance/conformance.ts'
import type { Harness } from '#platform/conformance/harness.ts'
import type { Knobs } from './knobs.ts'
import { openMemory } from './open-memory.ts'

// A clock on which nobody waits: sleeping moves it on.
function leapingClock() {
  let now = Date.parse('2026-06-01T08:00:00Z')
  return { now: () => now, sleep: async (ms: number) => void (now += ms) }
}

function harness(knobs: Partial<Knobs> = {}): Harness {
  return {
    async open() {
      const clock = leapingClock()
      const storage = openMemory({ clock, ...knobs })
      const folder: Place = { space: storage.space, path: [] }
      return {
        storage,
        folder,
        clock,
        reopen: async () => openMemory({ clock, ...knobs }, storage.holding),
        stranger: async () => openMemory({ clock, ...knobs, account: 'somebody else' }, storage.holding),
        async source() {
          const source = openMemory({ clock, ...knobs })
          return { storage: source, folder: { space: source.space, path: [] } }
        },
        secrets: storage.secrets,
        async expireToken() {
          const before = storage.refreshes()
          storage.expireToken()
          return () => storage.refreshes() - before
        },
        limitRate: async () => storage.turn({ rate: { calls: 3, perMs: 1000 } }),
        cutRead: async () => storage.turn({ cutReadsAfter: 100_000 }),
        putBeside: async ({ path }, text) => void storage.put(path, text),
        async fillIn({ path }) {
          const fields = { Discipline: 'Structural', Status: 'For review' }
          storage.fillIn(path, fields)
          return fields
        },
        close: async () => await storage.close(),
      }
    },
    skips: { 'a large file is written without gathering in memory': 'memory is where it keeps its files' },
  }
}

conformance('memory', harness())

conformance(
  'memory, one case, coarse times',
  harness({ facts: { caseSensitive: false, unicodeForm: 'nfc', timePrecisionMs: 2000, hashes: ['sha1'] } }),
)

conformance('memory, late listings', harness({ facts: { listsWritesWithinMs: 3000 }, tokenLastsMs: 60_000 }))

conformance(
  'memory, tiny pages and parts',
  harness({
    facts: { pageSize: 3, parts: { aboveBytes: 100_000, minBytes: 50_000, maxBytes: 60_000 } },
    chunkBytes: 7000,
    rate: { calls: 1_000_000, perMs: 3_600_000 },
  }),
)

conformance(
  'memory, no versions, no hashes',
  harness({ facts: { keepsVersions: false, hashes: [], setsModifiedAt: false } }),
)

conformance(
  'memory, files and folders apart',
  harness({ facts: { filesAndFoldersApart: true, allowsDuplicates: true, unicodeForm: 'nfd' } }),
)

conformance(
  'memory, strict names and sizes',
  harness({
    facts: {
      caseSensitive: false,
      wellFormedNames: true,
      forbiddenCharacters: '/<>:\\|?*\0',
      forbidsControlCharacters: true,
      reservedNames: ['con', 'nul', '.lock', 'desktop.ini'],
      leadingSpace: false,
      trailingSpace: false,
      trailingDot: false,
      spaceAroundExtension: false,
      maxName: { count: 100, unit: 'bytes' },
      maxPath: { count: 255, unit: 'units' },
      maxFileBytes: 64 * 2 ** 20,
      minFileBytes: 1,
      restrictedTypes: ['.exe', '.bat'],
      keepsVersions: false,
      atomicReplace: false,
    },
  }),
)

conformance(
  'memory, only reading and writing',
  harness({
    lacks: [
      'makeFolder',
      'delete',
      'move',
      'listDeep',
      'versions',
      'permissions',
      'owners',
      'principals',
      'locks',
      'metadata',
      'takeFrom',
      'about',
    ],
  }),
)
