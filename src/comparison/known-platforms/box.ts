import type { KnownPlatform } from './known-platform.ts'
import { boxApi, boxForum, boxRates, rclone } from './sources.ts'

export const box: KnownPlatform = {
  id: 'box',
  title: 'Box',
  summary: 'Folders of Box.',
  told: {
    caseSensitive: [false, boxApi],
    allowsDuplicates: [false, boxApi],
    filesAndFoldersApart: [false, boxApi],
    forbiddenCharacters: ['/\\', boxApi],
    forbidsControlCharacters: [true, boxApi],
    reservedNames: [[], boxApi],
    leadingSpace: [false, boxForum],
    trailingSpace: [false, boxApi],
    maxName: [{ count: 255, unit: 'characters' }, rclone],
    timePrecisionMs: [1000, rclone],
    setsModifiedAt: [true, boxApi],
    hashes: [['sha1'], boxApi],
    keepsVersions: [true, boxApi],
    pageSize: [1000, boxApi],
    rates: [[{ calls: 1000, perSeconds: 60, scope: 'user' }], boxRates],
  },
  notes: [],
}
