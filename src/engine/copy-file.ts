import { isStorageError, type StorageError } from '#platform'
import type { Copy } from './action.ts'
import type { Attempt } from './attempt.ts'
import { backOff, mostAttempts } from './back-off.ts'
import type { Carrying } from './carrying.ts'
import { copyOnce } from './copy-once.ts'
import { reasonOf, sentenceOf, type FailedSide } from './failure.ts'
import { cancelled, Halt, mustHalt } from './halt.ts'
import { printOf } from './print.ts'
import { Conflict, Disagreement, type Progress } from './progress.ts'
import type { Receipt } from './receipt.ts'
import { flagged } from './receipts.ts'
import { removeWrong } from './remove-wrong.ts'

/**
 * Copies one file, with as many attempts as its failures are worth. The receipt says `succeeded` or `revised` only when the
 * destination holds what was read, as far as the job verifies that. Throws Halt for what concerns the whole run.
 */
export async function copyFile(action: Copy, progress: Progress, carrying: Carrying): Promise<Receipt> {
  const { clock, signal } = carrying
  for (;;) {
    if (signal.aborted) throw cancelled(signal)
    progress.attempts++
    const attempt: Attempt = { passed: 0, sourceFailure: undefined, keepingFailure: undefined }
    try {
      return await copyOnce(action, progress, carrying, attempt)
    } catch (error) {
      carrying.onProgress(-attempt.passed)
      if (attempt.keepingFailure !== undefined) throw attempt.keepingFailure
      if (signal.aborted) throw cancelled(signal)
      if (error instanceof Conflict) return await giveUp(action, progress, carrying, 'conflict', error.message)
      if (error instanceof Disagreement) {
        if (error.isFirst) continue
        return await giveUp(action, progress, carrying, 'not-verified', '')
      }
      const [failure, side] = sided(error, attempt)
      if (mustHalt(failure)) throw new Halt(failure)
      if (progress.attempts >= mostAttempts || !isWorthAnother(failure, side)) {
        if (isPlatforms(failure, carrying)) throw new Halt(failure)
        return await giveUp(action, progress, carrying, reasonOf(failure, side), triedOften(failure, progress))
      }
      if (side === 'source') progress.isStale = true
      else if (!isRefusal(failure)) progress.mustSettle = true
      if (!isOccupied(failure, side)) await backOff(failure, progress.attempts, clock, signal)
    }
  }
}

function triedOften(failure: unknown, { attempts }: Progress): string {
  const sentence = sentenceOf(failure)
  return attempts < mostAttempts ? sentence : `${sentence} It was tried ${attempts} times; the next run tries it again.`
}

function sided(error: unknown, { sourceFailure }: Attempt): readonly [failure: unknown, side: FailedSide] {
  return sourceFailure === undefined ? [error, 'destination'] : [sourceFailure, 'source']
}

/** Not the item's fault: a limit never is, and a platform that does not answer hardly. */
function isPlatforms(failure: unknown, { waitsForPlatforms }: Carrying): failure is StorageError {
  if (isStorageError(failure, 'rate-limited')) return true
  return waitsForPlatforms && isStorageError(failure, 'unavailable') && failure.advice.do === 'retry-later'
}

function isWorthAnother(failure: unknown, side: FailedSide): boolean {
  if (!isStorageError(failure)) return false
  return failure.advice.do === 'retry-later' || isOccupied(failure, side)
}

/** Something lies where nothing should be, perhaps our own from an attempt whose answer was lost: worth a look. */
function isOccupied(failure: unknown, side: FailedSide): boolean {
  if (side === 'source') return false
  return isStorageError(failure, 'already-exists') || isStorageError(failure, 'precondition-failed')
}

/** The platform turned the write away, so nothing of it can be there. After any other failure it may be. */
function isRefusal(failure: unknown): boolean {
  return isStorageError(failure, 'rate-limited') || isStorageError(failure, 'short-content')
}

async function giveUp(
  action: Copy,
  progress: Progress,
  carrying: Carrying,
  reason: Receipt['reason'],
  sentence: string,
): Promise<Receipt> {
  const now = carrying.clock.now()
  if (progress.unproven) {
    const left = printOf(progress.unproven)
    const why = `The copy lies at the destination but could not be verified. ${sentence}`
    return flagged(action, progress, { reason: 'not-verified', sentence: why, now, left })
  }
  if (!progress.wrong) {
    return flagged(action, progress, { reason, sentence, now, ...(progress.part && { left: progress.part }) })
  }
  const left = await removeWrong(action, progress.wrong, carrying)
  const why = [left.sentence, sentence].filter((part) => part !== '').join(' ')
  return flagged(action, progress, {
    reason: 'not-verified',
    sentence: why,
    now,
    ...(left.print && { left: left.print }),
  })
}
