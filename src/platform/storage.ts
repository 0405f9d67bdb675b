import type { Entry, Place, Space, Version } from './entry.ts'
import type { Facts } from './facts.ts'
import type { Locks } from './locks.ts'
import type { Metadata } from './metadata.ts'
import type { Owners } from './owners.ts'
import type { Permissions, Principal } from './permissions.ts'

/** Every verb may take long and can be given up: it then throws a `cancelled` StorageError within a second. */
export interface Waiting {
  readonly signal?: AbortSignal
}

/**
 * Bytes from `start` up to but not including `end`; without `end` to the end of the file. Past the end there are none: a range
 * that reaches beyond it gives what there is.
 */
export interface Range {
  readonly start: number
  readonly end?: number
}

/**
 * Bytes to write that can be opened again: for another attempt, for a first pass that only hashes, for parts. Each
 * opening gives exactly the bytes asked for, in chunks of any size, also empty ones, which are the source's again when the
 * write has ended; it throws when the source fails or has changed. Who does not read it to its end lets it go.
 */
export interface Content {
  readonly size: number
  open(range?: Range): AsyncIterable<Uint8Array>
}

/** One page of a listing. `next` continues after it, also in another process; absent on the last page. */
export interface Page<T> {
  readonly entries: readonly T[]
  readonly next?: string
}

export interface ListOptions extends Waiting {
  /** A `next` of an earlier listing of the same folder. A stale one throws `cursor-expired`. */
  readonly cursor?: string
  /** A wish; the platform may give smaller pages, never larger ones. */
  readonly pageSize?: number
}

export interface ReadOptions extends Waiting {
  readonly range?: Range
  /** Id of a version; the current one when absent. */
  readonly version?: string
}

export interface WriteOptions extends Waiting {
  /** Refuse with `already-exists` when there is a file already; of many at once one succeeds. */
  readonly ifAbsent?: boolean
  /** Refuse with `precondition-failed` unless there is a file and it has this etag. */
  readonly ifMatch?: string
  /** Ignored where `facts.setsModifiedAt` is false. */
  readonly modifiedAt?: Date
  /**
   * Names this write: the same in every attempt at the same action, never used for another one. Partial content is kept
   * under it, so that `write.abandon` can remove what a killed process left.
   */
  readonly intent?: string
}

/** Writes whole files. Until it returns nothing is visible under the name but what was there before. */
export interface Write {
  /**
   * Creates the file, or replaces its content (as a new version where the platform keeps them). The folder must exist:
   * `not-found` otherwise. The entry returned equals what `stat` then gives. Content shorter or longer than `content.size`
   * is refused with `short-content` and leaves nothing. What the content throws comes out of the write, as `unexpected` when
   * it is no StorageError. What the facts rule out is refused before the content is opened: `invalid-name`, `too-large`,
   * `unsupported` for a type or a size too small. A folder of that name is `is-a-folder`.
   */
  (file: Place, content: Content, options?: WriteOptions): Promise<Entry>
  /**
   * Removes what interrupted writes of this intent left beside the file; present where something can be left. A write of the
   * intent that is on its way still may lose its beginnings by this: it then fails with `retry-later` and leaves nothing.
   */
  readonly abandon?: (file: Place, intent: string, options?: Waiting) => Promise<void>
}

export interface DeleteOptions extends Waiting {
  /** Refuse with `precondition-failed` a folder that holds something. Files are not concerned. */
  readonly ifEmpty?: boolean
}

export interface MadeFolder {
  readonly folder: Entry
  /** False when it was there already. A new folder is known to be empty. */
  readonly isNew: boolean
}

/** One file for `takeFrom`. */
export interface Take {
  readonly from: Entry
  readonly to: Place
  readonly intent: string
  readonly ifAbsent?: boolean
  readonly ifMatch?: string
}

