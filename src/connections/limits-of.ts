import type { Kysely } from 'kysely'
import type { Clock, Facts, Platform } from '#platform'
import { platformCalled } from './add.ts'
import { disk } from './local-folders.ts'
import { callCounts, type CallCount } from './pacer.ts'
import { findConnections } from './rows.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly platforms: readonly Platform[]
  readonly clock: Clock
}

/** What is known of the call limits of these connections; those whose calls are not counted are missing. */
export async function limitsOf(
  ids: readonly string[],
  { db, platforms, clock }: Means,
): Promise<ReadonlyMap<string, CallCount & { readonly facts: Facts }>> {
  const asked = ids.filter((id) => id !== disk)
  if (asked.length === 0) return new Map()
  const [connections, counts] = await Promise.all([findConnections(db, asked), callCounts(db, asked, clock.now())])
  const limits = connections.map(({ id, platform }) => {
    const { facts } = platformCalled(platforms, platform).manifest
    return [id, { ...(counts.get(id) ?? { used: 0 }), facts }] as const
  })
  return new Map(limits.filter(([, { facts }]) => facts.rates.length > 0))
}
