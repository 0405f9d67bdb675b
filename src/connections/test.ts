import type { Kysely } from 'kysely'
import { isStorageError, type About, type Clock, type Log, type Platform } from '#platform'
import {
  checkAccount,
  checkListing,
  checkNames,
  checkReading,
  checkSpaces,
  type Check,
  type CheckName,
  type Looked,
} from './checks.ts'
import { ConnectionRefused, type Connection, type StoredHealth } from './connection.ts'
import { scopeFieldsOf, type Scoping } from './choices.ts'
import { checkWriting } from './probe.ts'
import { keepHealth, keepTest, type Learnt } from './rows.ts'
import { checkOuter, checkScopes, scopeNames } from './scope-checks.ts'
import type { OpenStorage, Storages } from './storages.ts'

export interface TestResult {
  readonly succeeded: boolean
  readonly sentence: string
  readonly checks: readonly Check[]
}

interface Means {
  readonly db: Kysely<unknown>
  readonly storages: Storages
  readonly platforms: readonly Platform[]
  readonly clock: Clock
  readonly log: Log
  /** What the name of a service account should hold; see the setting procoreTrackingWord. */
  readonly trackingWord: string
  readonly signal: AbortSignal
}

const longestTestMs = 60_000

export interface TestWish {
  /** Also writes a small file and deletes it. */
  readonly writes: boolean
  /** Where to: a space and folder below the connection; the top of the first space when absent. */
  readonly folder?: string | undefined
}

/**
 * Uses a connection as a run would, up to one byte of one file or as far as is wished, and keeps how it went as the
 * connection's health.
 */
export async function testConnection(
  means: Means,
  connection: Connection,
  wish: TestWish = { writes: false },
): Promise<TestResult> {
  const planned = plannedChecks(scopeFieldsOf(connection, means.platforms), wish)
  const signal = AbortSignal.any([means.signal, AbortSignal.timeout(longestTestMs)])
  const checks: Check[] = []
  let failure: unknown
  const learnt: Learnt = {}
  try {
    for await (const check of look(means, connection, wish, signal, learnt)) checks.push(check)
  } catch (error) {
    // Whoever asked has gone away: that says nothing of the connection.
    means.signal.throwIfAborted()
    failure = error
  }
  if (failure === undefined) {
    await keepTest(means.db, connection.id, { succeeded: true, checks }, learnt)
    await keepHealth(means.db, connection.id, 'healthy')
    return { succeeded: true, sentence: 'Connection test succeeded', checks }
  }
  const sentence = signal.aborted ? tooSlow : sentenceOf(failure, connection, means.log)
  const failed = planned[checks.length] ?? { name: 'read' }
  checks.push({ ...failed, outcome: 'failed', sentence })
  for (const next of planned.slice(checks.length)) {
    checks.push({ ...next, outcome: 'skipped', sentence: 'Not looked at.' })
  }
  await keepTest(means.db, connection.id, { succeeded: false, checks }, learnt)
  await keepHealth(means.db, connection.id, healthAfter(failure), sentence)
  return { succeeded: false, sentence, checks }
}

const writingChecks: readonly CheckName[] = ['write', 'delete']

/** In the order in which they are made. */
function plannedChecks(scopes: readonly Scoping[], { writes }: TestWish): readonly Pick<Check, 'name' | 'what'>[] {
  const each = scopes.map(({ scope }) => ({ name: 'spaces' as const, what: scope.label }))
  return checkNames
    .filter((name) => writes || !writingChecks.includes(name))
    .flatMap((name) => (name === 'spaces' && each.length > 0 ? each : [{ name }]))
}

async function* look(
  means: Means,
  connection: Connection,
  wish: TestWish,
  signal: AbortSignal,
  learnt: Learnt,
): AsyncGenerator<Check> {
  const opened = await means.storages.openAnew(connection)
  const about = await opened.storage.about?.({ signal })
  const looked: Looked = { storage: opened.storage, connection: connection.name, signal }
  if (about) {
    learnt.account = about.account
    yield* signedIn(opened, about, means.trackingWord)
  }
  const scopes = scopeFieldsOf(connection, means.platforms)
  let seen: Awaited<ReturnType<typeof checkSpaces>>
  try {
    seen = await checkSpaces(looked)
  } catch (error) {
    if (about) yield* await checkOuter({ ...means, signal }, connection, scopes)
    throw error
  }
  const { check, spaces } = seen
  // Without an account to ask for, the first answer to anything is what shows that the sign-in works.
  if (!about) yield* signedIn(opened, about, means.trackingWord)
  if (scopes.length > 0) {
    learnt.scopeNames = scopeNames(scopes, connection.settings, spaces)
    yield* checkScopes(scopes, connection.settings, spaces)
  } else yield check
  const listed = await checkListing(looked, spaces)
  yield listed.check
  yield await checkReading(looked, listed)
  if (wish.writes) yield* checkWriting(looked, spaces, wish.folder)
}

function* signedIn({ platform, connection }: OpenStorage, about: About | undefined, word: string): Generator<Check> {
  const way = platform.manifest.ways.find(({ id }) => id === connection.way)
  const sentence = way?.kind === 'none' ? 'No sign-in is needed.' : `${platform.manifest.title} accepts the sign-in.`
  yield { name: 'sign-in', outcome: 'passed', sentence }
  yield checkAccount(about, word)
}

const tooSlow = `The connection did not answer within ${longestTestMs / 1000} seconds. Try again later.`

function sentenceOf(error: unknown, { id, name }: Connection, log: Log): string {
  if (isStorageError(error) || error instanceof ConnectionRefused) return error.message
  log.error({ connection: id, error }, 'connection-test-failed')
  return `The test of “${name}” failed in a way that Gantry did not expect; its log tells more.`
}

function healthAfter(error: unknown): StoredHealth {
  if (!isStorageError(error)) return 'failing'
  if (error.advice.do === 'reconnect') return 'sign-in-needed'
  return error.kind === 'forbidden' ? 'permission-missing' : 'failing'
}
