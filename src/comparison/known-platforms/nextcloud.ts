import type { KnownPlatform } from './known-platform.ts'
import { nextcloudNames, nextcloudTimes, rclone } from './sources.ts'

export const nextcloud: KnownPlatform = {
  id: 'nextcloud',
  title: 'Nextcloud',
  summary: 'Folders of Nextcloud.',
  told: {
    caseSensitive: [true, nextcloudNames],
    setsModifiedAt: [true, nextcloudTimes],
    hashes: [['sha1'], rclone],
  },
  notes: [],
}
