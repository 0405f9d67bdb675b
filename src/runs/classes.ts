import type { TypeOfFile } from '#engine/type-of.ts'

/** A stretch of numbers: from where the one before it ends, up to and without `below`. */
interface Class {
  readonly class: string
  readonly words: string
  readonly below: number
}

const kib = 1024
const mib = 1024 * kib
const gib = 1024 * mib

/** Of bytes. */
export const sizeClasses: readonly Class[] = [
  { class: 'empty', words: 'Empty', below: 1 },
  { class: 'to-100-kib', words: 'Under 100 KiB', below: 100 * kib },
  { class: 'to-1-mib', words: '100 KiB to 1 MiB', below: mib },
  { class: 'to-10-mib', words: '1 to 10 MiB', below: 10 * mib },
  { class: 'to-100-mib', words: '10 to 100 MiB', below: 100 * mib },
  { class: 'to-1-gib', words: '100 MiB to 1 GiB', below: gib },
  { class: 'from-1-gib', words: '1 GiB and more', below: Infinity },
]

const day = 86_400_000
const year = 365 * day

/** Of milliseconds since the last change. */
export const ageClasses: readonly Class[] = [
  { class: 'to-30-days', words: 'Up to 30 days', below: 30 * day },
  { class: 'to-1-year', words: '30 days to 1 year', below: year },
  { class: 'to-3-years', words: '1 to 3 years', below: 3 * year },
  { class: 'to-7-years', words: '3 to 7 years', below: 7 * year },
  { class: 'from-7-years', words: '7 years and more', below: Infinity },
]
export const unknownAge = { class: 'unknown', words: 'Not known' } as const

export const typeWords: Readonly<Record<TypeOfFile, string>> = {
  archives: 'Archives',
  audio: 'Audio',
  documents: 'Documents',
  drawings: 'Drawings',
  images: 'Images',
  mail: 'Mail',
  models: 'Models',
  programs: 'Programs',
  temporary: 'Temporary files',
  videos: 'Videos',
  other: 'Other types',
}

export function classOf(classes: readonly Class[], amount: number): string {
  return classes.find(({ below }) => amount < below)?.class ?? ''
}
