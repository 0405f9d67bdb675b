import type { KnownPlatform } from './known-platform.ts'
import { gcsLimits, gcsNames, measuredGcs } from './sources.ts'

export const gcs: KnownPlatform = {
  id: 'gcs',
  title: 'Google Cloud Storage',
  summary: 'Buckets of Google Cloud Storage.',
  told: {
    caseSensitive: [true, measuredGcs],
    unicodeForm: ['kept', measuredGcs],
    forbiddenCharacters: ['/\r\n', gcsNames],
    reservedNames: [[], gcsNames],
    maxPath: [{ count: 1024, unit: 'bytes' }, gcsNames],
    maxFileBytes: [5_000_000_000_000, gcsLimits],
    minFileBytes: [0, measuredGcs],
    hashes: [['md5'], measuredGcs],
    keepsVersions: [true, measuredGcs],
    rates: [
      [
        { calls: 1000, perSeconds: 1, scope: 'bucket, writing' },
        { calls: 5000, perSeconds: 1, scope: 'bucket, reading' },
      ],
      gcsLimits,
    ],
  },
  notes: [],
}
