import { nameOf, type Entry } from '#platform'
import type { Known } from './item.ts'
import { quote } from './quote.ts'
import type { Terms } from './terms.ts'
import { sameTime } from './times.ts'

/** What the policy says of a conflict: replace what lies there, keep it, keep both, or let a person decide. */
export interface Settlement {
  readonly choice: 'replace' | 'keep' | 'keep-both' | 'flag'
  readonly sentence: string
}

export function settleConflict(source: Entry, destination: Entry, known: Known | undefined, terms: Terms): Settlement {
  const both = describeBoth(source, destination, known, terms)
  const { onConflict } = terms.options
  if (destination.traits?.includes('system')) {
    return {
      choice: 'flag',
      sentence: `${both} It belongs to ${terms.destination.title} itself and is never replaced.`,
    }
  }
  if (onConflict === 'prefer-source') return { choice: 'replace', sentence: `${both} The source was preferred.` }
  if (onConflict === 'prefer-destination') return { choice: 'keep', sentence: `${both} The destination was kept.` }
  if (onConflict === 'keep-both') return { choice: 'keep-both', sentence: both }
  if (onConflict === 'prefer-newest') {
    const newer = newerOf(source, destination, terms.timePrecisionMs)
    if (newer === 'source') return { choice: 'replace', sentence: `${both} The source is newer.` }
    if (newer === 'destination') return { choice: 'keep', sentence: `${both} The destination is newer and was kept.` }
    return { choice: 'flag', sentence: `${both} It cannot be told which is newer, so nothing was replaced.` }
  }
  return { choice: 'flag', sentence: `${both} Nothing was replaced.` }
}

export function newerOf(source: Entry, destination: Entry, precisionMs: number): 'source' | 'destination' | 'unknown' {
  const here = source.modifiedAt?.getTime()
  const there = destination.modifiedAt?.getTime()
  if (here === undefined || there === undefined || sameTime(here, there, precisionMs)) return 'unknown'
  return here > there ? 'source' : 'destination'
}

function describeBoth(source: Entry, destination: Entry, known: Known | undefined, terms: Terms): string {
  const whose = known?.destinationPrint ? 'changed there since this job wrote it' : 'not written by this job'
  const name = quote(nameOf(destination.path))
  return `${terms.destination.title} holds ${name} (${describe(destination)}), ${whose}; the source holds ${describe(source)}.`
}

/** `1,204 bytes of 2026-03-01 10:15:00 UTC`. */
export function describe(entry: Entry): string {
  const size = entry.size === undefined ? 'content of unknown size' : `${entry.size.toLocaleString('en-US')} bytes`
  return entry.modifiedAt ? `${size} of ${describeTime(entry.modifiedAt)}` : size
}

export function describeTime(time: Date): string {
  const text = time.toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`
}
