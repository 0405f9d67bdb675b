import type { ItemView } from '#api/contract/runs.ts'

export interface ItemFilter {
  readonly state?: ItemView['state'] | undefined
  readonly reason?: string | undefined
  readonly text?: string | undefined
}

export interface SavedFilter {
  readonly name: string
  readonly filter: ItemFilter
}

const key = 'gantry-item-filters'

export function keptFilters(): readonly SavedFilter[] {
  // Only this page writes there.
  return JSON.parse(localStorage.getItem(key) ?? '[]') as readonly SavedFilter[]
}

export function keepFilters(filters: readonly SavedFilter[]): void {
  localStorage.setItem(key, JSON.stringify(filters))
}

export function sameFilter(one: ItemFilter, other: ItemFilter): boolean {
  return one.state === other.state && one.reason === other.reason && one.text === other.text
}
