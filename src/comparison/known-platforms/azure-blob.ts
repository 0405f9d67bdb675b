import type { KnownPlatform } from './known-platform.ts'
import { azureLimits, azureNames, measuredAzure } from './sources.ts'

export const azureBlob: KnownPlatform = {
  id: 'azure-blob',
  title: 'Azure Blob Storage',
  summary: 'Containers of Azure Blob Storage.',
  told: {
    caseSensitive: [true, azureNames],
    unicodeForm: ['kept', measuredAzure],
    allowsDuplicates: [false, measuredAzure],
    filesAndFoldersApart: [true, measuredAzure],
    forbiddenCharacters: ['/', azureNames],
    forbidsControlCharacters: [true, azureNames],
    leadingSpace: [true, measuredAzure],
    trailingSpace: [true, measuredAzure],
    maxPath: [{ count: 1024, unit: 'characters' }, azureNames],
    maxFileBytes: [209_715_200_000_000, azureLimits],
    minFileBytes: [0, measuredAzure],
    timePrecisionMs: [1000, measuredAzure],
    setsModifiedAt: [false, measuredAzure],
    keepsVersions: [true, measuredAzure],
    rates: [[{ calls: 3000, perSeconds: 1, scope: 'blob' }], azureLimits],
    keepsAuthors: [false, measuredAzure],
  },
  notes: ['The MD5 is set by itself only for content that went in one piece.'],
}
