import type { KnownPlatform } from './known-platform.ts'
import { measuredFtp } from './sources.ts'

export const ftp: KnownPlatform = {
  id: 'ftp',
  title: 'FTP and FTPS',
  summary: 'Servers that speak FTP.',
  told: {
    forbiddenCharacters: ['/\0\r\n', measuredFtp],
    minFileBytes: [0, measuredFtp],
    timePrecisionMs: [1000, measuredFtp],
    setsModifiedAt: [true, measuredFtp],
    hashes: [[], measuredFtp],
    atomicReplace: [false, measuredFtp],
  },
  notes: ['A write that breaks off leaves a partial file.'],
}
