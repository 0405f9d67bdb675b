import type { ProofCheckLine } from '#api/contract/locations.ts'
import type { Settings } from '#config'

/** What the command line does itself rather than ask a server for; handed in by whoever starts it. */
export interface LocalCommands {
  /** Starts a Gantry: API, and the work unless it is left to other processes. Settles once requests are answered. */
  serve(settings: Settings): Promise<RunningServer>
  /** Starts the work alone, on the database that servers share. Settles once tasks are taken. */
  work(settings: Settings): Promise<Running>
  /** Starts the stand-in for Procore. Settles once requests are answered. */
  sandbox(options: SandboxOptions): Promise<RunningSandbox>
  /** Checks a proof by itself: without server, database or the files that it speaks of. */
  verifyProof(file: string, publicKey?: string): Promise<ProofVerdict>
  /** Reads the items of a proof again in a folder of this machine. */
  checkAgainstFolder(
    file: string,
    folder: string,
    side: 'destination' | 'source',
    signal: AbortSignal,
  ): AsyncIterable<ProofCheckLine>
}

/** Something that runs until it is stopped. It leaves signals to its caller. */
export interface Running {
  /** Settles when it has ended; rejects when it ended by itself, with the reason. */
  readonly ended: Promise<void>
  /** Lets go of work and closes everything; a second call waits for the first. */
  stop(): Promise<void>
}

export interface RunningServer extends Running {
  /** Where it listens: `http://127.0.0.1:7070`. */
  readonly url: string
}

export interface SandboxOptions {
  /** 0 takes a free one. */
  readonly port: number
  readonly host: string
  /** The folder of its state and of the bytes it keeps; absent: a temporary one that goes with it. */
  readonly data?: string
  /** `realistic`: 3,600 calls an hour and 25 in 10 seconds. */
  readonly rateLimit: 'realistic' | 'none'
  /** How many seconds its clock goes on in one second. */
  readonly speed: number
  /** Empties it and fills it again with its companies, projects and documents. */
  readonly reset: boolean
}

export interface RunningSandbox extends Running {
  /** The address of log-in page and API, to be given as Domain. */
  readonly url: string
  /** Where calls are counted and the state is reset. */
  readonly adminUrl: string
  /** Of a service account (client credentials); what the sandbox accepts is no secret. */
  readonly serviceAccount: { readonly clientId: string; readonly clientSecret: string }
  /** Of an application that people sign in through (authorisation code). */
  readonly application: { readonly clientId: string; readonly clientSecret: string }
  /** Who can sign in on its page. */
  readonly person: { readonly email: string; readonly password: string }
  /** Names of the projects, as a location can be typed after the connection's name. */
  readonly spaces: readonly string[]
}

/** What a proof says of itself, and whether it can be believed. */
export interface ProofVerdict {
  readonly isIntact: boolean
  /** Whose key: the one that was given, or only the one that the proof itself names. */
  readonly key: 'given' | 'its own'
  readonly header:
    | {
        readonly run: string
        readonly job: string
        readonly source: string
        readonly destination: string
        readonly startedAt: string
        readonly finishedAt: string
      }
    | undefined
  readonly sums: {
    readonly items: number
    readonly bytes: number
    readonly verified: number
    readonly states: Readonly<Record<string, number>>
  }
  readonly findings: readonly { readonly kind: string; readonly line?: number; readonly sentence: string }[]
}
