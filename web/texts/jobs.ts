export const precedence =
  'What “Leave out” names is left out, whatever else is said. Of the rest a file must match one of “Copy only”, where there are any, and keep within every bound, of metadata too. A folder that is left out is not looked into. Of full paths, such as ticks, the deepest counts.'

export const jobs = {
  title: 'Jobs',
  add: 'Create job',
  search: 'Search jobs and places',
  name: 'Name',
  from: 'From',
  to: 'To',
  lastRun: 'Last run',
  neverRan: 'Never',
  nextRun: 'Next run',
  created: 'Created',
  category: 'Category',
  show: 'Show',
  shows: { archived: 'Archived', all: 'All' },
  loaded: (count: number) => (count === 1 ? '1 job' : `${count} jobs`),
  empty: {
    title: 'No job yet',
    sentence: 'A job says what is copied, from where to where, and what happens in each special case.',
    act: 'Create the first job',
    sandbox: 'To look around without an account, start Gantry with “npm start -- --demo”.',
  },
  noneFound: {
    title: 'No job is like that',
    sentence: 'Nothing matches the search.',
    act: 'Clear search',
  },
} as const

export const job = {
  run: 'Run',
  simulate: 'Simulate',
  simulateHint: 'Shows what a run would do and changes nothing',
  more: 'More',
  edit: 'Edit',
  duplicate: 'Duplicate',
  archive: 'Archive',
  restore: 'Bring back',
  archived: 'Archived',
  archivedSentence: 'It runs no more and is not listed, until it is brought back. Nothing of it is lost.',
  file: {
    act: 'Export as YAML',
    title: (name: string) => `“${name}” as a job file`,
    help: 'What is not said has its default. “gantry jobs apply -f” puts it in place here or on another Gantry; no secret is in it.',
    content: 'The job file',
    download: 'Download',
  },
  remove: 'Remove',
  removeTitle: (name: string) => `Remove the job “${name}”?`,
  removeSentence:
    'It runs no more, and what it remembers of the destination is not used again. Its runs, their reports and the documents stay. It cannot come back.',
  typeName: (name: string) => `Type ${name} to remove it`,
  runs: 'Runs',
  allRuns: 'All runs of this job',
  choices: 'What it does in special cases',
  filters: 'What it copies',
  filtersHelp: precedence,
  noRuns: {
    title: 'It never ran',
    sentence: 'Simulate it first: you see every rename, skip and conflict before anything is copied.',
  },
} as const

export const editJob = {
  title: (name: string) => `Edit “${name}”`,
  sentence: (source: string, destination: string) =>
    `It copies “${source}” to “${destination}”. A job keeps its places, because it remembers what it put where.`,
  mapping: 'Which places get a job at the next run. What they are, and where their content goes, stays.',
  changes: 'What changes',
  nothing: 'Nothing yet: all is as it was saved.',
  none: 'nothing',
  save: (changes: number) => (changes === 0 ? 'Save' : changes === 1 ? 'Save 1 change' : `Save ${changes} changes`),
  saved: (what: readonly string[]) =>
    `Saved: ${what.join(', ')}. It counts from the next run; what earlier runs copied stays where it is.`,
} as const

export const filterTrial = {
  try: 'Try the filters',
  help: 'On the first entries of the source as they are now. Nothing is copied.',
  sourceFirst: 'Choose first where to copy from.',
  past: 'The filters have changed since. Try them again.',
  none: 'The folder is empty.',
  show: 'Show',
  all: (count: number) => `All ${count}`,
  takenOf: (count: number) => `Taken ${count}`,
  leftOf: (count: number) => `Left out ${count}`,
  entries: 'What the filters make of each entry',
  taken: 'Taken',
  left: 'Left out',
  showAll: (count: number) => `Show all ${count}`,
  isCut: 'There is more in the folder than is tried at once; these are the first.',
} as const

