import type { Query } from './query.ts'
import { invalid } from './refusal.ts'

export interface Page {
  readonly number: number
  readonly size: number
  readonly offset: number
}

export function readPage(query: Query, usual: number, most: number): Page {
  const number = query.number('page') ?? 1
  const size = query.number('per_page') ?? usual
  if (number < 1) throw invalid('page', 'must be greater than 0')
  if (size < 1) throw invalid('per_page', 'must be greater than 0')
  const allowed = Math.min(size, most)
  return { number, size: allowed, offset: (number - 1) * allowed }
}

/** Total, Per-Page and Link; `url` is that of the call, whole. */
export function pageHeaders(url: string, page: Page, total: number): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / page.size))
  const relations: readonly (readonly [relation: string, page: number, isNamed: boolean])[] = [
    ['first', 1, page.number > 1],
    ['prev', page.number - 1, page.number > 1],
    ['last', last, page.number < last],
    ['next', page.number + 1, page.number < last],
  ]
  const link = relations
    .filter(([, , isNamed]) => isNamed)
    .map(([relation, number]) => `<${withPage(url, number, page.size)}>; rel="${relation}"`)
    .join(', ')
  return { Total: String(total), 'Per-Page': String(page.size), ...(link && { Link: link }) }
}

function withPage(url: string, number: number, size: number): string {
  const address = new URL(url)
  address.searchParams.set('page', String(number))
  address.searchParams.set('per_page', String(size))
  // Clients split the header at ", ", so no comma may stand in an address.
  return address.href.replaceAll(',', '%2C')
}
