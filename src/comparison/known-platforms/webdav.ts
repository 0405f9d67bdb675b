import type { KnownPlatform } from './known-platform.ts'
import { measuredDav } from './sources.ts'

export const webdav: KnownPlatform = {
  id: 'webdav',
  title: 'WebDAV',
  summary: 'Servers that speak WebDAV.',
  told: {
    filesAndFoldersApart: [false, measuredDav],
    minFileBytes: [0, measuredDav],
    hashes: [[], measuredDav],
  },
  notes: ['Whether the modification time can be set depends on the server.'],
}
