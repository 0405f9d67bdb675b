import type { Answer } from './client.ts'

/**
 * Whether more pages follow. Procore tells by `Link` and `Total`, and not every endpoint sends them: where nothing tells,
 * only an empty page is the end, because a service may give smaller pages than it was asked for.
 */
export function isLastPage({ header }: Pick<Answer, 'header'>, page: number, perPage: number, count: number): boolean {
  if (count === 0) return true
  const link = header('link') ?? ''
  if (/rel="?next"?/.test(link)) return false
  const total = totalOf({ header })
  if (total === undefined) return link !== ''
  const given = Number(header('per-page'))
  return page * (given > 0 ? given : perPage) >= total
}

/** How many there are on all pages. */
export function totalOf({ header }: Pick<Answer, 'header'>): number | undefined {
  const text = header('total')
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}
