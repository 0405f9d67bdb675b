import type { KnownPlatform } from './known-platform.ts'
import { measuredSftp } from './sources.ts'

export const sftp: KnownPlatform = {
  id: 'sftp',
  title: 'SFTP',
  summary: 'Servers that speak SFTP.',
  told: {
    unicodeForm: ['kept', measuredSftp],
    filesAndFoldersApart: [false, measuredSftp],
    forbiddenCharacters: ['/\0', measuredSftp],
    maxName: [{ count: 255, unit: 'bytes' }, measuredSftp],
    minFileBytes: [0, measuredSftp],
    timePrecisionMs: [1000, measuredSftp],
    setsModifiedAt: [true, measuredSftp],
    hashes: [[], measuredSftp],
    atomicReplace: [false, measuredSftp],
  },
  notes: ['A write that breaks off leaves a partial file.', 'What names can be depends on the disk of the server.'],
}
