import { StorageError } from '#platform'
import type { Copy } from './action.ts'
import type { Carrying } from './carrying.ts'
import { concurrently } from './concurrently.ts'
import { copyFile } from './copy-file.ts'
import { Halt } from './halt.ts'
import { begin } from './progress.ts'
import type { Receipt } from './receipt.ts'
import { take } from './take.ts'

/**
 * Copies files and gives a receipt for each; what a receipt tells of is durable when it is given. Throws Halt after the last
 * receipts when something ended the batch early: actions without a receipt are then undone or unclear, and a later call
 * with `settle` finds out which. Never throws for a single item.
 */
export async function* carryOut(
  actions: readonly Copy[],
  carrying: Carrying,
): AsyncGenerator<readonly Receipt[], void, undefined> {
  if (actions.length === 0) return
  // After an interruption every file is looked at first, which the fast way does not do.
  const batch = carrying.settle ? undefined : await take(actions, carrying)
  if (batch && batch.receipts.length > 0) yield batch.receipts
  const rest = batch?.rest ?? actions.map((action) => [action, begin(action, carrying.settle)] as const)

  let firstFlagged: Receipt | undefined
  const work = async ([action, progress]: (typeof rest)[number]) => {
    if (firstFlagged) return undefined
    const receipt = await copyFile(action, progress, carrying)
    if (receipt.state === 'flagged' && carrying.options.onFailure === 'halt') firstFlagged ??= receipt
    return receipt
  }
  for await (const results of concurrently(rest, carrying.concurrency, work)) {
    const receipts = results.filter((receipt) => receipt !== undefined)
    if (receipts.length > 0) yield receipts
  }
  if (firstFlagged) throw haltedBy(firstFlagged)
}

function haltedBy({ sentence, source }: Receipt): Halt {
  const message = `The job stops at the first failure: ${sentence}`
  return new Halt(new StorageError({ kind: 'unexpected', advice: { do: 'stop' }, path: source, message }))
}
