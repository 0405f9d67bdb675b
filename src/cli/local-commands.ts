import type { ProofCheckLine } from '#api/contract/locations.ts'
import type { Settings } from '#config'

/** What the command line does itself rather than ask a server for; handed in by whoever starts it. */
export interface LocalCommands {
  /** Starts a Gantry: API, and the work unless it is left to other processes. Settles once requests are answered. */
  serve(settings: Settings): Promise<RunningServer>
  /** Starts the work alone, on the database that servers share. Settles once tasks are taken. */
  work(settings: Settings): Promise<Running>
  /** Wraps the data keys with another master key: the one in `newFile`, or a new one in place of the present one. */
  changeMasterKey(settings: Settings, newFile?: string): Promise<MasterKeyChange>
  /** Starts the stand-in for Procore. Settles once requests are answered. */
  sandbox(flags: SandboxFlags): Promise<RunningSandbox>
  /** The options of that, with the defaults of one that is started by hand. */
  readonly sandboxOptions: Readonly<Record<string, SandboxOption>>
  /** Checks a proof by itself: without server, database or the files that it speaks of. Throws where the key is none. */
  verifyProof(file: string, publicKey?: string): Promise<ProofVerdict>
  /** Checks an exported audit log in the same way. */
  verifyAuditExport(file: string, publicKey?: string): Promise<AuditExportVerdict>
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
  /** The one-time link that makes the first administrator, while there is none. */
  readonly welcomeUrl?: string
}

export interface MasterKeyChange {
  /** How many data keys are wrapped with it. */
  readonly keys: number
  /** Where the new master key is, and where the old one is. */
  readonly file: string
  readonly oldFile: string
}

/** One option of the sandbox, as its own table describes it. */
export interface SandboxOption {
  readonly sentence: string
  /** What stands for the value in the help. */
  readonly placeholder: string
  readonly default: unknown
  readonly group: string
}

/** `data` is the folder of all that the sandbox keeps; the rest are those of its options that were typed, by name. */
export interface SandboxFlags {
  readonly data: string
  readonly log?: (line: string) => void
  readonly [option: string]: unknown
}

export interface RunningSandbox {
  /** Origins without a slash at the end. */
  readonly addresses: {
    readonly login: string
    readonly api: string
    readonly storage: string
    /** Where calls are counted and the state is reset. */
    readonly admin: string
  }
  /** What the sandbox accepts is no secret. */
  readonly credentials: {
    /** The application that people sign in through. */
    readonly app: { readonly clientId: string; readonly clientSecret: string }
    readonly serviceAccounts: readonly {
      readonly name: string
      readonly clientId: string
      readonly clientSecret: string
    }[]
    readonly users: readonly { readonly email: string; readonly password: string; readonly may: string }[]
  }
  close(): Promise<void>
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

/** What an exported audit log says of itself, and whether it can be believed. */
export interface AuditExportVerdict {
  readonly isIntact: boolean
  readonly key: ProofVerdict['key']
  readonly entries: number
  readonly end:
    | {
        readonly head: { readonly seq: number; readonly hash: string }
        /** Whether these are all entries, rather than those that a filter left. */
        readonly isWhole: boolean
        readonly exportedAt: string
      }
    | undefined
  readonly findings: readonly { readonly kind: string; readonly line?: number; readonly sentence: string }[]
}
