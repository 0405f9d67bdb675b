import { sql, type Kysely } from 'kysely'
import { parsePath, showPath, type Path } from '#platform'
import { identityText, type Identity } from './key.ts'
import type { Run } from './rows.ts'

/** What a run is about: all that the source holds, or items that somebody wants to be tried again. */
export interface Scope {
  /** This item is one of them, or is in a folder that is. */
  holds(item: Identity): boolean
  /** The way to one of them goes through this folder. */
  leadsTo(folder: Path): boolean
  /** Somebody asked for this very item, whatever was decided about it before. */
  asksFor(item: Identity): boolean
}

const everything: Scope = { holds: () => true, leadsTo: () => true, asksFor: () => false }

export async function scopeOf(db: Kysely<unknown>, { id, retries }: Run): Promise<Scope> {
  if (retries === undefined) return everything
  const { rows } = await sql<{ source: string; kind: Identity['kind'] }>`
    select source, kind from retries where run = ${id}`.execute(db)
  return scopeFor(rows.map(({ source, kind }) => ({ source: parsePath(source), kind })))
}

/** @internal */
export function scopeFor(items: readonly Identity[]): Scope {
  const wanted = new Set<string>()
  const above = new Set<string>()
  for (const { source, kind } of items) {
    wanted.add(identityText(source, kind))
    for (let length = source.length - 1; length >= 0; length--) above.add(showPath(source.slice(0, length)))
  }
  const asksFor = ({ source, kind }: Identity) => wanted.has(identityText(source, kind))
  return {
    asksFor,
    holds: (item) =>
      asksFor(item) ||
      item.source.some((_, length) => wanted.has(identityText(item.source.slice(0, length), 'folder'))),
    leadsTo: (folder) => above.has(showPath(folder)),
  }
}
