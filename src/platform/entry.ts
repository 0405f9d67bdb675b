import type { Fields } from './metadata.ts'
import type { Path } from './path.ts'

/** Id of a space (a Procore project, a share, a bucket) within one storage; the platform's own, as text. */
export type SpaceId = string

/** A top-level container of a storage: the first part of a location. */
export interface Space {
  readonly id: SpaceId
  /** As people know it and type it in a location; unique within the storage (the platform adds what makes it so). */
  readonly name: string
  /** The platform's own word: `project`, `company`, `bucket`, `folder`. */
  readonly kind: string
  /** What it belongs to, outermost first, such as the company of a project. */
  readonly within?: readonly string[]
  /** False for what the platform keeps but nobody works in any more, such as a closed project; absent where it does not tell. */
  readonly isActive?: boolean
  /** The values of the connection's fields that narrow it to this space and what belongs to it. */
  readonly scope?: Readonly<Record<string, string>>
}

/**
 * Where something is or will be. An entry is a place too, and its id saves the platform a second look-up. Where two things of
 * one name may lie in one folder, an entry means itself; a bare place means the kind that the verb is about, and for `stat`,
 * `move` and `delete` the file.
 */
export interface Place {
  readonly space: SpaceId
  readonly path: Path
  readonly id?: string
  /** The id of the folder it is in, where the platform has ids and it is known. */
  readonly parentId?: string
}

export type HashKind = 'sha256' | 'sha1' | 'md5'
/** Lower-case hexadecimal text by kind. */
export type Hashes = Readonly<Partial<Record<HashKind, string>>>

/**
 * What the platform says about an entry that decides how it is treated. `system`: the platform's own, never touched.
 * `shared`: other people reach it by a link or an invitation of its own. `checked-out`: somebody has checked it out or locked
 * it.
 */
export type Trait = 'system' | 'deleted' | 'hidden' | 'private' | 'read-only' | 'shared' | 'checked-out'

/** One thing in a platform's listing. */
export interface Entry extends Place {
  /** `other`: neither, such as a symbolic link, a socket or a device; `what` says it in words. */
  readonly kind: 'file' | 'folder' | 'other'
  readonly what?: string
  /** Bytes; files only. Absent when the platform does not tell. */
  readonly size?: number
  readonly modifiedAt?: Date
  readonly createdAt?: Date
  /** Who wrote this content, as the platform names them. */
  readonly author?: string
  readonly hashes?: Hashes
  /** The platform's id of the current content, where it keeps versions. */
  readonly version?: string
  /** Its number among the versions, 1 being the first, as far as it is told: what is on its first has no older ones. */
  readonly versionNumber?: number
  /** Changes whenever the content does: compare for equality only. `ifMatch` takes it. */
  readonly etag?: string
  readonly traits?: readonly Trait[]
  /** Who holds it, where it is checked out or locked, and since when, as far as the platform tells. */
  readonly heldBy?: string
  readonly heldSince?: Date
  /** Without empty values; `{}` where it has none, absent where the platform does not tell. */
  readonly metadata?: Fields
}

export interface Version {
  readonly id: string
  /** 1 is the oldest. */
  readonly number: number
  readonly size?: number
  readonly createdAt?: Date
  readonly author?: string
  readonly isCurrent: boolean
}
