export interface PageWish {
  /** The id of the last one of the page before. */
  readonly after?: string | undefined
  readonly limit: number
  /** Words, all of which stand in what is searched. */
  readonly text?: string | undefined
}

/**
 * One page of a list that is bounded by its nature, and read whole: the sessions of a person, the versions of a file. Where
 * the one that a page goes on after is gone, there is no more.
 */
export function pageOf<One extends { readonly id: string }>(
  all: readonly One[],
  { after, limit, text = '' }: PageWish,
  wordsOf: (one: One) => readonly (string | undefined)[],
): { readonly page: readonly One[]; readonly next?: string } {
  const before = after === undefined ? -1 : all.findIndex(({ id }) => id === after)
  if (after !== undefined && before === -1) return { page: [] }
  const wanted = text.toLowerCase().split(/\s+/)
  const found = all.slice(before + 1).filter((one) => {
    const searched = wordsOf(one).join(' ').toLowerCase()
    return wanted.every((word) => searched.includes(word))
  })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { page, ...(last && found.length > limit && { next: last.id }) }
}
