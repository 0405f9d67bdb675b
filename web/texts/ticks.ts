const mostNamed = 5

function listed(patterns: readonly string[]): string {
  const named = patterns.slice(0, mostNamed).map((pattern) => `“${pattern}”`)
  const more = patterns.length - named.length
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ')
}

export const ticks = {
  title: 'Sub-folders and files:',
  everything: 'all of them take part',
  nothing: 'nothing is ticked, so nothing would be copied',
  count: (taken: number, left: number) =>
    [taken > 0 && `${taken} ticked`, left > 0 && `${left} left out`].filter(Boolean).join(', '),
  tree: 'Which folders and files take part',
  whole: 'All that is in the source folder',
  search: 'Search names in what is open',
  spaceFirst: 'Choose a project or space as source first.',
  empty: 'Nothing in it',
  notFound: (text: string) => `Nothing with “${text}” in its name`,
  gone: 'not there now',
  unnameable: 'has a name that no filter can hold',
  patternsTake: (patterns: readonly string[]) =>
    `Patterns count too: where nothing is ticked by itself, what is like ${listed(patterns)} is copied.`,
  patternsLeave: (patterns: readonly string[]) => `Whatever is ticked, ${listed(patterns)} is left out.`,
} as const
