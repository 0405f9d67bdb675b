import type { KnownPlatform } from './known-platform.ts'
import { measuredS3, s3Limits, s3Names, s3Rates } from './sources.ts'

export const s3: KnownPlatform = {
  id: 's3',
  title: 'Amazon S3 and compatible',
  summary: 'Buckets of Amazon S3 and of services that speak its language.',
  told: {
    caseSensitive: [true, s3Names],
    unicodeForm: ['kept', measuredS3],
    allowsDuplicates: [false, measuredS3],
    filesAndFoldersApart: [true, measuredS3],
    forbiddenCharacters: ['/', s3Names],
    forbidsControlCharacters: [false, measuredS3],
    leadingSpace: [true, measuredS3],
    trailingSpace: [true, measuredS3],
    trailingDot: [true, measuredS3],
    maxPath: [{ count: 1024, unit: 'bytes' }, s3Names],
    maxFileBytes: [53_656_898_502_656, s3Limits],
    minFileBytes: [0, measuredS3],
    timePrecisionMs: [1000, measuredS3],
    setsModifiedAt: [false, measuredS3],
    keepsVersions: [true, measuredS3],
    pageSize: [1000, s3Limits],
    parts: [{ aboveBytes: 5_368_709_120, minBytes: 5_242_880, maxBytes: 5_368_709_120 }, s3Limits],
    rates: [
      [
        { calls: 3500, perSeconds: 1, scope: 'prefix, writing' },
        { calls: 5500, perSeconds: 1, scope: 'prefix, reading' },
      ],
      s3Rates,
    ],
    keepsAuthors: [false, measuredS3],
  },
  notes: ['The ETag of content that went in parts is no MD5.'],
}
