import type { KnownPlatform } from './known-platform.ts'
import {
  autodeskData,
  autodeskLimits,
  autodeskNames,
  autodeskObjects,
  autodeskRates,
  autodeskUploads,
} from './sources.ts'

export const autodeskDocs: KnownPlatform = {
  id: 'autodesk-docs',
  title: 'Autodesk Docs',
  summary: 'Documents of Autodesk Construction Cloud, Forma and BIM 360.',
  told: {
    allowsDuplicates: [false, autodeskUploads],
    forbiddenCharacters: ['<>:"/\\|?*`', autodeskNames],
    maxName: [{ count: 255, unit: 'characters' }, autodeskData],
    maxDepth: [25, autodeskLimits],
    maxFileBytes: [5_000_000_000_000, autodeskLimits],
    setsModifiedAt: [false, autodeskData],
    hashes: [['sha1'], autodeskObjects],
    keepsVersions: [true, autodeskData],
    pageSize: [200, autodeskData],
    rates: [[{ calls: 300, perSeconds: 60, scope: 'application and kind of call' }], autodeskRates],
  },
  notes: ['A folder with a naming standard moves files that do not conform to a holding area.'],
}
