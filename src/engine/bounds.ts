import type { Entry } from '#platform'
import { bytesIn, millisecondsIn } from './amounts.ts'
import type { JobFilters } from './filters.ts'
import type { Reason } from './reason.ts'

/** A bound that a file is beyond, with what to say of it. */
export interface Beyond {
  readonly reason: Reason
  readonly sentence: string
}

/** Gives the bound that a file is beyond; a file of which what it asks for is not known is beyond none. */
export type Bound = (file: Entry) => Beyond | undefined

/** `now` is when the run started, so that a file's age is the same in all of it. */
export function boundsOf(filters: JobFilters, now: number): readonly Bound[] {
  return (Object.keys(makers) as (keyof typeof makers)[]).flatMap((name) => {
    const text = filters[name]
    return text === undefined ? [] : [makers[name](text, now)]
  })
}

const makers = {
  minSize: (text) => bySize(bytesIn(text), (size, least) => size < least, `files of at least ${text}`),
  maxSize: (text) => bySize(bytesIn(text), (size, most) => size > most, `files of at most ${text}`),
  modifiedAfter: (text) => byTime(Date.parse(text), isBefore, `what was modified at ${text} or later`),
  modifiedBefore: (text) => byTime(Date.parse(text), isFrom, `what was modified before ${text}`),
  minAge: (text, now) => byTime(now - millisecondsIn(text), isAfter, `what was last modified ${text} ago or earlier`),
  maxAge: (text, now) => byTime(now - millisecondsIn(text), isBefore, `what was modified within the last ${text}`),
} as const satisfies Record<string, (text: string, now: number) => Bound>

const isBefore = (time: number, bound: number) => time < bound
const isAfter = (time: number, bound: number) => time > bound
const isFrom = (time: number, bound: number) => time >= bound

type Test = (value: number, bound: number) => boolean

function bySize(bound: number, isBeyond: Test, what: string): Bound {
  return ({ size }) =>
    size === undefined || !isBeyond(size, bound)
      ? undefined
      : {
          reason: 'filtered-by-size',
          sentence: `It has ${size.toLocaleString('en-US')} ${size === 1 ? 'byte' : 'bytes'}; the filters take ${what}.`,
        }
}

function byTime(bound: number, isBeyond: Test, what: string): Bound {
  return ({ modifiedAt }) =>
    modifiedAt === undefined || !isBeyond(modifiedAt.getTime(), bound)
      ? undefined
      : {
          reason: 'filtered-by-date',
          sentence: `It was modified at ${modifiedAt.toISOString().slice(0, 19).replace('T', ' ')} UTC; the filters take ${what}.`,
        }
}
