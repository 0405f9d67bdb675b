import type { KnownPlatform } from './known-platform.ts'
import { rclone } from './sources.ts'

export const sharefile: KnownPlatform = {
  id: 'sharefile',
  title: 'ShareFile',
  summary: 'Folders of ShareFile.',
  told: {
    caseSensitive: [false, rclone],
    forbiddenCharacters: ['\\/*<>?:|"', rclone],
    leadingSpace: [false, rclone],
    trailingSpace: [false, rclone],
    trailingDot: [false, rclone],
    maxName: [{ count: 256, unit: 'characters' }, rclone],
    timePrecisionMs: [1000, rclone],
    setsModifiedAt: [true, rclone],
    hashes: [['md5'], rclone],
  },
  notes: [],
}
