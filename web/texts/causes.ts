/** Of items that need a person, by cause. */
export const causes = {
  title: 'What needs a person, by cause',
  within: (text: string) => `Of the items with “${text}” in their path.`,
  of: (items: number, words: string) => `${count(items)} × ${words}`,
  named: (act: string, what: string) => `${act}: ${what}`,
  show: 'Show',
  export: 'Export',
  retry: (items: number) => `Retry ${count(items)}`,
  ignore: (items: number) => `Ignore ${count(items)}`,
  busy: 'A run of the job is not finished. Retry when it is.',
  retryTitle: (items: number) => (items === 1 ? 'Try this item again?' : `Try ${count(items)} items again?`),
  retrySentence:
    'Each job concerned starts a run that looks at these items only. They stay flagged until it has come to them.',
  retryIgnoredSentence: 'A run looks at what somebody has decided to leave, and at nothing else.',
  ignoreTitle: (items: number) =>
    items === 1 ? 'Leave this item as it is?' : `Leave ${count(items)} items as they are?`,
  ignoreSentence: 'Later runs leave them too, until somebody has them tried again. Nothing is deleted.',
  retried: (items: number, runs: number) =>
    runs === 1 ? `${counted(items)} tried again in a new run.` : `${counted(items)} tried again in ${runs} new runs.`,
  ignored: (items: number) => (items === 1 ? '1 item is ignored now.' : `${count(items)} items are ignored now.`),
} as const

function counted(items: number): string {
  return items === 1 ? '1 item is' : `${count(items)} items are`
}

function count(number: number): string {
  return number.toLocaleString('en-GB')
}
