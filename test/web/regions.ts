// What each page reads, in the order in which it stands there, and what it says when there is nothing.
import type { RouteName } from '../../src/api/contract/routes.ts'

export interface Region {
  /** As web/router.ts has it. */
  readonly route: string
  readonly path: string
  readonly reads: RouteName
  /** Nobody is signed in. */
  readonly isPublic?: true
  readonly empty?: Empty
}

interface Empty {
  readonly answer: object
  readonly says: string
  /** The link or button that leads on, where a page can. */
  readonly next?: string
}

/** Pages that only ask, or lead elsewhere at once. */
export const withoutRegion = ['/sign-in', '/single-sign-on'] as const

const aConnection = '/connections/$connection'
const nothingRuns = { count: 0, runs: [] }
const noSums = {
  states: { pending: 0, retrying: 0, succeeded: 0, revised: 0, flagged: 0, ignored: 0 },
  moved: { items: 0, bytes: 0 },
  verified: 0,
  flagged: 0,
  ignored: 0,
  jobs: 0,
  left: 0,
}

export const regions: readonly Region[] = [
  { route: '/welcome', path: `/welcome#${'a'.repeat(43)}`, reads: 'lookAtLink', isPublic: true },
  { route: '/', path: '/', reads: 'showMe' },
  {
    route: '/overview',
    path: '/overview',
    reads: 'showOverview',
    empty: {
      answer: {
        connections: { count: 0, healths: [] },
        runs: { needing: nothingRuns, running: nothingRuns, waiting: nothingRuns, finished: nothingRuns },
      },
      says: 'Nothing is set up yet',
      next: 'Add the first connection',
    },
  },
  { route: '/overview', path: '/overview', reads: 'listFlagged' },
  {
    route: '/connections',
    path: '/connections',
    reads: 'listConnections',
    empty: { answer: { connections: [] }, says: 'No connection yet', next: 'Add the first connection' },
  },
  { route: aConnection, path: '/connections/1', reads: 'showConnection' },
  {
    route: aConnection,
    path: '/connections/1?tab=content',
    reads: 'listEntries',
    empty: { answer: { entries: [] }, says: 'Give it access on the platform.' },
  },
  {
    route: aConnection,
    path: '/connections/1?tab=activity',
    reads: 'listTroubles',
    empty: { answer: { troubles: [] }, says: 'Nothing went wrong' },
  },
  {
    route: aConnection,
    path: '/connections/1?tab=activity',
    reads: 'listRuns',
    empty: { answer: { runs: [] }, says: 'No run used it' },
  },
  {
    route: aConnection,
    path: '/connections/1?tab=jobs',
    reads: 'listJobs',
    empty: { answer: { jobs: [] }, says: 'No job uses it', next: 'Create a job' },
  },
  {
    route: '/jobs',
    path: '/jobs',
    reads: 'listJobs',
    empty: { answer: { jobs: [] }, says: 'No job yet', next: 'Create the first job' },
  },
  {
    route: '/jobs/new',
    path: '/jobs/new',
    reads: 'listConnections',
    empty: { answer: { connections: [] }, says: 'There is no connection yet', next: 'Go to Connections' },
  },
  { route: '/jobs/$job', path: '/jobs/1', reads: 'showJob' },
  {
    route: '/jobs/$job',
    path: '/jobs/1',
    reads: 'listRuns',
    empty: { answer: { runs: [] }, says: 'It never ran', next: 'Simulate' },
  },
  {
    route: '/jobs/$job',
    path: '/jobs/3',
    reads: 'listChildren',
    empty: { answer: { children: [], sums: noSums }, says: 'No job yet', next: 'Simulate' },
  },
  { route: '/jobs/$job/edit', path: '/jobs/1/edit', reads: 'showJob' },
  {
    route: '/runs',
    path: '/runs',
    reads: 'listRuns',
    empty: { answer: { runs: [] }, says: 'Nothing has run yet', next: 'Go to Jobs' },
  },
  { route: '/runs/$run', path: '/runs/1', reads: 'showRun' },
  { route: '/runs/$run', path: '/runs/1', reads: 'showThroughput' },
  { route: '/runs/$run', path: '/runs/1', reads: 'showRunOverview' },
  {
    route: '/runs/$run',
    path: '/runs/1',
    reads: 'listItems',
    empty: { answer: { items: [] }, says: 'Each item is listed with the last run' },
  },
  {
    route: '/runs/$run',
    path: '/runs/3',
    reads: 'listRuns',
    empty: { answer: { runs: [] }, says: 'It has started none' },
  },
  {
    route: '/flagged',
    path: '/flagged',
    reads: 'listFlagged',
    empty: { answer: { items: [], reasons: [] }, says: 'Nothing is flagged', next: 'Go to Runs' },
  },
  {
    route: '/reports',
    path: '/reports',
    reads: 'showTotals',
    empty: { answer: { totals: [] }, says: 'Nothing to add up yet', next: 'Go to Jobs' },
  },
  { route: '/platforms', path: '/platforms', reads: 'listSides' },
  { route: '/platforms/$platform', path: '/platforms/procore', reads: 'showPlatform' },
  { route: '/compare', path: '/compare', reads: 'listSides' },
  { route: '/compare', path: '/compare?from=platform:filesystem&to=platform:procore', reads: 'comparePlatforms' },
  {
    route: '/people',
    path: '/people?text=nobody',
    reads: 'listPeople',
    empty: { answer: { people: [] }, says: 'Nobody is like that', next: 'Clear filters' },
  },
  {
    route: '/people',
    path: '/people?invitations=nobody',
    reads: 'listInvitations',
    empty: { answer: { invitations: [] }, says: 'Nothing is like that', next: 'Clear filters' },
  },
  {
    route: '/people',
    path: '/people',
    reads: 'listTokens',
    empty: { answer: { tokens: [] }, says: 'No API token', next: 'Go to My account' },
  },
  {
    route: '/settings',
    path: '/settings',
    reads: 'listClientCredentials',
    empty: { answer: { credentials: [] }, says: 'No platform needs an app' },
  },
  { route: '/settings', path: '/settings', reads: 'showProofKey' },
  {
    route: '/settings',
    path: '/settings',
    reads: 'listWebhooks',
    empty: { answer: { webhooks: [] }, says: 'No address', next: 'Add address' },
  },
  {
    route: '/audit',
    path: '/audit?text=nothing',
    reads: 'searchAudit',
    empty: { answer: { entries: [] }, says: 'Nothing was recorded that is like that', next: 'Clear filters' },
  },
  {
    route: '/account',
    path: '/account?sessions=nothing',
    reads: 'listMySessions',
    empty: { answer: { sessions: [] }, says: 'Nothing is like that', next: 'Clear filters' },
  },
  {
    route: '/account',
    path: '/account',
    reads: 'listMyTokens',
    empty: { answer: { tokens: [] }, says: 'No API token', next: 'Make a token' },
  },
]
