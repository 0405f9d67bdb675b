import type { Kysely } from 'kysely'
import type { Clock, Facts, Platform } from '#platform'
import { platformCalled } from './add.ts'
import { disk } from './local-folders.ts'
import { callCount, type CallCount } from './pacer.ts'
import { findConnection } from './rows.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly platforms: readonly Platform[]
  readonly clock: Clock
}

/** What is known of a connection's call limit; undefined where calls are not counted. */
export async function limitOf(
  connection: string,
  { db, platforms, clock }: Means,
): Promise<(CallCount & { readonly facts: Facts }) | undefined> {
  if (connection === disk) return undefined
  const found = await findConnection(db, connection)
  if (!found) return undefined
  const { facts } = platformCalled(platforms, found.platform).manifest
  if (facts.rates.length === 0) return undefined
  return { ...((await callCount(db, connection, clock.now())) ?? { used: 0 }), facts }
}
