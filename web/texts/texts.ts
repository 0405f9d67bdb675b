import { account } from './account.ts'
import { addConnection } from './add-connection.ts'
import { audit } from './audit.ts'
import { causes } from './causes.ts'
import { connection } from './connection.ts'
import { connections } from './connections.ts'
import { entrance } from './entrance.ts'
import { flagged } from './flagged.ts'
import { item } from './item.ts'
import {
  choices,
  choiceValues,
  editJob,
  filterExamples,
  filters,
  filterTrial,
  job,
  jobs,
  newestVersions,
  typeGroups,
} from './jobs.ts'
import { mapping } from './mapping.ts'
import { newJob } from './new-job.ts'
import { overview } from './overview.ts'
import { pace } from './pace.ts'
import { people } from './people.ts'
import { compare, platform, platforms } from './platforms.ts'
import { principals } from './principals.ts'
import { problem } from './problem.ts'
import { reports } from './reports.ts'
import { run, runs } from './runs.ts'
import { savedFilters } from './saved-filters.ts'
import { schedule } from './schedule.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { itemStates, runStates } from './states.ts'
import { ticks } from './ticks.ts'
import { webhooks } from './webhooks.ts'

/** Every text that the page itself says, by where it is said. What the server says comes as sentences from the API. */
export const texts = {
  unreachable:
    'Gantry does not answer. Check that it runs and that this machine reaches it; this page goes on by itself.',
  answeredWith: (status: number) => `Gantry answered with ${status} and said nothing more.`,
  refused: 'That did not work',
  problem,
  tryAgain: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  done: 'Done',
  copy: 'Copy',
  copied: 'Copied',
  loading: 'Loading',
  columns: 'Columns',
  justNow: 'just now',
  more: 'Show more',
  shown: (count: number) => `${count.toLocaleString('en-GB')} shown`,
  showAll: 'Show all',
  noneFound: {
    title: 'Nothing is like that',
    sentence: 'Nothing matches the search and filters.',
    act: 'Clear filters',
  },
  counted: (count: number, what: string) => `${count.toLocaleString('en-GB')} ${what}`,
  runStates,
  itemStates,
  causes,
  savedFilters,
  pace,
  mapping,
  reports,
  item,
  health: {
    healthy: 'Healthy',
    'sign-in-needed': 'Sign-in needed',
    limited: 'Limited',
    'permission-missing': 'Permission missing',
    paused: 'Paused',
    'never-tested': 'Never tested',
    failing: 'Failing',
  },
  checks: {
    'sign-in': 'Sign-in',
    account: 'Account',
    spaces: 'Content',
    list: 'Listing',
    read: 'Reading',
    write: 'Writing',
    delete: 'Deleting',
  },
  outcomes: { passed: 'passed', warning: 'passed with a warning', failed: 'failed', skipped: 'not tested' },
  testSucceeded: 'Connection test succeeded',
  limitedUntil: 'Limited until',
  optional: 'optional',
  choiceOf: (name: string, value: string) => `${name}: ${value}`,
  required: (label: string) => `${label} is needed.`,
  notFound: { title: 'There is no such page', sentence: 'The address may be mistyped, or what it showed is gone.' },
  goToConnections: 'Go to Connections',
  broken: {
    title: 'This page broke',
    sentence: 'That is a fault of Gantry. Load the page again; nothing was changed.',
  },
  reload: 'Load again',
  entrance,
  schedule,
  ticks,
  webhooks,
  shell,
  connections,
  addConnection,
  connection,
  overview,
  jobs,
  job,
  newJob,
  editJob,
  filterTrial,
  principals,
  choices,
  choiceValues,
  newestVersions,
  filters,
  filterExamples,
  typeGroups,
  runs,
  run,
  flagged,
  platforms,
  platform,
  compare,
  people,
  account,
  settings,
  audit,
} as const
