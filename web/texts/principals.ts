/** Who of a job's source is who at its destination. */
export const principals = {
  title: 'People and groups',
  help: 'Whoever has permissions at the source or owns something there, and who they are at the destination. The table is shared by all jobs between the same two connections; changes count from the next run on, which moves no content for them.',
  helpBothWays:
    'Those of the destination are listed who have permissions there and are nobody of the source: what they have stays as it is until somebody says who they are.',
  none: {
    title: 'Nobody yet',
    sentence: 'Simulate the job: it lists everybody who has permissions at the source or owns something there.',
  },
  sums: (all: number, unmapped: number, behind: string) =>
    unmapped === 0
      ? `${all.toLocaleString('en-GB')} met, all mapped or left out`
      : `${unmapped.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')} not mapped, which leaves ${behind} behind`,
  name: 'Name',
  kind: { person: 'Person', group: 'Group' },
  kindTitle: 'Kind',
  grants: 'Permissions',
  owned: 'Owned',
  state: 'State',
  states: { mapped: 'Mapped', unmapped: 'Not mapped', 'left-out': 'Left out' },
  all: 'All',
  show: 'Show',
  sideTitle: 'Side',
  side: { source: 'Source', destination: 'Destination' },
  there: 'At the destination',
  other: 'On the other side',
  byEmail: 'by e-mail address',
  mapLabel: (name: string) => `Who ${name} is at the destination`,
  mapBackLabel: (name: string) => `Who ${name} is at the source`,
  placeholder: 'Id or e-mail address',
  placeholderBack: 'Id at the source',
  save: 'Save',
  leaveOut: 'Leave out',
  forget: 'Forget',
  exportCsv: 'Export as CSV',
  importCsv: 'Import CSV',
  imported: (mapped: number, leftOut: number) => `${mapped} mapped, ${leftOut} left out`,
} as const
