import type { KnownPlatform } from './known-platform.ts'
import { egnyteApi, egnyteNames, egnyteRates } from './sources.ts'

export const egnyte: KnownPlatform = {
  id: 'egnyte',
  title: 'Egnyte',
  summary: 'Folders of Egnyte.',
  told: {
    forbiddenCharacters: ['\\/":<>|*?', egnyteNames],
    forbidsControlCharacters: [true, egnyteNames],
    reservedNames: [
      ['.ds_store', '.metadata_never_index', '.thumbs.db', 'powerpoint temp', 'desktop.ini', 'icon\r'],
      egnyteNames,
    ],
    leadingSpace: [false, egnyteNames],
    trailingSpace: [false, egnyteNames],
    trailingDot: [false, egnyteNames],
    maxName: [{ count: 245, unit: 'bytes' }, egnyteNames],
    maxPath: [{ count: 5000, unit: 'bytes' }, egnyteNames],
    keepsVersions: [true, egnyteApi],
    rates: [
      [
        { calls: 1000, perSeconds: 86400, scope: 'token' },
        { calls: 2, perSeconds: 1, scope: 'token' },
      ],
      egnyteRates,
    ],
  },
  notes: [
    'The usual limit of calls must be raised with Egnyte before any large transfer.',
    'Names with signs of four bytes in UTF-8, such as emoji, are refused.',
  ],
}
