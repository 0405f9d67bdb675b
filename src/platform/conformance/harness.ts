import type { Clock, Entry, Fields, Place, Storage } from '#platform'

/** What the suite needs to know of a platform's test set-up, or of a real account. */
export interface Harness {
  /** An open storage and a place in it that is one case's own. */
  open(): Promise<Ground>
  /** Calls are scarce: smaller contents and shorter listings. */
  readonly isSlow?: boolean
  /** Cases that cannot pass here, by their sentence, each with its reason; the matrix prints it. */
  readonly skips?: Readonly<Record<string, string>>
}

/** Where one case works. What is optional lets more cases run; what is absent is printed as the reason of a skip. */
export interface Ground {
  readonly storage: Storage
  /** A folder that exists, is empty, and that nobody else uses. */
  readonly folder: Place
  /** The storage's time, to wait by; the true one when absent. */
  readonly clock?: Pick<Clock, 'sleep'>
  /** Another storage on the same content, as another process opens it. Closed by the suite. */
  readonly reopen?: () => Promise<Storage>
  /** Another storage on the same content through another account. Closed by the suite. */
  readonly stranger?: () => Promise<Storage>
  /** A storage of the same kind with other content, to take files from, and an empty folder in it. */
  readonly source?: () => Promise<{ readonly storage: Storage; readonly folder: Place }>
  /** Texts of which none may appear in anything thrown; asked after the case has run. */
  readonly secrets?: () => readonly string[]
  /** Ends the access token that is in use; gives a count of how often a new one was asked for since. */
  readonly expireToken?: () => Promise<() => number>
  /** From now on few calls are answered in each short stretch of time, the others turned away. */
  readonly limitRate?: () => Promise<void>
  /** Lets the next reading of a file break off in the middle, as a lost connection does. */
  readonly cutRead?: () => Promise<void>
  /** Puts another file of the same name beside one that is there, as another program can. */
  readonly putBeside?: (file: Place, text: string) => Promise<void>
  /** Fills two fields of an entry in, as another program can, and says which and with what. */
  readonly fillIn?: (entry: Entry) => Promise<Fields>
  /** Takes away all that was made, and closes the storage. */
  close(): Promise<void>
}
