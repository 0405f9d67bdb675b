import { PgBoss, type ConstructorOptions, type Queue as QueueOptions } from 'pg-boss'
import { clientConfig, type ConnectionSettings } from '#database/connection-settings.ts'
import type { Log } from '#database/log.ts'
import { QueueError, type KindSettings } from './task.ts'

/** Tasks that failed for the last time wait here to be told to their owners. */
export const deadLetters = 'dead-letters'

/** A worker that gave no sign for this long has lost its tasks. The least that pg-boss allows. */
const leaseSeconds = 10
export const renewalSeconds = 3
// How often dead workers are looked for. With the lease, a first retry pause and a poll: takeover within 15 s.
const supervisionSeconds = 1
/** How late a delayed task or a retry may start; fresh tasks are notified and do not wait for it. */
export const pollSeconds = 2

const oneDay = 24 * 60 * 60
const defaults = { retryLimit: 5, firstPauseSeconds: 1, longestPauseSeconds: 5 * 60 } satisfies Required<KindSettings>

export interface BossOptions {
  readonly log: Log
  readonly kinds: Readonly<Record<string, KindSettings>>
}

/** Starts pg-boss, in its schema `pgboss` beside our tables, with one queue for each kind and one for dead letters. */
export async function startBoss(settings: ConnectionSettings, { log, kinds }: BossOptions): Promise<PgBoss> {
  if (deadLetters in kinds) throw new QueueError(`No kind of task can be called ${deadLetters}.`)
  const boss = new PgBoss({
    // The same fields as pg's own, with narrower types.
    ...(clientConfig(settings) as ConstructorOptions),
    // Short statements only: fetching, settling, renewing. A handler's own work has the other pool.
    max: 5,
    useListenNotify: true,
    // Schedules of jobs are ours; pg-boss would ask every 30 seconds for its own.
    schedule: false,
    superviseIntervalSeconds: supervisionSeconds,
    monitorIntervalSeconds: supervisionSeconds,
  })
  reportErrors(boss, log)
  try {
    await boss.start({ attempts: 5 })
    const common = { notify: true, heartbeatSeconds: leaseSeconds, expireInSeconds: oneDay, retryBackoff: true }
    // Dead letters are kept for a week after they were told, for whoever wonders.
    await ensureQueue(boss, { ...common, name: deadLetters, retryLimit: 20, deleteAfterSeconds: 7 * oneDay })
    for (const [name, kind] of Object.entries(kinds)) {
      const { retryLimit, firstPauseSeconds, longestPauseSeconds } = { ...defaults, ...kind }
      await ensureQueue(boss, {
        ...common,
        name,
        policy: 'short', // one waiting task per key
        deadLetter: deadLetters,
        retryLimit,
        retryDelay: firstPauseSeconds,
        retryDelayMax: longestPauseSeconds,
        // A task may have to wait as long as its run is paused; the longest that pg-boss allows is a year.
        retentionSeconds: 364 * oneDay,
        deleteAfterSeconds: 60 * 60,
      })
    }
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined)
    throw error
  }
  return boss
}

/** Makes the queue, or brings one that an older version made up to date. */
async function ensureQueue(boss: PgBoss, { name, policy, ...options }: QueueOptions): Promise<void> {
  await boss.createQueue(name, policy === undefined ? options : { ...options, policy })
  await boss.updateQueue(name, options)
}

const quietMs = 10_000

/** A database that is away makes every worker complain at once and again; one line in ten seconds is enough. */
function reportErrors(boss: PgBoss, log: Log): void {
  let lastAt = -Infinity
  boss.on('error', (error) => {
    if (performance.now() - lastAt < quietMs) return
    lastAt = performance.now()
    log.warn({ reason: error.message }, 'queue-trouble')
  })
  boss.on('warning', (warning) => log.warn({ reason: warning.message }, 'queue-warning'))
}
