import { isStorageError, nameOf, StorageError } from '#platform'
import type { Remove } from './action.ts'
import type { Carrying } from './carrying.ts'
import { concurrently } from './concurrently.ts'
import { reasonOf, sentenceOf } from './failure.ts'
import { findEntry } from './find-entry.ts'
import { Halt } from './halt.ts'
import { printOf, samePrint } from './print.ts'
import { quote } from './quote.ts'
import type { Reason } from './reason.ts'
import type { Receipt } from './receipt.ts'
import { tryOften } from './try-often.ts'

type Removing = Pick<Carrying, 'source' | 'destination' | 'signal' | 'clock' | 'concurrency' | 'mayUnlock'>

/**
 * Deletes what the source has lost and gives a receipt for each: files, then folders, those below before those above. Right
 * before each deletion the source is asked once more, and the destination must hold exactly what the job left there. Throws
 * Halt as `carryOut` does.
 */
export async function* removeLost(
  actions: readonly Remove[],
  removing: Removing,
): AsyncGenerator<readonly Receipt[], void, undefined> {
  if (!removing.destination.delete) throw new Halt(cannotDelete())
  const files = actions.filter(({ kind }) => kind === 'file')
  yield* concurrently(files, removing.concurrency, (action) => removeOne(action, removing))
  const folders = actions.filter(({ kind }) => kind !== 'file')
  for (const folder of folders.toSorted((a, b) => b.to.path.length - a.to.path.length)) {
    yield [await removeOne(folder, removing)]
  }
}

function removeOne(action: Remove, removing: Removing): Promise<Receipt> {
  const done = (outcome: Outcome, attempts: number) => receipt(action, outcome, attempts, removing.clock.now())
  return tryOften(
    removing,
    async (attempts) => {
      const kept = await removeOrKeep(action, removing)
      return done(kept ? { state: 'ignored', ...kept } : removed, attempts)
    },
    (error, attempts) =>
      done({ state: 'flagged', reason: reasonOf(error, 'destination'), sentence: sentenceOf(error) }, attempts),
  )
}

function cannotDelete(): StorageError {
  const message = 'Nothing can be deleted at the destination through this connection. Let the job keep deleted items.'
  return new StorageError({ kind: 'unsupported', advice: { do: 'fix-settings' }, verb: 'delete', message })
}

type Outcome = Pick<Receipt, 'state' | 'reason' | 'sentence'>

const removed: Outcome = { state: 'succeeded', reason: 'removed', sentence: '' }

/** Why it is kept; undefined when it is gone from the destination. */
async function removeOrKeep(
  action: Remove,
  { source, destination, signal, mayUnlock }: Removing,
): Promise<{ readonly reason: Reason; readonly sentence: string } | undefined> {
  const { gone, to, kind, expected } = action
  const name = quote(nameOf(to.path))
  const again = await findEntry(source, gone, signal)
  // On a side that does not tell case apart the same file may answer to its old name.
  if (again?.kind === kind && nameOf(again.path) === nameOf(gone.path)) {
    return { reason: 'kept-unsure', sentence: `The source holds ${quote(nameOf(gone.path))} again.` }
  }
  const there = await findEntry(destination, to, signal)
  if (!there) return undefined
  const { timePrecisionMs } = destination.facts
  if (there.kind !== kind || (kind === 'file' && !samePrint(expected, printOf(there), timePrecisionMs))) {
    return { reason: 'kept-changed', sentence: `${name} was changed at the destination after it was compared.` }
  }
  try {
    if (kind === 'file' && mayUnlock?.(action)) await destination.locks?.unlock(there, { signal })
    await destination.delete?.(there, { signal, ifEmpty: kind === 'folder' })
    return undefined
  } catch (error) {
    if (!isStorageError(error, 'precondition-failed')) throw error
    return { reason: 'kept-folder', sentence: `${name} holds something that is not this job’s to delete.` }
  }
}

function receipt(action: Remove, outcome: Outcome, attempts: number, now: number): Receipt {
  const { source, destination, kind, size } = action
  return { source, destination, kind, size, ...outcome, attempts, finishedAt: now }
}
