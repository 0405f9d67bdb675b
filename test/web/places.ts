// Every address at which there is a page, of the web page and of the server itself. Dialogs and what is seldom shown are in
// states.ts.
import type { Page } from 'playwright-core'
import { apiRoot, routes } from '../../src/api/contract/routes.ts'
import type { Filled } from './fill.ts'

export interface Place {
  /** As web/router.ts has it; absent where the server shows the page itself. */
  readonly route?: string
  readonly path: string | ((filled: Filled) => string)
  /** A word that is there once the page has all it shows. */
  readonly until: (page: Page) => Promise<void>
  /** Nobody is signed in. */
  readonly isPublic?: true
}

const text = (words: string | RegExp) => async (page: Page) => page.locator('main').getByText(words).first().waitFor()
const heading = (name: string | RegExp) => async (page: Page) => page.getByRole('heading', { name }).first().waitFor()
const link = (name: string | RegExp) => async (page: Page) =>
  page.locator('main').getByRole('link', { name }).first().waitFor()
const row = (name: string | RegExp) => async (page: Page) =>
  page
    .locator('main')
    .getByRole('row', { name })
    .or(page.locator('main').getByRole('listitem').filter({ hasText: name }))
    .first()
    .waitFor()

const anyRun = '/runs/$run'
const aConnection = '/connections/$connection'
const twoPlatforms = '/compare?from=platform:filesystem&to=platform:procore'

export const places: readonly Place[] = [
  { route: '/sign-in', path: '/sign-in', isPublic: true, until: text('E-mail address') },
  { route: '/single-sign-on', path: '/single-sign-on', isPublic: true, until: text('E-mail address') },
  { route: '/welcome', path: '/welcome', isPublic: true, until: text('The link cannot be used') },
  {
    route: '/welcome',
    path: ({ invitation }) => new URL(invitation).pathname + new URL(invitation).hash,
    isPublic: true,
    until: text('Your name'),
  },
  { route: '/', path: '/', until: heading('Overview') },
  { route: '/overview', path: '/overview', until: link('Archive') },
  { route: '/connections', path: '/connections', until: link('Yard') },
  { route: '/connections', path: '/connections?text=nothing', until: text('No connection is like that') },
  { route: aConnection, path: '/connections/1', until: heading('Details') },
  { route: aConnection, path: '/connections/2', until: heading('Details') },
  { route: aConnection, path: '/connections/2?tab=content', until: async (page) => openTree(page) },
  { route: aConnection, path: '/connections/1?tab=activity', until: link('Archive') },
  { route: aConnection, path: '/connections/1?tab=jobs', until: link('Archive') },
  { route: '/jobs', path: '/jobs', until: link('Archive') },
  { route: '/jobs/new', path: '/jobs/new', until: text('What is the job for?') },
  { route: '/jobs/$job', path: '/jobs/1', until: heading('What it does in special cases') },
  { route: '/jobs/$job', path: '/jobs/2', until: heading('What it does in special cases') },
  { route: '/jobs/$job', path: '/jobs/3', until: link('Harbour tower') },
  { route: '/jobs/$job', path: '/jobs/4', until: link('Open that job') },
  { route: '/jobs/$job/edit', path: '/jobs/3/edit', until: heading('What changes') },
  { route: '/jobs/$job/edit', path: '/jobs/1/edit', until: heading('What changes') },
  { route: '/runs', path: '/runs', until: link('Archive') },
  { route: anyRun, path: '/runs/1', until: row('index.txt') },
  { route: anyRun, path: '/runs/2', until: row('index.txt') },
  { route: anyRun, path: '/runs/3', until: link('Close-outs / Northgate') },
  { route: '/flagged', path: '/flagged', until: link('index.txt') },
  { route: '/reports', path: '/reports', until: link('Archive') },
  { route: '/platforms', path: '/platforms', until: link('Procore') },
  { route: '/platforms/$platform', path: '/platforms/procore', until: heading('Procore') },
  { route: '/compare', path: '/compare', until: heading('Compare platforms') },
  { route: '/compare', path: twoPlatforms, until: text('Names or paths, one on each line') },
  { route: '/people', path: '/people', until: row('grace@example.org') },
  { route: '/settings', path: '/settings', until: row('Site office') },
  { route: '/audit', path: '/audit', until: row('connection.added') },
  { route: '/account', path: '/account', until: heading('Sessions') },
  { path: '/nowhere', until: text('There is no such page') },
  { path: '/api/reference', isPublic: true, until: heading('The API of Gantry') },
  { path: '/api/guide/problems', isPublic: true, until: heading('Problems') },
  {
    path: `${apiRoot}${routes.completeSignIn.path}?error=access_denied`,
    isPublic: true,
    until: heading('Not signed in'),
  },
  { path: `${apiRoot}/runs/1/report`, until: heading(/./) },
]

async function openTree(page: Page): Promise<void> {
  // Not the row that says that it loads.
  await page.getByRole('treeitem', { expanded: false }).first().click()
  await page.getByRole('treeitem', { level: 2 }).first().waitFor()
}
