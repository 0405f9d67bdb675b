import type { Place } from './entry.ts'
import type { Waiting } from './storage.ts'

/** Fields of an entry beside its content, as the platform calls them, and their values as text: `{ Discipline: 'Structural' }`. */
export type Fields = Readonly<Record<string, string>>

/** Metadata of a platform that lets an account fill fields in. What is in them is told with the entry. */
export interface Metadata {
  /**
   * Fills these fields of a file or folder in and leaves its others as they are; the empty text takes a value away. Content,
   * etag, version and times stay. All or nothing: a field that the platform does not have, or a value that the field does not
   * take, is `unsupported`. A missing entry is `not-found`.
   */
  set(place: Place, fields: Fields, options?: Waiting): Promise<void>
}
