import type { ChildView } from '#api/contract/children.ts'
import { itemStates } from '#engine/item.ts'
import type { Column } from '#reports/table.ts'

/** What an export tells of each job that a mapping job has made. */
export const childColumns: readonly Column<ChildView>[] = [
  { title: 'Job', width: 10, cell: ({ job }) => job },
  { title: 'Name', width: 30, cell: ({ name }) => name },
  { title: 'Source', width: 50, cell: ({ source }) => source },
  { title: 'Destination', width: 50, cell: ({ destination }) => destination },
  { title: 'Last run', width: 10, cell: ({ lastRun }) => lastRun?.id },
  { title: 'State of the last run', width: 20, cell: ({ lastRun }) => lastRun?.state },
  { title: 'End of the last run (UTC)', width: 25, cell: ({ lastRun }) => lastRun?.finishedAt },
  ...itemStates.map((state) => ({
    title: `Items ${state}`,
    width: 14,
    cell: ({ states }: ChildView) => states[state] ?? 0,
  })),
  { title: 'Items moved', width: 14, cell: ({ moved }) => moved.items },
  { title: 'Bytes moved', width: 18, cell: ({ moved }) => moved.bytes },
  { title: 'Verified', width: 12, cell: ({ verified }) => verified },
  { title: 'Flagged now', width: 12, cell: ({ flagged }) => flagged },
  { title: 'Ignored now', width: 12, cell: ({ ignored }) => ignored },
  { title: 'Not found since (UTC)', width: 25, cell: ({ left }) => left?.at },
  { title: 'Why', width: 50, cell: ({ left }) => left?.why },
]
