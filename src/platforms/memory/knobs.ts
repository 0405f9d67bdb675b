import { StorageError, type Clock, type Facts, type Principal, type StorageGroup } from '#platform'
import { systemClock } from '#toolkit/clock.ts'

/** One call of a verb, counted from 1: `number` among all calls, `ofVerb` among those of the same verb. */
export interface Call {
  readonly verb: string
  readonly number: number
  readonly ofVerb: number
}

/** What goes wrong or is slow; may be turned at any moment. */
export interface Troubles {
  /** Calls that fail: before their effect, or after it and before their answer. */
  readonly fault: (call: Call) => 'before' | 'after' | undefined
  /** What such a call throws. */
  readonly failure: (verb: string) => unknown
  /** So many calls are answered in each stretch of time, then they are turned away until it ends. */
  readonly rate: { readonly calls: number; readonly perMs: number } | undefined
  /** Every answer takes so long on the clock. */
  readonly answersAfterMs: number
  /** Most bytes in one chunk of a reading. */
  readonly chunkBytes: number
  /** Readings break off after so many bytes. */
  readonly cutReadsAfter: number | undefined
  /** Called between two chunks of a reading. */
  readonly whileRead: () => void
  /** Changes bytes on their way in. */
  readonly corrupt: (bytes: Buffer) => Buffer
  /** All files together. */
  readonly capacityBytes: number
  /** Access tokens end so long after they were given. */
  readonly tokenLastsMs: number
  /** No new access token is given any more. */
  readonly refusesRefresh: boolean
}

export interface Knobs extends Troubles {
  /** What is so on this platform, in place of what the manifest says. */
  readonly facts: Partial<Facts>
  readonly lacks: readonly StorageGroup[]
  /** Names, and ids, of the spaces; the first is the one that `put` and `entry` speak of. */
  readonly spaces: readonly [string, ...string[]]
  readonly clock: Clock
  /** Whom rights and entries can be given to. */
  readonly principals: readonly Principal[]
  /** Which fields files and folders have; the metadata of others is refused. */
  readonly fields: readonly string[]
  /** Who works with this storage: the locks that it sets are this account's. */
  readonly account: string
}

/** Nothing goes wrong. */
export const usualKnobs: Knobs = {
  facts: {},
  lacks: [],
  spaces: ['memory'],
  clock: systemClock,
  principals: [
    { id: 'ada', kind: 'person', name: 'Ada Marsh', email: 'ada@memory.example' },
    { id: 'ben', kind: 'person', name: 'Ben Okafor', email: 'ben@memory.example' },
    { id: 'site', kind: 'group', name: 'Site team' },
  ],
  fields: ['Discipline', 'Status'],
  account: 'memory',
  fault: () => undefined,
  failure: (verb) => new StorageError({ kind: 'unavailable', verb, message: `Memory did not answer ${verb}.` }),
  rate: undefined,
  answersAfterMs: 0,
  chunkBytes: 64 * 1024,
  cutReadsAfter: undefined,
  whileRead: () => {},
  corrupt: (bytes) => bytes,
  capacityBytes: Number.POSITIVE_INFINITY,
  tokenLastsMs: Number.POSITIVE_INFINITY,
  refusesRefresh: false,
}
