/**
 * What a job says about every case in which two platforms or two states differ. Policies decide what happens to content,
 * behaviors what happens to names, sizes and types. Each value is a word of the web page, the API and the job file alike.
 */
export interface JobOptions {
  /** `folders`: the structure alone, without the files in it. */
  readonly content: 'everything' | 'folders'
  /**
   * `two-way`: what changed on either side since the last run goes to the other. `move`: what was copied and proven equal is
   * deleted at the source afterwards, when somebody has approved.
   */
  readonly direction: 'copy' | 'two-way' | 'move'
  /**
   * Both sides hold the file and the job cannot know that the destination's is its own or an older one; in a job that goes both
   * ways: both have changed it. `keep-both`: the destination's gets another name; going both ways, the older one.
   */
  readonly onConflict: 'flag' | 'keep-both' | 'prefer-newest' | 'prefer-source' | 'prefer-destination'
  /** `transferred`: what this run moved, by the platform's hash or by reading back. `none`: the size alone. */
  readonly verification: 'none' | 'transferred'
  /**
   * What this job put at the destination and the source has lost. `mirror`: deleted, above the guard after approval. In a job
   * that goes both ways: also the other way round, unless only deletions of one side are to be mirrored.
   */
  readonly deletedItems: 'keep' | 'mirror' | 'ask' | 'mirror-source' | 'mirror-destination'
  /** What lies only at the destination and was never put there by this job. */
  readonly foreignItems: 'keep' | 'delete'
  /** Versions of a file that are copied, where both sides keep some: a number counts the current one too. */
  readonly versions: 'latest' | 'all' | number
  /**
   * Rights of people and groups, by the job's table of principals. `add`: those of the source besides what is there; `mirror`:
   * those of the source and no others. In a job that goes both ways: what was given on either side since the last run; `mirror`:
   * also what was taken away.
   */
  readonly permissions: 'none' | 'add' | 'mirror'
  /** Whose files and folders are, by the same table. */
  readonly owners: 'none' | 'preserve'
  /** `mirror`: what is locked at the source is locked at the destination too, as long as it is so. */
  readonly locks: 'ignore' | 'mirror'
  /** What is in the fields of files and folders, by the names of the fields. */
  readonly metadata: 'none' | 'preserve'
  readonly onFailure: 'continue' | 'halt'
  /** Names that the destination cannot hold. `encode` is reversible. */
  readonly unsupportedNames: 'underscore' | 'encode' | 'flag'
  /** Names and paths above the destination's limits: shortened from the right, keeping the extension. */
  readonly longNames: 'truncate' | 'flag'
  readonly largeFiles: 'flag' | 'skip'
  /** Types that the destination refuses. `zip`: such a file goes there in an archive, `tool.exe` as `tool.exe.zip`. */
  readonly restrictedTypes: 'flag' | 'skip' | 'zip'
  readonly emptyFolders: 'keep' | 'skip'
  readonly hiddenItems: 'keep' | 'skip'
  /** What other people reach by a link or an invitation of its own; a folder with all that is in it. */
  readonly sharedItems: 'keep' | 'skip'
}

export const defaultOptions: JobOptions = {
  content: 'everything',
  direction: 'copy',
  onConflict: 'flag',
  verification: 'transferred',
  deletedItems: 'keep',
  foreignItems: 'keep',
  versions: 'latest',
  permissions: 'none',
  owners: 'none',
  locks: 'ignore',
  metadata: 'none',
  onFailure: 'continue',
  unsupportedNames: 'underscore',
  longNames: 'flag',
  largeFiles: 'flag',
  restrictedTypes: 'flag',
  emptyFolders: 'keep',
  hiddenItems: 'keep',
  sharedItems: 'keep',
}
