export const flagged = {
  title: 'Flagged items',
  search: 'Search paths',
  path: 'Item',
  job: 'Job',
  reason: 'Reason',
  details: 'Details',
  seen: 'Seen',
  causeOf: (items: number, words: string) => `${count(items)} × ${words}`,
  loaded: (number: number) => (number === 1 ? '1 item' : `${count(number)} items`),
  empty: {
    title: 'Nothing is flagged',
    sentence: 'Items that a run could not copy or prove, and that a person has to look at, are listed here.',
    act: 'Go to Runs',
  },
  noneFound: {
    title: 'No flagged item is like that',
    sentence: 'Nothing matches the filters.',
    act: 'Clear filters',
  },
} as const

function count(number: number): string {
  return number.toLocaleString('en-GB')
}
