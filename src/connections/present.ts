import type { Kysely } from 'kysely'
import type { ConnectionView } from '#api/contract/connections.ts'
import { jobCounts } from '#jobs/rows.ts'
import type { Clock, Platform } from '#platform'
import { healthOf, type Connection } from './connection.ts'
import { lastTestOf } from './rows.ts'
import { callCounts, type CallCount } from './pacer.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly platforms: readonly Platform[]
  readonly clock: Clock
}

/** Connections as people and programs see them: no secret is in reach here. */
export async function presentConnections(
  { db, platforms, clock }: Means,
  connections: readonly Connection[],
): Promise<ConnectionView[]> {
  const now = clock.now()
  const ids = connections.map(({ id }) => id)
  const [jobs, calls] = await Promise.all([jobCounts(db, ids), callCounts(db, ids, now)])
  return connections.map((connection) =>
    viewOf(connection, platforms, { now, jobs: jobs.get(connection.id) ?? 0, calls: calls.get(connection.id) }),
  )
}

/** One of them, with what its last test looked at. */
export async function presentConnection(means: Means, connection: Connection): Promise<ConnectionView> {
  const [[view], test] = await Promise.all([
    presentConnections(means, [connection]),
    lastTestOf(means.db, connection.id),
  ])
  if (!view) throw new Error('One connection makes one view.')
  if (!test) return view
  return { ...view, lastTest: { ...test, checks: [...test.checks], at: test.at.toISOString() } }
}

function viewOf(
  connection: Connection,
  platforms: readonly Platform[],
  { now, jobs, calls }: { readonly now: number; readonly jobs: number; readonly calls: CallCount | undefined },
): ConnectionView {
  const manifest = platforms.find((platform) => platform.manifest.id === connection.platform)?.manifest
  const { healthReason, limitedUntil, testedAt, account, scopeNames, addedBy } = connection
  const health = healthOf(connection, now)
  return {
    id: connection.id,
    platform: { id: connection.platform, title: manifest?.title ?? connection.platform },
    name: connection.name,
    way: connection.way,
    client: connection.client,
    settings: { ...connection.settings },
    health,
    ...(healthReason !== undefined && { healthReason }),
    ...(health === 'limited' && limitedUntil && { limitedUntil: limitedUntil.toISOString() }),
    ...(testedAt && { testedAt: testedAt.toISOString() }),
    ...(account !== undefined && { account }),
    ...(scopeNames && { scopeNames: { ...scopeNames } }),
    isDisabled: connection.disabledAt !== undefined,
    jobs,
    ...(calls && manifest?.facts.rates.length !== 0 && { calls: callsOf(calls) }),
    ...(addedBy && { addedBy: { ...addedBy } }),
    createdAt: connection.createdAt.toISOString(),
  }
}

function callsOf({ resetsAt, ...calls }: CallCount) {
  return { ...calls, ...(resetsAt && { resetsAt: resetsAt.toISOString() }) }
}
