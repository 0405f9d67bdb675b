import type { Entry, Facts, Version } from '#platform'
import type { Copy } from './action.ts'
import type { Carrying } from './carrying.ts'
import { changedMeanwhile } from './changed-meanwhile.ts'
import { heldAs } from './content-of.ts'
import type { Print } from './item.ts'
import type { JobOptions } from './options.ts'
import { printOf } from './print.ts'

interface Ways {
  readonly source: { readonly facts: Facts }
  readonly destination: { readonly facts: Facts }
  readonly options: Pick<JobOptions, 'versions'>
}

/** How many versions of a file a job copies at most, the current one among them. */
export function mostVersions({ versions }: Ways['options']): number {
  if (versions === 'latest') return 1
  return versions === 'all' ? Number.POSITIVE_INFINITY : versions
}

/** Whether the job asks for older versions, and both sides keep some. */
function carriesVersions({ source, destination, options }: Ways): boolean {
  return mostVersions(options) > 1 && source.facts.keepsVersions && destination.facts.keepsVersions
}

/**
 * What may be replaced, with the version that it is a copy of, where that is known: those that came after it are still to be
 * copied. `own` is what the job remembers of it, `agreed` what the other side held when both last agreed.
 */
export function replaced(present: Entry, own: Print | undefined, agreed: Print | undefined, ways: Ways): Print {
  const print = printOf(present)
  if (!carriesVersions(ways)) return print
  const copyOf = own?.copyOf ?? (agreed?.version === undefined ? undefined : { version: agreed.version })
  return copyOf ? { ...print, copyOf } : print
}

/** The copy with the number of older versions that go before it, as far as the listing tells. */
export function withOlder(copy: Copy, ways: Ways): Copy {
  const { from, replaces } = copy
  if (from.versionNumber === undefined || !carriesVersions(ways)) return copy
  const before = replaces === undefined ? 0 : (replaces.copyOf?.number ?? from.versionNumber - 1)
  const older = Math.min(from.versionNumber - before, mostVersions(ways.options)) - 1
  return older > 0 ? { ...copy, older } : copy
}

/** What a copy consists of: versions of the source, oldest first; the last one is what was listed as current. */
export interface History {
  readonly versions: readonly Version[]
  /** The last of them that the destination held before. */
  readonly after: Print | undefined
  /** Older ones that the destination does not take, because of their size. */
  readonly untaken: number
}

/**
 * The versions to copy: of a new file all that the job takes, of one that is there those since the last copy. `undefined`
 * where that is the current one alone.
 */
export async function historyOf(action: Copy, entry: Entry, carrying: Carrying): Promise<History | undefined> {
  const { from, replaces } = action
  const { source, destination, options, signal } = carrying
  if (!source.versions || !mayHaveOlder(action, entry, carrying)) return undefined
  const all = await source.versions(entry, { signal })
  const end = all.findIndex(({ id }) => id === entry.version) + 1
  if (end === 0) throw changedMeanwhile(entry)
  const last = replaces?.copyOf && all.findIndex(({ id }) => id === replaces.copyOf?.version)
  // What it is a copy of is not there any more: which of the others the destination has cannot be told.
  if (last === -1) return undefined
  // Counted from what was planned, so that another attempt begins with the same version.
  const planned = all.findIndex(({ id }) => id === from.version) + 1 || end
  const begin = Math.max((last ?? -1) + 1, planned - mostVersions(options))
  const wanted = all.slice(begin, end)
  const held = (size: number | undefined) => (size === undefined ? undefined : heldAs(action, { ...entry, size }).size)
  const versions = wanted.filter(({ id, size }) => id === entry.version || isTaken(held(size), destination.facts))
  return versions.length < 2 ? undefined : { versions, after: replaces, untaken: wanted.length - versions.length }
}

/** What the listing rules out costs no call. */
export function mayHaveOlder({ replaces }: Copy, { versionNumber }: Entry, carrying: Carrying): boolean {
  if (!carriesVersions(carrying) || !carrying.source.versions || !carrying.destination.versions) return false
  if (replaces && !replaces.copyOf) return false
  return versionNumber === undefined || versionNumber - 1 !== (replaces?.copyOf?.number ?? 0)
}

/** What the content of an entry is a copy of, as far as the job has to remember it. */
export function originOf({ version, versionNumber }: Entry, ways: Ways): Print['copyOf'] {
  if (version === undefined || !carriesVersions(ways)) return undefined
  return { version, ...(versionNumber !== undefined && { number: versionNumber }) }
}

function isTaken(size: number | undefined, { maxFileBytes = Number.POSITIVE_INFINITY, minFileBytes }: Facts): boolean {
  return size === undefined || (size >= minFileBytes && size <= maxFileBytes)
}
