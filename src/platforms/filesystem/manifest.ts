import type { Facts, FactSources, Manifest, Source } from '#platform'

const posix: Source = {
  title: 'POSIX.1-2024, Base Definitions, 3.138 Filename and 4.16 Pathname Resolution',
  url: 'https://pubs.opengroup.org/onlinepubs/9799919799/',
}
const limits: Source = {
  title: 'limits.h(0p), NAME_MAX of ext4, xfs, btrfs and tmpfs',
  url: 'https://man7.org/linux/man-pages/man0/limits.h.0p.html',
}
const calls: Source = {
  title: 'rename(2), link(2), utimensat(2)',
  url: 'https://man7.org/linux/man-pages/man2/rename.2.html',
}
const ours: Source = { title: 'How Gantry reads and writes disks (see the connector’s README)' }

export const facts: Facts = {
  caseSensitive: true,
  unicodeForm: 'kept',
  wellFormedNames: false,
  allowsDuplicates: false,
  filesAndFoldersApart: false,
  forbiddenCharacters: '/\0',
  forbidsControlCharacters: false,
  reservedNames: [],
  leadingSpace: true,
  trailingSpace: true,
  trailingDot: true,
  spaceAroundExtension: true,
  maxName: { count: 255, unit: 'bytes' },
  maxPath: undefined,
  maxDepth: undefined,
  maxFileBytes: undefined,
  minFileBytes: 0,
  restrictedTypes: [],
  timePrecisionMs: 1,
  setsModifiedAt: true,
  hashes: [],
  keepsVersions: false,
  atomicReplace: true,
  keepsEmptyFolders: true,
  tellsHiddenFromAbsent: true,
  listsWritesWithinMs: 0,
  pageSize: 1000,
  parts: undefined,
  rates: [],
  impersonation: false,
  keepsAuthors: false,
  keepsPermissions: false,
}

const sources: FactSources = {
  caseSensitive: posix,
  unicodeForm: posix,
  wellFormedNames: posix,
  allowsDuplicates: posix,
  filesAndFoldersApart: posix,
  forbiddenCharacters: posix,
  forbidsControlCharacters: posix,
  reservedNames: posix,
  leadingSpace: posix,
  trailingSpace: posix,
  trailingDot: posix,
  spaceAroundExtension: posix,
  maxName: limits,
  maxPath: ours,
  maxDepth: posix,
  maxFileBytes: limits,
  minFileBytes: posix,
  restrictedTypes: posix,
  timePrecisionMs: calls,
  setsModifiedAt: calls,
  hashes: posix,
  keepsVersions: posix,
  atomicReplace: calls,
  keepsEmptyFolders: posix,
  tellsHiddenFromAbsent: posix,
  listsWritesWithinMs: posix,
  pageSize: ours,
  parts: posix,
  rates: posix,
  impersonation: ours,
  keepsAuthors: ours,
  keepsPermissions: ours,
}

export const manifest: Manifest = {
  id: 'filesystem',
  title: 'Disk or share',
  summary: 'A folder on this machine’s disks, or a share that is mounted on it.',
  icon: { letters: 'D', hue: 210 },
  ways: [
    {
      id: 'folder',
      label: 'A folder',
      help: 'Gantry reads and writes inside this folder only, with the rights of the account that it runs as.',
      kind: 'none',
      fields: [
        {
          id: 'root',
          label: 'Folder',
          help: 'The absolute path of the folder, such as /srv/projects.',
          kind: 'folder',
          isRequired: true,
        },
      ],
    },
  ],
  facts,
  sources,
  notes: [
    'Symbolic links, devices, sockets and pipes are not followed or copied; the report lists them.',
    'Owners and permissions of files are not carried over.',
  ],
  links: [],
}
