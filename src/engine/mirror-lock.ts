import { isStorageError, nameOf, type Clock, type Entry, type Place, type Storage } from '#platform'
import { describeTime } from './conflict.ts'
import { sentenceOf } from './failure.ts'
import { quote } from './quote.ts'
import { tryOften } from './try-often.ts'

export interface Locking {
  readonly destination: Storage
  readonly signal: AbortSignal
  readonly clock: Clock
}

/** What has become of the lock of a copy. `isOurs`: a lock that the account holds there is this job's. */
export interface Locked {
  readonly isOurs: boolean
  /** Why it is not as it is to be. */
  readonly failure?: string
}

/**
 * Locks a copy. A lock that is there and that this job has not set is somebody's and stays; `claim` is called when there is none,
 * right before this job's own is set, so that it is known for the job's whatever happens next. Never throws for a single entry;
 * throws Halt for what concerns the whole run.
 */
export function lockCopy(copy: Place, isOurs: boolean, claim: () => Promise<void>, locking: Locking): Promise<Locked> {
  const { destination, signal } = locking
  let mayBeOurs = isOurs
  return tryOften<Locked>(
    locking,
    async () => {
      if (!mayBeOurs) {
        const there = await destination.stat(copy, { signal })
        if (isLocked(there)) return { isOurs: false, failure: lockedBy(there) }
        await claim()
        mayBeOurs = true
      }
      await destination.locks?.lock(copy, { signal })
      return { isOurs: true }
    },
    (error) => ({ isOurs: mayBeOurs && !isStorageError(error, 'locked'), failure: sentenceOf(error) }),
  )
}

/** Lifts this job's lock of a copy, as `lockCopy` sets it. One that somebody else has set since is theirs. */
export function unlockCopy(copy: Place, locking: Locking): Promise<Locked> {
  const { destination, signal } = locking
  return tryOften<Locked>(
    locking,
    async () => {
      await destination.locks?.unlock(copy, { signal })
      return { isOurs: false }
    },
    (error) =>
      isStorageError(error, 'locked') || isStorageError(error, 'not-found')
        ? { isOurs: false }
        : { isOurs: true, failure: sentenceOf(error) },
  )
}

export function isLocked({ traits = [] }: Entry): boolean {
  return traits.includes('checked-out')
}

function lockedBy({ path, heldBy, heldSince }: Entry): string {
  const by = heldBy === undefined ? '' : ` by ${heldBy}`
  const since = heldSince === undefined ? '' : ` since ${describeTime(heldSince)}`
  return `${quote(nameOf(path))} is locked at the destination${by}${since}, not by this job, so it was left as it is. Ask them to unlock it; the next run tries again.`
}
