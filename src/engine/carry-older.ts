import type { Entry, Version } from '#platform'
import type { Copy } from './action.ts'
import { atSource, type Attempt } from './attempt.ts'
import type { Carrying } from './carrying.ts'
import { confirm } from './confirm.ts'
import { contentOf, hashContent } from './content-of.ts'
import type { History } from './older-versions.ts'
import { printOf } from './print.ts'
import { Disagreement, type Progress } from './progress.ts'
import { partial } from './receipts.ts'
import { sizeOf, unread, type ReadTerms } from './source-content.ts'
import { writeFile } from './write-file.ts'

/**
 * Writes the older versions that the destination does not have yet, oldest first and each by a write of its own, so that the
 * current one can follow. Each is verified as the current one is, and kept as a part of the whole when it is there.
 */
export async function carryOlder(
  action: Copy,
  progress: Progress,
  { history, reading }: { readonly history: History; readonly reading: ReadTerms },
  carrying: Carrying,
  attempt: Attempt,
): Promise<void> {
  const { versions } = history
  const begin = positionAfter(versions, progress)
  for (const [at, version] of versions.slice(0, -1).entries()) {
    if (at < begin) continue
    carrying.signal.throwIfAborted()
    await writeVersion(action, progress, { version, reading }, carrying, attempt)
    const part = { print: progress.part ?? {}, done: at + 1, of: versions.length, now: carrying.clock.now() }
    try {
      await carrying.onPart(partial(action, progress, part))
    } catch (failure) {
      attempt.keepingFailure = failure
      throw failure
    }
  }
}

/** Names the write of one older version: no other write of the action has it. */
export function intentOfVersion(intent: string, { number }: Version): string {
  return `${intent}/${number}`
}

/** The file as it was in that version, to be read. */
export function entryOfVersion(entry: Entry, { id, size, createdAt }: Version): Entry {
  const { modifiedAt: _, size: __, hashes: ___, etag: ____, ...file } = entry
  return {
    ...file,
    version: id,
    ...(size !== undefined && { size }),
    ...(createdAt && { modifiedAt: createdAt }),
  }
}

function positionAfter(versions: readonly Version[], { replaces }: Progress): number {
  return versions.findIndex(({ id }) => id === replaces?.copyOf?.version) + 1
}

async function writeVersion(
  action: Copy,
  progress: Progress,
  { version, reading }: { readonly version: Version; readonly reading: ReadTerms },
  carrying: Carrying,
  attempt: Attempt,
): Promise<void> {
  const { source, destination, signal, options } = carrying
  const entry = entryOfVersion(progress.entry, version)
  const size = await atSource(attempt, sizeOf(entry, source, signal))
  const content = contentOf(action, entry, size, reading)
  const intentOf = (one: Copy) => intentOfVersion(carrying.intentOf(one), version)
  let written: Entry
  try {
    written = await writeFile(action, { ...progress, entry }, content.content, { ...carrying, intentOf })
  } catch (error) {
    attempt.sourceFailure = content.failure()
    throw error
  }
  const print = { ...printOf(written), copyOf: { version: version.id, number: version.number } }
  progress.replaces = print
  progress.part = print
  // Each version has its own attempts, and what is there of it is no longer taken back.
  progress.attempts = 1
  attempt.passed = 0
  const { verification } = options
  const passed =
    content.passed() ??
    (verification === 'none'
      ? unread(content.content)
      : await atSource(attempt, hashContent(action, entry, size, reading)))
  const confirmed = await confirm(written, passed, { destination, signal, verification })
  if (confirmed) return
  progress.wrong = written
  progress.part = undefined
  throw new Disagreement(false)
}
