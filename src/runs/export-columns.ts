import type { FolderView } from '#api/contract/exports.ts'
import type { FlaggedView } from '#api/contract/flagged.ts'
import type { ItemView } from '#api/contract/runs.ts'
import type { Column } from '#reports/table.ts'
import type { Run } from './rows.ts'

/** Of items; a simulation has its plan to tell, and no proof. */
export function itemColumns(kind: Run['kind']): readonly Column<ItemView>[] {
  return kind === 'simulation'
    ? [...ofState, { title: 'Action', width: 10, cell: ({ action }) => action }, ...ofPlace]
    : [...ofState, ...ofPlace, ...ofProof]
}

const ofState: readonly Column<ItemView>[] = [
  { title: 'State', width: 11, cell: ({ state }) => state },
  { title: 'Reason', width: 18, cell: ({ reason }) => reason },
  { title: 'Why', width: 48, cell: ({ sentence, words }) => sentence || words },
]

const ofPlace: readonly Column<ItemView>[] = [
  { title: 'Kind', width: 8, cell: ({ kind }) => kind },
  { title: 'Bytes', width: 14, cell: ({ kind, size }) => (kind === 'file' ? size : undefined) },
  { title: 'Source', width: 60, cell: ({ source }) => source },
  { title: 'Destination', width: 60, cell: ({ destination }) => destination },
]

const ofProof: readonly Column<ItemView>[] = [
  { title: 'Versions', width: 9, cell: ({ versions }) => versions },
  { title: 'Verified by', width: 14, cell: ({ verified }) => verified },
  { title: 'SHA-256 at the source', width: 24, cell: ({ sourceSha256 }) => sourceSha256 },
  { title: 'SHA-256 at the destination', width: 24, cell: ({ destinationSha256 }) => destinationSha256 },
  { title: 'Finished (UTC)', width: 25, cell: ({ finishedAt }) => finishedAt },
]

export const flaggedColumns: readonly Column<FlaggedView>[] = [
  { title: 'Job', width: 30, cell: ({ job }) => job.name },
  { title: 'Run', width: 8, cell: ({ run }) => run },
  { title: 'Reason', width: 18, cell: ({ reason }) => reason },
  { title: 'Why', width: 48, cell: ({ sentence, words }) => sentence || words },
  ...ofPlace,
  { title: 'Seen (UTC)', width: 25, cell: ({ finishedAt }) => finishedAt },
]

export const folderColumns: readonly Column<FolderView>[] = [
  { title: 'Outcome', width: 10, cell: ({ outcome }) => outcome },
  { title: 'Source folder', width: 60, cell: ({ source }) => source },
  { title: 'Destination folder', width: 60, cell: ({ destination }) => destination },
  { title: 'Files at the source', width: 18, cell: ({ atSource }) => atSource.files },
  { title: 'Files at the destination', width: 22, cell: ({ atDestination }) => atDestination.files },
  { title: 'Files missing', width: 14, cell: ({ atSource, atDestination }) => atSource.files - atDestination.files },
  { title: 'Folders at the source', width: 20, cell: ({ atSource }) => atSource.folders },
  { title: 'Folders at the destination', width: 24, cell: ({ atDestination }) => atDestination.folders },
  {
    title: 'Folders missing',
    width: 16,
    cell: ({ atSource, atDestination }) => atSource.folders - atDestination.folders,
  },
  { title: 'Bytes at the source', width: 18, cell: ({ atSource }) => atSource.bytes },
  { title: 'Bytes at the destination', width: 22, cell: ({ atDestination }) => atDestination.bytes },
  { title: 'Bytes missing', width: 14, cell: ({ atSource, atDestination }) => atSource.bytes - atDestination.bytes },
  { title: 'Ignored', width: 9, cell: ({ ignored }) => ignored },
  { title: 'Flagged', width: 9, cell: ({ flagged }) => flagged },
]
