const precedence =
  'What “Leave out” names is left out, whatever else is said. Of the rest a file must match one of “Copy only”, where there are any, and keep within every bound. A folder that is left out is not looked into.'

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
  remove: 'Remove',
  removeTitle: (name: string) => `Remove the job “${name}”?`,
  removeSentence:
    'Its runs, their items and what it remembers of the destination are gone; the documents stay where they are. It cannot come back.',
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

export const newJob = {
  title: 'Create job',
  name: 'Name',
  nameHelp: 'As it is shown and found in lists. Empty becomes “source → destination”.',
  source: 'Copy from',
  destination: 'Copy to',
  connection: 'Connection',
  folder: 'Folder',
  folderHelp: 'Space and folders, parted by slashes: “Harbour/Drawings”. Suggestions come as you type.',
  example: 'Space/folder/folder',
  choices: 'Special cases',
  choicesHelp: 'The defaults lose nothing: what is not clear is flagged for a person.',
  filters: 'Filters',
  filtersHelp: precedence,
  schedule: 'Schedule',
  scheduleHelp: 'Without one a person starts every run.',
  create: 'Create job',
  createAndSimulate: 'Create and simulate',
  noConnection: {
    title: 'There is no connection yet',
    sentence: 'A job copies from one connection to another, so connections come first.',
    act: 'Go to Connections',
  },
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
} as const

export const filterExamples: Readonly<Partial<Record<keyof typeof filters, string>>> = {
  include: '*.pdf',
  exclude: 'Old/',
  minSize: '1 KB',
  maxSize: '2 GB',
  minAge: '30 days',
  maxAge: '6 months',
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
  onConflict: 'Conflicts',
  verification: 'Verification',
  deletedItems: 'Deleted items',
  onFailure: 'Failures',
  unsupportedNames: 'Names that do not fit',
  longNames: 'Long names and paths',
  largeFiles: 'Large files',
  restrictedTypes: 'Refused types',
  emptyFolders: 'Empty folders',
  hiddenItems: 'Hidden items',
} as const

export const choiceValues: Readonly<Record<string, string>> = {
  flag: 'Flag them for a person',
  'prefer-newest': 'The newest wins',
  'prefer-source': 'The source wins',
  'prefer-destination': 'The destination wins',
  none: 'None',
  transferred: 'What was transferred',
  continue: 'Go on with the others',
  halt: 'Stop the run',
  underscore: 'Replace by underscores',
  encode: 'Encode, reversibly',
  truncate: 'Truncate, keep the extension',
  skip: 'Leave them out',
  keep: 'Keep them',
  mirror: 'Delete them there too, above a guard after approval',
  ask: 'Delete them there too, after approval each time',
}
