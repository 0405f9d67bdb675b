import type { HashKind } from './entry.ts'

export interface Length {
  readonly count: number
  /** `units`: UTF-16 code units, as most vendors count; `characters`: code points; `bytes`: of the UTF-8 form. */
  readonly unit: 'units' | 'characters' | 'bytes'
}

export interface RateRule {
  readonly calls: number
  readonly perSeconds: number
  /** `account`, `application`, … : whose calls are counted together. */
  readonly scope: string
}

/**
 * What is so on a platform: the data that the planner checks, the comparison shows and the conformance suite chooses its
 * cases by. `undefined` for a limit means that there is none.
 */
export interface Facts {
  /** `A` and `a` are two names. */
  readonly caseSensitive: boolean
  /** `kept`: composed and decomposed forms are two names; else names come back in, or are matched by, the one form. */
  readonly unicodeForm: 'kept' | 'nfc' | 'nfd'
  /** False: a name may hold halves of surrogate pairs that stand for bytes which are no text. */
  readonly wellFormedNames: boolean
  /** Two entries of one name may lie in one folder. */
  readonly allowsDuplicates: boolean
  /** A file and a folder of one name may lie in one folder. */
  readonly filesAndFoldersApart: boolean
  /** Every character of this text is refused in names. */
  readonly forbiddenCharacters: string
  /** U+0001–U+001F and U+007F are refused. NUL and `/` are judged by `forbiddenCharacters` alone. */
  readonly forbidsControlCharacters: boolean
  /** Whole names that are refused, in lower case; with and without extension. */
  readonly reservedNames: readonly string[]
  readonly leadingSpace: boolean
  readonly trailingSpace: boolean
  readonly trailingDot: boolean
  /** False: no whitespace directly before or after the dot of an extension. */
  readonly spaceAroundExtension: boolean
  readonly maxName: Length | undefined
  /** Of the whole path, names joined by one sign. */
  readonly maxPath: Length | undefined
  readonly maxDepth: number | undefined
  readonly maxFileBytes: number | undefined
  readonly minFileBytes: number
  /** Extensions that are refused, in lower case with their dot. */
  readonly restrictedTypes: readonly string[]
  readonly timePrecisionMs: number
  /** A write may set the modification time. */
  readonly setsModifiedAt: boolean
  /** Given by listings, stat and writes for file content. */
  readonly hashes: readonly HashKind[]
  readonly keepsVersions: boolean
  /** A failed overwrite leaves the old content whole. */
  readonly atomicReplace: boolean
  readonly keepsEmptyFolders: boolean
  /** What the account may not see is refused; false where it is left out of listings as if it were not there. */
  readonly tellsHiddenFromAbsent: boolean
  /** A listing shows a write after at most so long; 0 is at once. */
  readonly listsWritesWithinMs: number
  /** Most entries in one page of a listing. */
  readonly pageSize: number
  /** Content above `aboveBytes` goes in parts. */
  readonly parts: { readonly aboveBytes: number; readonly minBytes: number; readonly maxBytes: number } | undefined
  /** As published; what is in force is learned from the answers. */
  readonly rates: readonly RateRule[]
  /** Counted calls that each verb takes for one file or folder, where calls are the scarce thing; for estimates. */
  readonly calls?: {
    readonly write: number
    /** Another version of a file that is there; as `write` when absent. */
    readonly newVersion?: number
    readonly makeFolder: number
    readonly read: number
  }
  readonly impersonation: boolean
  readonly keepsAuthors: boolean
  /** Rights are given to people and groups, file by file or folder by folder. */
  readonly keepsPermissions: boolean
  /** Each file and folder belongs to a person or group, and can be given to another. */
  readonly keepsOwners: boolean
  /** Whether a file can be locked against changes. `told`: entries say so; `set`: the account may lock and unlock it too. */
  readonly locks: 'none' | 'told' | 'set'
  /**
   * Whether files and folders have fields beside their content. `told`: entries say what is in them; `set`: the account may
   * fill them in too.
   */
  readonly metadata: 'none' | 'told' | 'set'
}

/** Where a fact comes from: a page, a specification, a measurement. */
export interface Source {
  readonly title: string
  readonly url?: string
}

/** Every fact of a manifest has its source. */
export type FactSources = { readonly [fact in keyof Facts]: Source }
