export const overview = {
  title: 'Overview',
  needs: 'Needs a person',
  needsNone: 'Nothing needs a person now.',
  needsFlagged: 'Nothing but the flagged items needs a person now.',
  running: 'Running',
  runningNone: 'Nothing runs now.',
  waiting: 'Waiting, and going on by itself',
  until: 'until',
  andMore: (count: number) => `and ${count.toLocaleString('en-GB')} more`,
  lastRuns: 'Finished lately',
  connections: 'Connections',
  flagged: (items: string) => `${items} flagged`,
  allRuns: 'All runs',
  flaggedItems: (number: number) =>
    number === 1 ? '1 flagged item' : `${number.toLocaleString('en-GB')} flagged items`,
  left: (range: string) => `${range} left`,
  empty: {
    title: 'Nothing is set up yet',
    sentence: 'Add a connection for each side, then a job that copies from one to the other.',
    act: 'Add the first connection',
    sandbox: 'To look around without an account, start Gantry with “npm start -- --demo”.',
  },
} as const
