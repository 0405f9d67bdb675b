import type { ItemView } from '#api/contract/runs.ts'

/** As the address names an item: `file Plans/A-101.pdf`. */
export function addressOfItem({ kind, source }: Pick<ItemView, 'kind' | 'source'>): string {
  return `${kind} ${source}`
}

export function itemIn(address: string): Pick<ItemView, 'kind' | 'source'> | undefined {
  const [, kind, source] = /^(file|folder|other) (.+)$/s.exec(address) ?? []
  if (source === undefined) return undefined
  return { kind: kind === 'folder' ? 'folder' : kind === 'other' ? 'other' : 'file', source }
}
