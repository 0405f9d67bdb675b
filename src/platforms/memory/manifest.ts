import type { Facts, FactSources, Manifest, Source } from '#platform'

const ours: Source = { title: 'Chosen for tests: it holds everything, and each test says what its own refuses' }

/** Everything is held as it is given, down to halves of characters and slashes in names. */
export const facts: Facts = {
  caseSensitive: true,
  unicodeForm: 'kept',
  wellFormedNames: false,
  allowsDuplicates: false,
  filesAndFoldersApart: false,
  forbiddenCharacters: '',
  forbidsControlCharacters: false,
  reservedNames: [],
  leadingSpace: true,
  trailingSpace: true,
  trailingDot: true,
  spaceAroundExtension: true,
  maxName: undefined,
  maxPath: undefined,
  maxDepth: undefined,
  maxFileBytes: undefined,
  minFileBytes: 0,
  restrictedTypes: [],
  timePrecisionMs: 1,
  setsModifiedAt: true,
  hashes: ['sha256', 'md5'],
  keepsVersions: true,
  atomicReplace: true,
  keepsEmptyFolders: true,
  tellsHiddenFromAbsent: true,
  listsWritesWithinMs: 0,
  pageSize: 1000,
  parts: undefined,
  rates: [],
  impersonation: false,
  keepsAuthors: false,
  keepsPermissions: true,
  keepsOwners: true,
  locks: 'set',
  metadata: 'set',
}

export const manifest: Manifest = {
  id: 'memory',
  title: 'Memory',
  summary: 'A platform that lives in this process and is gone with it; for tests.',
  icon: { letters: 'M', hue: 280 },
  ways: [{ id: 'none', label: 'Nothing', help: 'It is there at once, and empty.', kind: 'none', fields: [] }],
  facts,
  sources: Object.fromEntries(Object.keys(facts).map((fact) => [fact, ours])) as unknown as FactSources,
  notes: ['Everything is lost when the process ends.'],
  links: [],
}
