import type { Facts } from '#platform'

/** A platform that holds everything; each test says what its own refuses. */
export function factsWith(differences: Partial<Facts> = {}): Facts {
  return {
    caseSensitive: true,
    unicodeForm: 'kept',
    wellFormedNames: false,
    allowsDuplicates: false,
    filesAndFoldersApart: false,
    forbiddenCharacters: '/\0',
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
    hashes: [],
    keepsVersions: false,
    atomicReplace: true,
    keepsEmptyFolders: true,
    tellsHiddenFromAbsent: true,
    listsWritesWithinMs: 0,
    pageSize: 1000,
    parts: undefined,
    rates: [],
    impersonation: false,
    keepsAuthors: false,
    keepsPermissions: false,
    keepsOwners: false,
    locks: 'none',
    metadata: 'none',
    ...differences,
  }
}

/** The rules of a careful vendor: every kind of name rule at once. */
export const strictFacts = factsWith({
  caseSensitive: false,
  unicodeForm: 'nfc',
  wellFormedNames: true,
  forbiddenCharacters: '/<>:\\|?*"\0',
  forbidsControlCharacters: true,
  reservedNames: ['con', 'nul', '.lock', 'desktop.ini'],
  leadingSpace: false,
  trailingSpace: false,
  trailingDot: false,
  spaceAroundExtension: false,
  maxName: { count: 100, unit: 'units' },
  maxPath: { count: 255, unit: 'units' },
})
