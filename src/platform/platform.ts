import type { FactSources, Facts } from './facts.ts'
import type { Storage } from './storage.ts'

/** One field of the form that makes a connection; drawn by web and command line alike. */
export interface Field {
  readonly id: string
  readonly label: string
  readonly help: string
  readonly kind: 'text' | 'secret' | 'url' | 'folder'
  readonly isRequired: boolean
  /** What it is at first. */
  readonly suggestion?: string
  /** Values to choose from, by what they are called; anything else may be given too. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  /**
   * Its value narrows the connection to a space, so it can be chosen once the connection works (see `Space.scope`): what it
   * is called then, and what the empty value is. A field of a space within another one comes after the other's.
   */
  readonly scope?: { readonly label: string; readonly all: string }
}

/** A way to sign in. `code`: a person signs in with the platform in the browser; `none`: the fields are enough. */
export interface SignInWay {
  readonly id: string
  readonly label: string
  readonly help: string
  readonly kind: 'code' | 'client-credentials' | 'none'
  readonly fields: readonly Field[]
  /** Ids of the fields that are the app's rather than the connection's: an installation can have them once for all. */
  readonly clientFields?: readonly string[]
}

/** What a connector says of itself as data: picker, forms, help, comparison and documents are made from it. */
export interface Manifest {
  readonly id: string
  readonly title: string
  /** One sentence for the picker. */
  readonly summary: string
  /** One or two letters and a hue for its tile. */
  readonly icon: { readonly letters: string; readonly hue: number }
  readonly ways: readonly SignInWay[]
  /** The most that the platform can do; a storage states what is so through its connection. */
  readonly facts: Facts
  readonly sources: FactSources
  /** What people should know, a sentence each. */
  readonly notes: readonly string[]
  readonly links: readonly { readonly title: string; readonly url: string }[]
}

/** Field values and secrets of one connection by field id; secrets also hold what sign-in brought (tokens). */
export type Values = Readonly<Record<string, string>>

/** The sealed half of a connection, opened for the platform alone. Shared by all workers. */
export interface Credential {
  read(): Promise<Values>
  /**
   * Replaces the secrets, one caller at a time over all workers. When the stored ones are no longer `seen`, somebody else
   * has renewed them: those are returned and `renew` is not called. What `renew` gives is stored before it is returned. When
   * it throws, the outcome is unclear unless it throws a StorageError: then the connection needs a sign-in.
   */
  renew(seen: Values, renew: (secrets: Values) => Promise<Values>): Promise<Values>
}

/** Paces calls so that all workers together stay within the platform's limits. */
export interface Pacer {
  /** Waits until a call may be made. */
  take(signal?: AbortSignal): Promise<void>
  /** What an answer said of the limit. `refused`: it was turned away for it. */
  learn(heard: {
    readonly limit?: number
    readonly left?: number
    readonly resetsAt?: Date
    readonly refused?: boolean
  }): void
  /** What is left, as last heard; undefined before the first answer. */
  left(): { readonly limit: number; readonly left: number; readonly resetsAt: Date } | undefined
  /** The call needs no more place among those on their way. Not `isCounted`: it was not made, or its platform does not count it. */
  done(isCounted?: boolean): void
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export interface Log {
  debug(fields: object, event: string): void
  info(fields: object, event: string): void
  warn(fields: object, event: string): void
  error(fields: object, event: string): void
}

/** Which addresses may be spoken to: those of the internet, and what the administrator allows besides. */
export interface Network {
  /** Why nothing goes to an IP address, to follow “is” in a sentence; undefined when it may be spoken to. */
  refusal(address: string): string | undefined
  /** Only what the administrator has allowed, without the internet: for hosts that are not the vendor's own. */
  readonly allowed: Network
}

/** What Gantry lends a storage. */
export interface Surroundings {
  readonly clock: Clock
  readonly log: Log
  readonly network: Network
  readonly pacer: Pacer
  readonly credential: Credential
}

export interface Connection {
  readonly way: string
  /** The values of the fields that are no secrets. */
  readonly settings: Values
}

/** Signing in through the browser: the two halves around the platform's own page. */
export interface SignIn {
  /**
   * Where to send the person. `state` comes back with the code. Throws a StorageError for settings that cannot work, and for
   * an entered address that nothing may be sent to: nobody is led where Gantry itself would not go.
   */
  begin(
    connection: Connection,
    secrets: Values,
    request: { readonly redirectUrl: string; readonly state: string },
    surroundings: Pick<Surroundings, 'network'>,
  ): Promise<URL>
  /** Exchanges the code; gives the secrets to keep. Throws a StorageError with what the platform said. */
  complete(
    connection: Connection,
    secrets: Values,
    answer: { readonly redirectUrl: string; readonly code: string },
    surroundings: Pick<Surroundings, 'clock' | 'log' | 'network'>,
  ): Promise<Values>
}

/** What is known of a platform before anyone signs in, and how to open it. */
export interface Platform {
  readonly manifest: Manifest
  readonly signIn?: SignIn
  /** Cheap: the first verb makes the first call. Throws a StorageError for settings that cannot work. */
  open(connection: Connection, surroundings: Surroundings): Promise<Storage>
}
