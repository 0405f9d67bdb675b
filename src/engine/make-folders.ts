import { isStorageError, parentOf, showPath, StorageError } from '#platform'
import type { Make } from './action.ts'
import { backOff, mostAttempts } from './back-off.ts'
import type { Carrying } from './carrying.ts'
import { concurrently } from './concurrently.ts'
import { reasonOf, sentenceOf } from './failure.ts'
import { cancelled, Halt, mustHalt } from './halt.ts'
import { printOf } from './print.ts'
import { quotePath } from './quote.ts'
import type { Receipt } from './receipt.ts'

type Making = Pick<Carrying, 'destination' | 'signal' | 'clock' | 'concurrency'>

/**
 * Makes folders, those above before those below, and gives a receipt for each. Its reason is `already-there` for a folder
 * that somebody had made meanwhile, so only one of another reason is known to be empty; `destinationPrint.id` is the
 * folder's. What lies below a flagged folder is flagged with it. Throws Halt as `carryOut` does.
 */
export async function* makeFolders(
  actions: readonly Make[],
  making: Making,
): AsyncGenerator<readonly Receipt[], void, undefined> {
  const flagged = new Map<string, Receipt>()
  const byDepth = Map.groupBy(actions, ({ to }) => to.path.length)
  for (const depth of [...byDepth.keys()].toSorted((a, b) => a - b)) {
    const make = async (action: Make) => {
      const above = flagged.get(showPath(parentOf(action.to.path)))
      const receipt = above ? belowFlagged(action, above, making) : await makeFolder(action, making)
      if (receipt.state === 'flagged') flagged.set(showPath(action.to.path), receipt)
      return receipt
    }
    yield* concurrently(byDepth.get(depth) ?? [], making.concurrency, make)
  }
}

async function makeFolder(action: Make, { destination, signal, clock }: Making): Promise<Receipt> {
  if (!destination.makeFolder) {
    const sentence = 'The destination keeps no folders of their own: they are there as long as they hold files.'
    return {
      ...lineOf(action),
      state: 'ignored',
      reason: 'empty-folder',
      sentence,
      attempts: 0,
      finishedAt: clock.now(),
    }
  }
  for (let attempts = 1; ; attempts++) {
    if (signal.aborted) throw cancelled(signal)
    try {
      const { folder, isNew } = await destination.makeFolder(action.to, { signal })
      if (folder.kind !== 'folder') throw notAFolder(action)
      return {
        ...lineOf(action),
        state: action.isRevised ? 'revised' : 'succeeded',
        reason: isNew ? action.reason : 'already-there',
        sentence: action.sentence,
        sourcePrint: printOf(action.from),
        destinationPrint: printOf(folder),
        attempts,
        finishedAt: clock.now(),
      }
    } catch (error) {
      if (signal.aborted) throw cancelled(signal)
      if (mustHalt(error)) throw new Halt(error)
      const isWorthAnother = isStorageError(error) && error.advice.do === 'retry-later'
      if (!isWorthAnother || attempts >= mostAttempts) {
        if (isStorageError(error, 'rate-limited')) throw new Halt(error)
        const reason = reasonOf(error, 'destination')
        const [why, sentence] = [reason === 'conflict' ? 'kind-differs' : reason, sentenceOf(error)] as const
        return { ...lineOf(action), state: 'flagged', reason: why, sentence, attempts, finishedAt: clock.now() }
      }
      await backOff(error, attempts, clock, signal)
    }
  }
}

function belowFlagged(action: Make, above: Receipt, { clock }: Making): Receipt {
  const sentence = `The folder above, ${quotePath(above.source)}, could not be made: ${above.sentence}`
  return {
    ...lineOf(action),
    state: 'flagged',
    reason: 'folder-flagged',
    sentence,
    attempts: 0,
    finishedAt: clock.now(),
  }
}

function lineOf({ source, destination }: Make) {
  return { source, destination, kind: 'folder', size: 0 } as const
}

function notAFolder({ to }: Make): StorageError {
  const message = `${quotePath(to.path)} is a file at the destination, where a folder should be.`
  return new StorageError({ kind: 'not-a-folder', verb: 'makeFolder', path: to.path, message })
}
