import { parentOf, showPath, StorageError } from '#platform'
import type { Make } from './action.ts'
import type { Carrying } from './carrying.ts'
import { concurrently } from './concurrently.ts'
import { reasonOf, sentenceOf } from './failure.ts'
import { printOf } from './print.ts'
import { quotePath } from './quote.ts'
import type { Receipt } from './receipt.ts'
import { tryOften } from './try-often.ts'

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

async function makeFolder(action: Make, making: Making): Promise<Receipt> {
  const { destination, signal, clock } = making
  const make = destination.makeFolder
  if (!make) {
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
  return tryOften<Receipt>(
    making,
    async (attempts) => {
      const { folder, isNew } = await make(action.to, { signal })
      if (folder.kind !== 'folder') throw notAFolder(action)
      return {
        ...lineOf(action),
        state: action.isRevised ? 'revised' : 'succeeded',
        reason: isNew ? action.reason : 'already-there',
        sentence: action.sentence,
        sourcePrint: printOf(action.from),
        destinationPrint: printOf(folder),
        ...(isNew && { isNew }),
        attempts,
        finishedAt: clock.now(),
      }
    },
    (error, attempts) => {
      const reason = reasonOf(error, 'destination')
      const why = reason === 'conflict' ? 'kind-differs' : reason
      const sentence = sentenceOf(error)
      return { ...lineOf(action), state: 'flagged', reason: why, sentence, attempts, finishedAt: clock.now() }
    },
  )
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
