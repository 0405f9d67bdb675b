import type { KnownPlatform } from './known-platform.ts'
import { driveApi, driveDiscovery, movebotDrive, rclone } from './sources.ts'

export const googleDrive: KnownPlatform = {
  id: 'google-drive',
  title: 'Google Drive',
  summary: 'My Drive and shared drives.',
  told: {
    caseSensitive: [true, rclone],
    allowsDuplicates: [true, rclone],
    filesAndFoldersApart: [true, rclone],
    forbiddenCharacters: ['', rclone],
    maxDepth: [100, movebotDrive],
    maxFileBytes: [5_120_000_000_000, driveApi],
    timePrecisionMs: [1, rclone],
    setsModifiedAt: [true, driveApi],
    hashes: [['md5', 'sha1', 'sha256'], driveApi],
    keepsVersions: [true, driveApi],
    pageSize: [1000, driveDiscovery],
  },
  notes: [
    'Documents of Google’s own editors have no bytes; they can only be exported.',
    'Hashes are given for files with bytes only.',
  ],
}