/** What became of one of them, by its position in the list. `written.hashes` are of the bytes read back. */
export type Taken =
  | { readonly at: number; readonly written: Entry; readonly sourceSha256: string; readonly writtenSha256?: string }
  | { readonly at: number; readonly failure: unknown }

export interface TakeOptions extends Waiting {
  /** Read every file back after writing and give `writtenSha256`. */
  readonly readBack: boolean
}

export interface About {
  /** Whose account it is, as the platform shows it. */
  readonly account: string
  /** True for an account made for programs, which no person signs in to. */
  readonly isService?: boolean
  readonly usedBytes?: number
  readonly freeBytes?: number
}

/** What is left of the platform's call limit, as last heard. */
export interface Budget {
  readonly limit: number
  readonly left: number
  readonly resetsAt: Date
}

/**
 * A platform seen through one connection. The four required verbs come first; a group that a platform lacks is absent,
 * so the compiler asks. Verbs take a place or an entry: an entry's id saves a look-up.
 */
export interface Storage {
  readonly facts: Facts
  /** The top-level containers that the account may see. */
  spaces(options?: ListOptions): AsyncIterable<Page<Space>>
  /**
   * The direct children of a folder, all of them, in any order but a stable one. A missing folder is `not-found`, never
   * empty, a file `not-a-folder`; a listing that cannot be completed throws. What was there throughout is given once, whatever
   * is added or removed meanwhile.
   */
  list(folder: Place, options?: ListOptions): AsyncIterable<Page<Entry>>
  stat(place: Place, options?: Waiting): Promise<Entry>
  /**
   * The bytes of a file; they are the reader's own. When fewer come than the entry says the iteration throws `short-content`.
   * A version that is not there is `not-found`.
   */
  read(file: Place, options?: ReadOptions): AsyncIterable<Uint8Array>

  readonly write?: Write
  /** Makes the folder and those above it that are missing; one that is there already is fine, a file is `not-a-folder`. */
  makeFolder?(folder: Place, options?: Waiting): Promise<MadeFolder>
  /** Removes a file, or a folder with all it holds; to the recycle bin where there is one. What is absent is fine. */
  delete?(place: Place, options?: DeleteOptions): Promise<void>
  /**
   * Moves or renames within a space. `already-exists` when something is there, unless it is the thing itself in another
   * spelling; `not-found` when the folder is missing; `unsupported` for a folder into itself.
   */
  move?(from: Place, to: Place, options?: Waiting): Promise<Entry>
  /** Everything below a folder in few calls, in any order; the folder itself is not among it. */
  listDeep?(folder: Place, options?: ListOptions): AsyncIterable<Page<Entry>>
  /**
   * All versions of a file, oldest first; the last one is the current. `read` takes the id of any of them. A missing file is
   * `not-found`, a folder `is-a-folder`.
   */
  versions?(file: Place, options?: Waiting): Promise<readonly Version[]>
  readonly permissions?: Permissions
  readonly owners?: Owners
  /** Everybody whom rights or entries can be given to, in a stable order; present with `permissions` or `owners`. */
  principals?(options?: ListOptions): AsyncIterable<Page<Principal>>
  readonly locks?: Locks
  readonly metadata?: Metadata
  /**
   * Takes many files straight from another storage of its own kind, faster than byte by byte through the engine.
   * `undefined` when it cannot take from that one. Results come in any order; after the last one all of them are durable.
   */
  takeFrom?(source: Storage, files: readonly Take[], options: TakeOptions): AsyncIterable<readonly Taken[]> | undefined
  about?(options?: Waiting): Promise<About>
  /** Absent where the platform counts no calls. */
  budget?(): Budget | undefined
  /** Ends what it holds open. No verb may be called after. */
  close(): Promise<void>
}

/** The groups of verbs that a platform may lack. */
export type StorageGroup = Exclude<
  { [Name in keyof Storage]-?: undefined extends Storage[Name] ? Name : never }[keyof Storage],
  'budget'
>
