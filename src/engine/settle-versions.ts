import type { Entry } from '#platform'
import type { Copy } from './action.ts'
import { atSource, type Attempt } from './attempt.ts'
import { entryOfVersion, intentOfVersion } from './carry-older.ts'
import type { Carrying } from './carrying.ts'
import { confirm } from './confirm.ts'
import { hashContent, heldAs } from './content-of.ts'
import { findEntry } from './find-entry.ts'
import type { History } from './older-versions.ts'
import { printOf, samePrint } from './print.ts'
import type { Settled } from './settle.ts'
import { sizeOf, type ReadTerms } from './source-content.ts'

/**
 * Finds out how many versions of a file an earlier attempt has brought to the destination: by how many there are since, and
 * by the bytes of the last of them. Those that are there are not written again.
 */
export async function settleVersions(
  action: Copy,
  { entry, history, reading }: { readonly entry: Entry; readonly history: History; readonly reading: ReadTerms },
  carrying: Carrying,
  attempt: Attempt,
): Promise<Settled> {
  const { source, destination, signal } = carrying
  await abandonAll(action, history, carrying)
  const present = await findEntry(destination, action.to, signal)
  if (!present) return { found: 'undone' }
  const { after, versions } = history
  if (after && samePrint(after, printOf(present), destination.facts.timePrecisionMs)) {
    return { found: 'undone', replaces: after }
  }
  const written = versions[(await countSince(present, after?.version, carrying)) - 1]
  if (present.kind !== 'file' || !written) return { found: 'foreign', present }
  const expected = entryOfVersion(entry, written)
  const size = await atSource(attempt, sizeOf(expected, source, signal))
  const held = heldAs(action, { ...expected, size })
  if (present.size !== undefined && present.size !== held.size) return { found: 'foreign', present }
  const passed = await atSource(attempt, hashContent(action, expected, size, reading))
  const confirmed = await confirm(present, passed, { destination, verification: 'transferred', signal })
  if (!confirmed) return { found: 'foreign', present }
  if (written === versions.at(-1)) return { found: 'done', written: present, passed, confirmed }
  const copyOf = { version: written.id, number: written.number }
  return { found: 'undone', replaces: { ...printOf(present), copyOf } }
}

/** How many versions came after this one, or since there is the file; numbers go on where the oldest are dropped. */
async function countSince(
  present: Entry,
  after: string | undefined,
  { destination, signal }: Carrying,
): Promise<number> {
  const there = present.kind === 'file' ? ((await destination.versions?.(present, { signal })) ?? []) : []
  const last = there.at(-1)?.number ?? 0
  if (after === undefined) return last
  const before = there.find(({ id }) => id === after)
  return before ? last - before.number : 0
}

async function abandonAll(action: Copy, { versions }: History, carrying: Carrying): Promise<void> {
  const { destination, signal, intentOf } = carrying
  const abandon = destination.write?.abandon
  if (!abandon) return
  const intent = intentOf(action)
  for (const one of [intent, ...versions.map((version) => intentOfVersion(intent, version))]) {
    await abandon(action.to, one, { signal })
  }
}
