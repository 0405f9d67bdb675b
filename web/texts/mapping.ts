/** One job for each of many places. What each part is for comes from the contract. */
export const mapping = {
  title: 'One job for each of many places',
  parts: {
    each: 'One job for each',
    names: 'Only names like',
    except: 'No names like',
    activeOnly: 'Only active projects',
    company: 'Company',
    from: 'Folder within each',
    to: 'Where the content of each goes',
    rows: 'Rows',
    wrongRows: 'Rows that are wrong',
  },
  examples: { names: '*tower*', except: 'Old*', company: '', from: 'Drawings', to: '{name}/Drawings' },
  /** What a job copies from. */
  spread: {
    label: 'How many jobs',
    one: 'One folder',
    folder: 'Each sub-folder of a folder',
    project: 'Several projects of a connection',
    row: 'Each row of a list (CSV)',
  },
  spreadHelp: {
    one: 'One job, from this folder.',
    folder: 'A job of its own for each folder directly in the one below. New ones get a job at the next run.',
    project: 'A job of its own for each project of the connection. New ones get a job at the next run.',
    row: 'A job of its own for each row, with places below the ones that are chosen here and on the next step.',
  },
  /** What it copies to. */
  goal: { label: 'Where to', one: 'One folder', projects: 'Several projects of a connection' },
  goalHelp: {
    one: 'Everything goes below this folder.',
    each: 'The content of each goes below this folder, into one of its name.',
    into: 'One folder goes into each project of the connection: a standard folder structure, for example.',
    ofName: 'The content of each goes into the project of its own name.',
  },
  whole: 'All projects that this connection shows. Narrow them down below.',
  listFile: 'Choose a CSV file',
  listHelp:
    'With the columns source, destination and name; a name may be left out. Commas, semicolons or tabs part them.',
  listed: (rows: number) => (rows === 1 ? '1 row' : `${rows} rows`),
  listWrong: 'The list was not taken',
  leaveOut: 'Leave out rows that are wrong, instead of refusing the list',
  preview: {
    title: (jobs: number) => (jobs === 1 ? 'It makes 1 job' : `It makes ${jobs} jobs`),
    sentence: 'As things are now. Each run looks again.',
    none: 'As things are now it would make no job. Change what it takes, or create it and run it later.',
    leftOut: (count: number) => `Left out: ${count}`,
    wait: 'Looking for folders and projects',
  },
  yes: 'yes',
  name: 'Name',
  from: 'From',
  to: 'To',
  why: 'Why',
  lastRun: 'Last run',
  items: 'Items',
  moved: 'Moved',
  flagged: 'Flagged now',
  children: {
    title: 'Its jobs',
    sentence:
      'It moves nothing itself. Each run looks for places, makes the jobs that are missing, and starts them all.',
    sums: (jobs: number, left: number) =>
      left === 0 ? `${jobs}` : `${jobs}, of which ${left} ${left === 1 ? 'has' : 'have'} gone`,
    jobs: 'Jobs',
    verified: 'Verified',
    ignored: 'Ignored now',
    export: 'Export',
    search: 'Search names and places',
    gone: 'Gone',
    loaded: (jobs: number) => (jobs === 1 ? '1 job' : `${jobs} jobs`),
    none: {
      title: 'No job yet',
      sentence: 'It makes them when it runs. A simulation makes them too, and changes nothing else.',
    },
    noneFound: { title: 'No job is like that', sentence: 'Nothing matches the search.' },
  },
  look: {
    made: (jobs: number) => `${jobs} new at the last look`,
    gone: (names: readonly string[]) =>
      `Not found any more: ${names.join(', ')}. Their jobs run no more and keep their history.`,
    leftOut: (count: number) => `${count} left out at the last look`,
  },
  parent: {
    title: (name: string) => `One of the jobs of “${name}”`,
    sentence: 'Its name, choices, filters and schedule are changed there, for all of them at once.',
    act: 'Open that job',
    schedule: 'It runs when the job runs that has made it.',
  },
  left: 'It runs no more',
  runs: {
    title: 'Runs of its jobs',
    jobs: 'Jobs',
    counts: (all: number, states: readonly string[]) =>
      states.length === 0 ? `${all}` : `${all}: ${states.join(', ')}`,
    parent: 'Part of',
    parentRun: (id: string) => `Run ${id}`,
    none: { title: 'No run', sentence: 'It has started none: it found no place, or is still looking.' },
  },
  list: { children: 'Jobs of mapping jobs', shown: 'Show them too', runs: 'Runs of mapping jobs' },
  counted: (jobs: number) => (jobs === 1 ? '1 job' : `${jobs} jobs`),
} as const
