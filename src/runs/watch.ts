import type { Decision } from '#engine/action.ts'
import type { Entry } from '#platform'
import type { Remembered } from './receipts.ts'

/** Sees while a scan goes on what the source tells of its entries beside their content, and notes where that has changed. */
export interface Watch {
  /** Before what is in these folders (by `folderKey`) is seen. */
  begin(folders: readonly string[]): Promise<void>
  /** An entry, what becomes of it, and what the job knew of it. */
  see(action: Decision, entry: Entry | undefined, memory: Remembered | undefined): void
  /** Writes down what was seen so far. */
  flush(): Promise<void>
  /** Says of a simulation what a run would do about it. */
  tell(): Promise<void>
}
