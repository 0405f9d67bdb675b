import type { Entry, Path, Place } from '#platform'
import type { Known, Print } from './item.ts'
import type { Reason } from './reason.ts'
import type { Receipt } from './receipt.ts'

/** Set on what goes from the destination to the source, in a job that goes both ways. */
export type Way = 'back'

interface Line {
  /** Below the job's source folder; what people know the item by. */
  readonly source: Path
  readonly kind: 'file' | 'folder' | 'other'
  /** Which of several entries of one name and kind, from 1; absent for the one that has the name. */
  readonly twin?: number
  /** Bytes; 0 for folders. */
  readonly size: number
  readonly reason: Reason
  /** For people: why, in one sentence. Empty where the reason says it all. */
  readonly sentence: string
}

/** Moves one file's content. `isRevised`: under a changed name. */
export interface Copy extends Line {
  readonly do: 'copy'
  readonly way?: Way
  readonly from: Entry
  readonly to: Place
  /** Below the job's destination folder. */
  readonly destination: Path
  readonly isRevised: boolean
  /** The file there that this run may replace, as it was seen; absent when there must be none. */
  readonly replaces?: Print
  /** What lies in its place, and where it goes before the copy: both are kept. Absent once that is done. */
  readonly aside?: { readonly from: Entry; readonly to: Place }
  /** Both sides held it once: when the copy fails, what they agreed on last stays known. */
  readonly wasAgreed?: true
  /** Older versions that go before it, as far as the listing tells; absent for none. */
  readonly older?: number
  /** The destination gets an archive that holds the file. */
  readonly packed?: true
}

/** Makes one folder. */
export interface Make extends Line {
  readonly do: 'make'
  readonly way?: Way
  readonly from: Entry
  readonly to: Place
  readonly destination: Path
  readonly isRevised: boolean
}

/** Nothing to move: both sides already agree. `unchanged` ones are only counted, `already-there` ones are remembered. */
export interface Keep extends Line {
  readonly do: 'keep'
  readonly destination: Path
  readonly isRevised: boolean
  readonly sourcePrint: Print
  readonly destinationPrint: Print
  readonly packed?: true
}

/** Left as it is, by a rule (`ignored`) or until a person has looked (`flagged`). */
export interface Leave extends Line {
  readonly do: 'leave'
  readonly state: 'ignored' | 'flagged'
}

/** Deletes at the destination what this job keeps there and the source has lost; `back`: the other way round. */
export interface Remove extends Line {
  readonly do: 'remove'
  readonly way?: Way
  /** Where the side that has lost it held it. */
  readonly gone: Place
  readonly to: Place
  readonly destination: Path
  /** As the job left it; what is not so any more is kept. */
  readonly expected: Print
}

/** Deletes at the source what lies at the destination as well, in a job that moves. */
export interface Clear extends Line {
  readonly do: 'clear'
  /** Where the original is, and as it was when it was copied or compared. */
  readonly original: Place
  readonly print: Print
  /** Where the copy is, and as the job left it. */
  readonly to: Place
  readonly destination: Path
  readonly expected: Print
  /** Both were found to be these bytes; a file without it is yet to be proven equal. */
  readonly sha256?: string
  /** The copy is an archive that holds it. */
  readonly packed?: true
  readonly state: 'succeeded' | 'revised'
  /** What its receipt says so far; `isOfRun`: this run gave it, else it counts the item as unchanged. */
  readonly was: Pick<Receipt, 'reason' | 'attempts' | 'verified'> & { readonly isOfRun: boolean }
}

/** Renames or moves at the destination what was renamed or moved at the source; `back`: the other way round. */
export interface Move extends Line {
  readonly do: 'move'
  readonly way?: Way
  /** As it is listed on the side that follows. */
  readonly at: Entry
  readonly to: Place
  readonly destination: Path
  /** As the side that was changed first lists it now. */
  readonly print: Print
  /** Both sides have it where it goes: it is only to be remembered there. */
  readonly isDone?: true
  /** As both sides held it when they last agreed. */
  readonly was: Pick<Known, 'source' | 'destination' | 'sourcePrint' | 'destinationPrint'>
}

/** What becomes of an entry of the source. */
export type Decision = Copy | Make | Keep | Leave

/** One line of a plan. */
export type Action = Decision | Remove | Move | Clear
