import type { KnownPlatform } from './known-platform.ts'
import { rclone } from './sources.ts'

export const azureFiles: KnownPlatform = {
  id: 'azure-files',
  title: 'Azure Files',
  summary: 'Shares of Azure Files.',
  told: {
    caseSensitive: [false, rclone],
    forbiddenCharacters: ['"*:<>?/\\|', rclone],
    trailingDot: [false, rclone],
    timePrecisionMs: [1, rclone],
    hashes: [['md5'], rclone],
  },
  notes: [],
}
