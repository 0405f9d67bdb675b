import { isStorageError, nameOf, StorageError, type Entry } from '#platform'
import type { Clear } from './action.ts'
import type { Carrying } from './carrying.ts'
import { concurrently } from './concurrently.ts'
import { sentenceOf } from './failure.ts'
import { findEntry } from './find-entry.ts'
import { Halt } from './halt.ts'
import { printOf, samePrint } from './print.ts'
import { proveHeld } from './prove-held.ts'
import { quote } from './quote.ts'
import type { Receipt } from './receipt.ts'
import { tryOften } from './try-often.ts'

interface Clearing extends Pick<Carrying, 'source' | 'destination' | 'signal' | 'clock' | 'concurrency'> {
  /** Deletes nothing more: only tells what an attempt that was broken off has deleted. */
  readonly isSettling: boolean
}

/**
 * Deletes at the source what a job that moves has brought to the destination, and gives a receipt for each: files, then folders
 * that are empty by then, those below before those above. Right before each deletion both sides are looked at: the original must
 * be as it was when it was copied, the copy as the job left it, and their bytes proven equal. A folder that still holds
 * something gives no receipt, nor does what is left because this is only settling. Throws Halt as `carryOut` does.
 */
export async function* clearSource(
  actions: readonly Clear[],
  clearing: Clearing,
): AsyncGenerator<readonly Receipt[], void, undefined> {
  if (!clearing.source.delete) throw new Halt(cannotDelete())
  const files = actions.filter(({ kind }) => kind === 'file')
  const folders = actions.filter(({ kind }) => kind === 'folder')
  for await (const some of concurrently(files, clearing.concurrency, (action) => clearOne(action, clearing))) {
    yield some.filter((receipt) => receipt !== undefined)
  }
  for (const folder of folders.toSorted((a, b) => b.original.path.length - a.original.path.length)) {
    const receipt = await clearOne(folder, clearing)
    if (receipt) yield [receipt]
  }
}

function cannotDelete(): StorageError {
  const message = 'Nothing can be deleted at the source through this connection. Let the job copy instead of move.'
  return new StorageError({ kind: 'unsupported', advice: { do: 'fix-settings' }, verb: 'delete', message })
}

function clearOne(action: Clear, clearing: Clearing): Promise<Receipt | undefined> {
  const done = (outcome: Outcome) => receipt(action, outcome, clearing.clock.now())
  return tryOften(
    clearing,
    async () => {
      const outcome = await clearOrKeep(action, clearing)
      return outcome && done(outcome)
    },
    (error) => done(kept(sentenceOf(error))),
  )
}

type Outcome = Pick<Receipt, 'state' | 'reason' | 'sentence' | 'sourceSha256' | 'destinationSha256'>

const kept = (sentence: string): Outcome => ({ state: 'flagged', reason: 'kept-at-source', sentence })

async function clearOrKeep(action: Clear, clearing: Clearing): Promise<Outcome | undefined> {
  const { source, destination, signal, isSettling } = clearing
  const { to, kind, state, sentence } = action
  const wanted = nameOf(action.original.path)
  const name = quote(wanted)
  const copy = await findEntry(destination, to, signal)
  const { timePrecisionMs } = destination.facts
  if (!copy || copy.kind !== kind || (kind === 'file' && !samePrint(action.expected, printOf(copy), timePrecisionMs))) {
    if (isSettling) return undefined
    return kept(`The copy of ${name} is not at the destination as this job left it, so the original was kept.`)
  }
  const original = await findEntry(source, action.original, signal)
  if (original?.kind !== kind || nameOf(original.path) !== wanted) {
    return { state, reason: 'moved-away', sentence: [sentence, 'It had left the source before.'].join(' ').trim() }
  }
  if (isSettling) return undefined
  if (kind === 'folder') return (await deleteEmpty(source, original, signal)) ? moved(action) : undefined
  if (!samePrint(action.print, printOf(original), source.facts.timePrecisionMs)) {
    return kept(`${name} was changed at the source after it was compared, so it was kept. The next run moves it.`)
  }
  const { sha256, packed } = action
  const proof =
    sha256 === undefined
      ? await proveHeld(action, original, copy, { source, destination, signal })
      : { sourceSha256: sha256, destinationSha256: sha256 }
  if (proof === undefined) {
    return packed
      ? kept(`The archive at the destination does not hold the bytes of ${name}, so the original was kept.`)
      : kept(`The destination holds other bytes as ${name}, of the same size and time, so the original was kept.`)
  }
  await source.delete?.(original, { signal })
  return { ...moved(action), ...proof }
}

function moved({ state, sentence }: Clear): Outcome {
  return { state, reason: 'moved-away', sentence }
}

async function deleteEmpty(source: Clearing['source'], folder: Entry, signal: AbortSignal): Promise<boolean> {
  try {
    await source.delete?.(folder, { signal, ifEmpty: true })
    return true
  } catch (error) {
    if (isStorageError(error, 'precondition-failed')) return false
    throw error
  }
}

/** Its attempts and its proof stay those of the copy, unless it was proven only now; prints and hashes belong together. */
function receipt({ source, destination, kind, size, was, ...action }: Clear, outcome: Outcome, now: number): Receipt {
  const { attempts, verified } = was
  const line = { source, destination, kind, size, ...outcome, attempts, finishedAt: now }
  if (action.sha256 !== undefined || outcome.sourceSha256 === undefined) return verified ? { ...line, verified } : line
  const { print: sourcePrint, expected: destinationPrint, packed } = action
  return { ...line, sourcePrint, destinationPrint, ...(packed && { packed }), verified: 'read-back' }
}
