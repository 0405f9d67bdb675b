import type { Entry, Take, Taken } from '#platform'
import type { Copy } from './action.ts'
import type { Carrying } from './carrying.ts'
import { confirm } from './confirm.ts'
import { mustHalt, Halt, cancelled } from './halt.ts'
import { mayHaveOlder, originOf } from './older-versions.ts'
import { printOf } from './print.ts'
import { begin, type Progress } from './progress.ts'
import type { Receipt } from './receipt.ts'
import { done } from './receipts.ts'

/** What a destination that takes files straight from the source has done, and what is left to copy one by one. */
export interface TakenBatch {
  readonly receipts: readonly Receipt[]
  readonly rest: readonly (readonly [Copy, Progress])[]
}

/**
 * Lets the destination take the files itself where it can. Nothing counts before its last answer, after which all is durable.
 * `undefined` when it cannot take from this source.
 */
export async function take(actions: readonly Copy[], carrying: Carrying): Promise<TakenBatch | undefined> {
  const { source, destination, options, signal } = carrying
  const readBack = options.verification === 'transferred'
  const able = actions.filter((action) => isTakeable(action, carrying))
  const takes = able.map((action) => takeOf(action, carrying))
  const answers = destination.takeFrom?.(source, takes, { readBack, signal })
  if (!answers) return undefined

  const taken: Taken[] = []
  const others = actions.filter((action) => !isTakeable(action, carrying))
  const rest = others.map((action) => [action, begin(action, false)] as const)
  try {
    for await (const some of answers) {
      taken.push(...some)
      carrying.onProgress(some.reduce((sum, one) => sum + ('written' in one ? (able[one.at]?.size ?? 0) : 0), 0))
    }
  } catch (error) {
    if (signal.aborted) throw cancelled(signal)
    if (mustHalt(error)) throw new Halt(error)
    // What it had done may not last: each file is looked at.
    return { receipts: [], rest: [...rest, ...able.map((action) => [action, again(action)] as const)] }
  }
  return await judge(able, taken, rest, carrying)
}

/**
 * A replacement without an etag needs a look right before its write, one that this job has locked is unlocked first; older
 * versions go before the current one; what is packed is not taken as it is.
 */
function isTakeable(action: Copy, carrying: Carrying): boolean {
  const { replaces, from, packed } = action
  if (packed || mayHaveOlder(action, from, carrying) || carrying.mayUnlock?.(action)) return false
  return replaces === undefined || replaces.etag !== undefined
}

function takeOf(action: Copy, { intentOf }: Carrying): Take {
  const { from, to, replaces } = action
  const condition = replaces?.etag === undefined ? { ifAbsent: true } : { ifMatch: replaces.etag }
  return { from, to, intent: intentOf(action), ...condition }
}

async function judge(
  able: readonly Copy[],
  taken: readonly Taken[],
  others: TakenBatch['rest'],
  carrying: Carrying,
): Promise<TakenBatch> {
  const receipts: Receipt[] = []
  const rest = [...others]
  const unanswered = new Set(able)
  for (const one of taken) {
    const action = able[one.at]
    if (action === undefined || !unanswered.delete(action)) continue
    const outcome = 'written' in one ? await receiptOf(action, one, carrying).catch(() => 'failed' as const) : 'failed'
    // What failed is tried again byte by byte, which finds out whose fault it is.
    if (outcome === 'failed') rest.push([action, again(action)])
    else if (outcome !== 'wrong') receipts.push(outcome)
    else if ('written' in one) rest.push([action, replacing(action, one.written)])
  }
  for (const action of unanswered) rest.push([action, again(action)])
  return { receipts, rest }
}

function again(action: Copy): Progress {
  return { ...begin(action, true), attempts: 1 }
}

function replacing(action: Copy, wrong: Entry): Progress {
  return { ...begin(action, false), attempts: 1, wrong, replaces: printOf(wrong) }
}

async function receiptOf(
  action: Copy,
  one: Extract<Taken, { written: unknown }>,
  carrying: Carrying,
): Promise<Receipt | 'wrong'> {
  const { destination, clock, signal, options } = carrying
  const hashes = { sha256: one.sourceSha256 }
  const size = one.written.size ?? action.size
  const passed = { hashes, size, source: hashes }
  const confirmed =
    one.writtenSha256 === undefined
      ? await confirm(one.written, passed, { destination, signal, verification: options.verification })
      : one.writtenSha256 === one.sourceSha256
        ? { verified: 'read-back' as const, destinationSha256: one.writtenSha256 }
        : undefined
  if (!confirmed) return 'wrong'
  return done(
    action,
    { entry: action.from, attempts: 1 },
    { written: one.written, passed, confirmed, size, now: clock.now(), copyOf: originOf(action.from, carrying) },
  )
}
