import type { KnownPlatform } from './known-platform.ts'
import { dropboxApi, dropboxNames, rclone } from './sources.ts'

export const dropbox: KnownPlatform = {
  id: 'dropbox',
  title: 'Dropbox',
  summary: 'Folders of Dropbox.',
  told: {
    caseSensitive: [false, dropboxApi],
    allowsDuplicates: [false, dropboxApi],
    filesAndFoldersApart: [false, dropboxApi],
    forbiddenCharacters: ['/\\', dropboxNames],
    trailingSpace: [false, dropboxNames],
    maxFileBytes: [2_199_019_061_248, dropboxApi],
    timePrecisionMs: [1000, rclone],
    setsModifiedAt: [true, dropboxApi],
    keepsVersions: [true, dropboxApi],
    pageSize: [2000, dropboxApi],
    parts: [{ aboveBytes: 157_286_400, minBytes: 4_194_304, maxBytes: 157_286_400 }, dropboxApi],
  },
  notes: [
    'Content is hashed in blocks of 4 MiB (content_hash), which nothing else uses.',
    'Paths above 260 characters are advised against, not refused.',
  ],
}
