import { isStorageError, type StorageError } from '#platform'
import { moveTo, type Waiting } from './rows.ts'
import type { Stage } from './stage.ts'

const tryAgainAfterMs = 60_000

/**
 * What stops a run becomes its state: it waits for a person (sign-in, space), waits and tries again by itself (the other
 * side cannot be reached), or has failed with the sentence that says why. False for errors that the queue may retry.
 */
export async function haltRun(stage: Stage, run: string, error: unknown): Promise<boolean> {
  const failure = storageErrorIn(error)
  if (!failure) return false
  const waiting = waitingFor(failure, stage.clock.now())
  stage.log.warn({ run, kind: failure.kind, verb: failure.verb }, 'run-halted')
  stage.stops.stop(run)
  await stage.transaction(async (db) => {
    if (!waiting) return moveTo(db, run, 'failed', { failure: failure.message })
    const hasMoved = await moveTo(db, run, 'waiting', { waiting })
    if (!hasMoved || !waiting.until) return hasMoved
    const startAfterMs = waiting.until.getTime() - stage.clock.now()
    return stage.send('scan-run', { run }, { startAfterMs, transaction: db })
  })
  return true
}

function waitingFor(failure: StorageError, now: number): Waiting | undefined {
  const { kind, message, advice } = failure
  if (advice.do === 'reconnect') return { code: 'sign-in-needed', reason: message }
  if (kind === 'no-space') return { code: 'no-space', reason: message }
  if (advice.do !== 'retry-later') return undefined
  const until = new Date(now + Math.max(advice.afterMs ?? 0, tryAgainAfterMs))
  return { code: kind === 'rate-limited' ? 'rate-limit' : 'unavailable', reason: message, until }
}

function storageErrorIn(error: unknown): StorageError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isStorageError(cause)) return cause
  }
  return undefined
}