/** Names of a job's filters; what each is for comes from the contract. */
export const filters = {
  include: 'Copy only',
  exclude: 'Leave out',
  minSize: 'Smallest size',
  maxSize: 'Largest size',
  modifiedAfter: 'Modified from',
  modifiedBefore: 'Modified before',
  minAge: 'Unchanged for',
  maxAge: 'Changed within',
  includeMetadata: 'Only with metadata',
  excludeMetadata: 'Not with metadata',
} as const

export const filterExamples: Readonly<Partial<Record<keyof typeof filters, string>>> = {
  include: '*.pdf',
  exclude: 'Old/',
  minSize: '1 KB',
  maxSize: '2 GB',
  minAge: '30 days',
  maxAge: '6 months',
  includeMetadata: 'Status: For*',
  excludeMetadata: 'Status: Superseded',
}

export const typeGroups = {
  archives: 'Archives',
  audio: 'Audio',
  documents: 'Office documents and PDF',
  drawings: 'Drawings (CAD)',
  images: 'Images',
  mail: 'E-mail',
  models: 'Models (BIM)',
  programs: 'Programs',
  temporary: 'Temporary files',
  videos: 'Videos',
} as const

/** Names of a job's choices and of their values, as in job files; what each is for comes from the contract. */
export const choices = {
  content: 'What is copied',
  direction: 'Direction',
  onConflict: 'Conflicts',
  verification: 'Verification',
  deletedItems: 'Deleted items',
  foreignItems: 'Items only at the destination',
  versions: 'Versions',
  permissions: 'Permissions',
  owners: 'Owners',
  locks: 'Locks',
  metadata: 'Metadata',
  onFailure: 'Failures',
  unsupportedNames: 'Names that do not fit',
  longNames: 'Long names and paths',
  largeFiles: 'Large files',
  restrictedTypes: 'Refused types',
  emptyFolders: 'Empty folders',
  hiddenItems: 'Hidden items',
  sharedItems: 'Shared items',
} as const

export const choiceValues: Readonly<Record<string, string>> = {
  everything: 'Files and folders',
  folders: 'Folders only',
  copy: 'From the source to the destination',
  move: 'Move: copy, prove, then delete at the source',
  'two-way': 'Both ways, in step',
  flag: 'Flag them for a person',
  'keep-both': 'Keep both, one under another name',
  'prefer-newest': 'The newest wins',
  'prefer-source': 'The source wins',
  'prefer-destination': 'The destination wins',
  none: 'None',
  transferred: 'What was transferred',
  latest: 'The latest only',
  'owners.none': 'Leave them behind',
  'owners.preserve': 'Those of the source',
  'locks.ignore': 'Leave them behind',
  'locks.mirror': 'Lock the copies too',
  'metadata.none': 'Leave it behind',
  'metadata.preserve': 'That of the source',
  'permissions.none': 'Leave them behind',
  'permissions.add': 'Add those of the source; going both ways, those of either side',
  'permissions.mirror': 'Those of the source and no others; going both ways, also what was taken away',
  all: 'All',
  continue: 'Go on with the others',
  halt: 'Stop the run',
  underscore: 'Replace by underscores',
  encode: 'Encode, reversibly',
  truncate: 'Truncate, keep the extension',
  zip: 'Put each into a ZIP archive',
  skip: 'Leave them out',
  keep: 'Keep them',
  mirror: 'Delete them there too, above a guard after approval',
  ask: 'Delete them there too, after approval each time',
  'mirror-source': 'Delete at the destination what the source deletes, not the other way round',
  'mirror-destination': 'Delete at the source what the destination deletes, not the other way round',
  delete: 'Delete them, after approval each time',
}

/** For the choice that takes a number. */
export const newestVersions = {
  choose: 'The newest',
  label: 'How many of the newest versions',
  usual: 5,
  are: (count: number) => (count === 1 ? 'The newest one' : `The newest ${count}`),
} as const
