import { nameOf, type Entry } from '#platform'
import type { Copy } from './action.ts'
import { atSource, type Attempt } from './attempt.ts'
import type { Carrying } from './carrying.ts'
import { carryOlder } from './carry-older.ts'
import { confirm } from './confirm.ts'
import { describe } from './conflict.ts'
import { contentOf, hashContent } from './content-of.ts'
import { historyOf, originOf } from './older-versions.ts'
import { printOf } from './print.ts'
import { Conflict, Disagreement, type Progress } from './progress.ts'
import { quote } from './quote.ts'
import type { Receipt } from './receipt.ts'
import { done } from './receipts.ts'
import { settle } from './settle.ts'
import { settleVersions } from './settle-versions.ts'
import { lookAgain, sizeOf, unread, type Passed, type ReadTerms } from './source-content.ts'
import { kindsFor, kindsOf } from './verify.ts'
import { writeFile } from './write-file.ts'

/** One attempt at one file. Its failures are the storages', or Conflict, or Disagreement. */
export async function copyOnce(
  action: Copy,
  progress: Progress,
  carrying: Carrying,
  attempt: Attempt,
): Promise<Receipt> {
  const { source, destination, signal, options, clock } = carrying
  if (progress.isStale) {
    progress.entry = await atSource(attempt, lookAgain(progress.entry, source, signal))
    progress.isStale = false
  }
  const { entry } = progress
  const size = await atSource(attempt, sizeOf(entry, source, signal))
  const kinds = kindsFor(kindsOf(entry.hashes), destination.facts.hashes)
  const tell = (count: number) => {
    attempt.passed += count
    carrying.onProgress(count)
  }
  const reading: ReadTerms = { source, kinds, signal, onBytes: tell }
  const hashAll = () => atSource(attempt, hashContent(action, entry, size, reading))
  // What is replaced after a disagreement was the current one already.
  const history = progress.wrong ? undefined : await atSource(attempt, historyOf(action, entry, carrying))
  if (!progress.wrong) progress.history = history
  const receipt = (what: {
    written: Entry
    passed: Passed
    confirmed: Pick<Receipt, 'verified' | 'destinationSha256'>
  }) => done(action, progress, { ...what, size, now: clock.now(), copyOf: originOf(entry, carrying) })

  if (progress.mustSettle) {
    const settled = history
      ? await settleVersions(action, { entry, history, reading }, carrying, attempt)
      : await settle(action, progress, {
          destination,
          signal,
          intent: carrying.intentOf(action),
          timePrecisionMs: Math.max(source.facts.timePrecisionMs, destination.facts.timePrecisionMs),
          hashContent: hashAll,
        })
    if (settled.found === 'done') {
      tell(size)
      return receipt(settled)
    }
    if (settled.found === 'foreign') {
      progress.unproven = undefined
      progress.part = undefined
      throw new Conflict(occupied(settled.present, entry))
    }
    progress.replaces = settled.replaces
    progress.mustSettle = false
  }
  if (history) await carryOlder(action, progress, { history, reading }, carrying, attempt)

  const content = contentOf(action, entry, size, reading)
  let written: Entry
  try {
    written = await writeFile(action, progress, content.content, carrying)
  } catch (error) {
    attempt.sourceFailure = content.failure()
    throw error
  }
  // From here on the file lies there: an attempt after this one must find it instead of writing it again.
  progress.mustSettle = true
  progress.unproven = written
  progress.part = undefined
  // Parts that passed out of order have left a gap in the hash: then the source is read once more.
  const passed = content.passed() ?? (options.verification === 'none' ? unread(content.content) : await hashAll())
  const confirmed = await confirm(written, passed, { destination, signal, verification: options.verification })
  if (confirmed) return receipt({ written, passed, confirmed })
  const isFirst = progress.wrong === undefined
  progress.wrong = written
  progress.unproven = undefined
  progress.replaces = printOf(written)
  progress.mustSettle = false
  throw new Disagreement(isFirst)
}

function occupied(present: Entry, entry: Entry): string {
  const what = present.kind === 'file' ? describe(present) : `a ${present.kind}`
  return `By now the destination holds ${quote(nameOf(present.path))} (${what}), not written by this job; the source holds ${describe(entry)}. Nothing was replaced.`
}
