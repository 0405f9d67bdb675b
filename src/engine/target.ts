import type { Entry, Path, Place } from '#platform'
import type { Claim } from './claims.ts'
import type { Known } from './item.ts'

/** What one child becomes, once its name at the destination is settled. */
export interface Target {
  readonly entry: Entry
  readonly known: Known | undefined
  readonly source: Path
  readonly destination: Path
  readonly to: Place
  readonly isRevised: boolean
  /** What lies there is, or will be, an archive that holds the file. */
  readonly packed?: true
  /** About the name; empty when it stays. */
  readonly naming: Pick<Claim, 'reason' | 'sentence'>
  /** What lies there now. */
  readonly present: Entry | undefined
}
