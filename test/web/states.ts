// What the page looks like besides its pages at rest, where no other test comes by: its dialogs, and what it says while it
// waits, when there is nothing, when something fails. Each state is reached from the one before it.
import type { Page } from 'playwright-core'
import { changed, pathOf } from './answers.ts'
import type { WebHouse } from './house.ts'
import { clickOnceStill, pick } from './pick.ts'

type Reach = (page: Page, house: WebHouse) => Promise<void>

export interface Visit {
  /** Where it begins; where it is absent, the first state goes there. */
  readonly path?: string
  readonly about: string
  /** Nobody is signed in. */
  readonly isPublic?: true
  readonly states: Readonly<Record<string, Reach>>
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).last().click()
const inDialog = (page: Page) => page.getByRole('dialog').last()
const pressInDialog = (page: Page, name: string | RegExp) => inDialog(page).getByRole('button', { name }).last().click()
const see = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()
const close = async (page: Page) => {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').first().waitFor({ state: 'hidden' })
}
const choose = async (page: Page, menu: string, act: string) => {
  await page.getByRole('button', { name: menu }).click()
  await clickOnceStill(page.getByRole('menuitem', { name: act }))
  await inDialog(page).waitFor()
}

const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
const longAgo = new Date(0).toISOString()
const limited = { health: 'limited', limitedUntil: inAnHour, calls: { used: 600, limit: 600, left: 0 } }
const tally = { items: 812, bytes: 9_000_000_000 }
const underWay = {
  seen: { items: 4000, bytes: 48_000_000_000 },
  states: {
    pending: { items: 3100, bytes: 38_000_000_000 },
    retrying: { items: 3, bytes: 1_000_000 },
    succeeded: tally,
    revised: { items: 40, bytes: 400_000_000 },
    flagged: { items: 21, bytes: 90_000_000 },
    ignored: { items: 24, bytes: 90_000_000 },
  },
  moved: tally,
  calls: { used: 2212, limit: 3600, left: 41, resetsAt: inAnHour },
  eta: { lowMs: 3_600_000, highMs: 7_200_000, reason: 'Procore allows 3,600 calls in an hour' },
  finishedAt: undefined,
}
const waiting = { code: 'rate-limit', reason: 'Procore allows no more calls.', until: inAnHour }

const approvalNeeded = { code: 'approval-needed', reason: '31 of 44 items would be deleted at the destination.' }
const daily = { timing: 'every day at 02:00 (Europe/Berlin)', nextRun: inAnHour }
const paused = { ...daily, schedule: { daily: '02:00', timeZone: 'Europe/Berlin', paused: true }, nextRun: undefined }
const skipped = {
  ...daily,
  schedule: { daily: '02:00', timeZone: 'Europe/Berlin' },
  scheduleNote: { is: 'skipped', sentence: 'The run before it had not come to its end.' },
}
const principals = [
  {
    side: 'source',
    id: 'u-1207',
    kind: 'person',
    name: 'Ada Marsh',
    email: 'ada@quay.example',
    grants: 412,
    owned: 38,
    state: 'mapped',
  },
  { side: 'source', id: 'u-1304', kind: 'person', name: 'Ben Okafor', grants: 12, owned: 3, state: 'unmapped' },
  {
    side: 'source',
    id: 'g-site',
    kind: 'group',
    name: 'Site team, Harbour Tower',
    grants: 7,
    owned: 0,
    state: 'unmapped',
  },
  { side: 'source', id: 'g-all', kind: 'group', name: 'Everyone', grants: 1, owned: 0, state: 'left-out' },
  {
    side: 'source',
    id: 'g-crew',
    kind: 'group',
    name: 'Crane crew',
    grants: 30,
    owned: 2,
    state: 'mapped',
    to: 'crew@harbour.example',
  },
]
const sent = { event: 'run.flagged', createdAt: longAgo, attempts: 1 }
const deliveries = [
  { ...sent, id: '4', state: 'pending', attempts: 0 },
  { ...sent, id: '3', state: 'retrying', attempts: 3, failure: 'office.example did not answer within 15 seconds.' },
  { ...sent, id: '2', state: 'delivered', status: 204 },
  { ...sent, id: '1', state: 'failed', attempts: 9, status: 410 },
]

/** The page of a run that is like this. */
const run =
  (change: object, words: string | RegExp): Reach =>
  async (page, { url }) => {
    await page.unrouteAll()
    await changed(page, 'showRun', (answer) => ({ ...answer, ...change }))
    await page.goto(`${url}/runs/1`)
    await see(page, words)
  }

/** The dialog of a platform, filled in as its sandbox has it. */
async function fillIn(page: Page, { url, sandbox: { addresses, credentials } }: WebHouse): Promise<void> {
  await page.goto(`${url}/connections?add=procore`)
  await page.getByLabel('Use custom client credentials').check()
  await page.getByLabel('Domain').fill(addresses.api)
  await page.getByLabel('Client ID').fill(credentials.app.clientId)
  await page.getByLabel('Client Secret').fill(credentials.app.clientSecret)
  await page.getByText('Narrow it down').click()
  await page.getByLabel('Login address').fill(addresses.login)
}

const elsewhere = {
  id: '9',
  device: 'Firefox on Windows',
  address: '192.0.2.7',
  createdAt: longAgo,
  usedAt: longAgo,
  isThis: false,
}

const grace = {
  id: '9',
  name: 'Grace Hull',
  email: 'grace@example.org',
  role: 'operator',
  isDisabled: false,
  isLinked: true,
  createdAt: longAgo,
}

/** A CSV file, as a person has it. */
const listOf = (text: string) => ({ name: 'projects.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

export const visits: readonly Visit[] = [
  {
    path: '/jobs/new?step=from',
    about: 'a new job for each of many places',
    states: {
      async 'each sub-folder'(page) {
        await page.getByRole('radio', { name: 'Each sub-folder' }).check()
        await pick(page, 'Connection', /Yard/)
        await page.getByLabel('Folder', { exact: true }).fill('projects')
        await see(page, 'Only names like')
      },
      async 'a list that is wrong'(page) {
        await page.getByRole('radio', { name: 'Each row' }).check()
        await page.getByLabel('Choose a CSV file').setInputFiles(listOf('source,destination\nOld'))
        await see(page, 'it has no destination')
      },
      async 'a list'(page) {
        await page.getByLabel('Choose a CSV file').setInputFiles(listOf('Harbour tower,Tower\nNorthgate,North'))
        await see(page, '2 rows')
      },
      async 'each project'(page) {
        await page.getByRole('radio', { name: 'Several projects' }).check()
        await pick(page, 'Connection', /Procore/)
        await see(page, 'Only active projects')
      },
      async 'into each project'(page) {
        await page.getByRole('radio', { name: 'One folder' }).check()
        await pick(page, 'Connection', /Yard/)
        await page.getByLabel('Folder', { exact: true }).fill('projects')
        await press(page, 'Next')
        await page.getByRole('radio', { name: 'Several projects' }).check()
        await pick(page, 'Connection', /Procore/)
        await see(page, 'Only names like')
      },
      async 'the jobs that it would make'(page) {
        await press(page, 'Go to review')
        await see(page, /^It makes \d+ jobs$/)
      },
      async 'rows that are wrong'(page, { url }) {
        await page.goto(`${url}/jobs/new?step=from`)
        await page.getByRole('radio', { name: 'Each row' }).check()
        await pick(page, 'Connection', /Yard/)
        await page.getByLabel('Folder', { exact: true }).fill('projects')
        await page
          .getByLabel('Choose a CSV file')
          .setInputFiles(listOf('Harbour,Tower\nNorthgate,North\nNorthgate,North'))
        await see(page, '3 rows')
        await press(page, 'Next')
        await pick(page, 'Connection', /Yard/)
        await page.getByLabel('Folder', { exact: true }).fill('handed over')
        await press(page, 'Go to review')
        await see(page, '2 rows are wrong')
      },
    },
  },
  {
    path: '/sign-in',
    about: 'before there is an account',
    isPublic: true,
    states: {
      async 'sign-in refused'(page) {
        await page.getByLabel('E-mail address').fill('ada@example.org')
        await page.getByLabel('Password', { exact: true }).fill('not this one at all')
        await press(page, 'Sign in')
        await page.getByRole('alert').waitFor()
      },
      async 'expired link'(page, { url }) {
        await page.goto(`${url}/welcome#${'a'.repeat(43)}`)
        await see(page, 'The link cannot be used')
      },
      async 'first administrator'(page, { url }) {
        await page.route(pathOf('lookAtLink'), async (route) =>
          route.fulfill({ json: { kind: 'first-administrator', expiresAt: inAnHour } }),
        )
        await page.goto(`${url}/welcome?#${'b'.repeat(43)}`)
        await page.getByLabel('Your name').waitFor()
      },
    },
  },
  {
    path: '/connections?add=pick',
    about: 'a connection is added',
    states: {
      'add: platforms': (page) => page.getByRole('button', { name: /^Procore/ }).waitFor(),
      async 'add: no such platform'(page) {
        await page.getByLabel('Search platforms').fill('nothing')
        await see(page, 'No platform has that in its name.')
      },
      async 'add: form without default credentials'(page) {
        await page.getByLabel('Search platforms').fill('')
        await page.getByRole('button', { name: /^Procore/ }).click()
        await page.getByLabel('Display as').waitFor()
      },
      async 'add: fields that are needed'(page) {
        await press(page, 'Sign in with Procore')
        await see(page, /^Client ID is needed/)
      },
      async 'add: service account'(page) {
        await page.getByLabel('Service account').check()
        await inDialog(page).getByRole('button', { name: 'Test connection' }).waitFor()
      },
      async 'add: nobody logged in'(page, house) {
        await changed(page, 'beginSignIn', (answer) => ({ ...answer, expiresAt: longAgo }))
        await fillIn(page, house)
        const popup = page.waitForEvent('popup')
        await press(page, 'Sign in with Procore')
        await see(page, 'Nobody logged in within ten minutes')
        await (await popup).close()
        await page.unrouteAll()
      },
      async 'add: folder that is not there'(page, { url, files }) {
        await pressInDialog(page, 'Discard')
        await page.goto(`${url}/connections?add=filesystem`)
        await page.getByLabel('Display as').fill('Archive share')
        await inDialog(page).getByRole('textbox').last().fill(`${files}/there is no such folder`)
        await press(page, 'Test connection')
        await see(page, 'The connection does not work yet')
      },
    },
  },
  {
    path: '/settings',
    about: 'an app of the installation',
    states: {
      async 'settings: credentials'(page, { sandbox: { addresses, credentials } }) {
        await press(page, 'Enter credentials')
        await page.getByLabel('Domain').fill(addresses.api)
        await page.getByLabel('Client ID').fill(credentials.app.clientId)
        await page.getByLabel('Client Secret').fill(credentials.app.clientSecret)
      },
      async 'settings: credentials entered'(page) {
        await pressInDialog(page, 'Save')
        await page.getByRole('dialog').waitFor({ state: 'hidden' })
        await see(page, 'stored, never shown')
      },
      async 'settings: credentials removed'(page) {
        await press(page, 'Remove')
        await see(page, 'No connection uses them.')
      },
      async 'add: form with default credentials'(page, { url }) {
        await page.goto(`${url}/connections?add=procore`)
        await page.getByRole('radio', { name: /^Use the system default/, checked: true }).waitFor()
      },
    },
  },
  {
    path: '/connections/1',
    about: 'a connection',
    states: {
      async 'connection: acts'(page) {
        await page.getByRole('button', { name: 'More' }).click()
        await page.getByRole('menuitem', { name: 'Remove' }).waitFor()
      },
      async 'connection: edited'(page) {
        await page.getByRole('menuitem', { name: 'Edit' }).click()
        await inDialog(page).waitFor()
      },
      async 'connection: used by jobs'(page) {
        await close(page)
        await choose(page, 'More', 'Remove')
        await see(page, /^\d+ jobs use it/)
      },
      async 'connection: where to write'(page) {
        await close(page)
        await choose(page, 'More', 'Test with writing')
      },
      async 'connection: tested with writing'(page) {
        await pressInDialog(page, /^Test$/)
        await see(page, 'What was written was read back and deleted.')
      },
      async 'connection: versions of a file'(page, { url }) {
        await page.goto(`${url}/connections/1?tab=content`)
        await page.getByRole('treeitem', { expanded: false }).first().click()
        await page.getByRole('treeitem', { name: /^source/ }).click()
        await page.getByRole('button', { name: 'Versions of index.txt' }).click()
        await see(page, 'The platform keeps no versions of it.')
      },
      async 'connection: last runs'(page, { url }) {
        await page.goto(`${url}/connections/1?tab=activity`)
        await page.getByRole('region', { name: 'Last runs' }).getByRole('link').first().waitFor()
      },
      async 'connection: duplicated'(page) {
        await page.getByRole('button', { name: 'More' }).click()
        await page.getByRole('menuitem', { name: 'Duplicate' }).click()
        await see(page, 'is added. Test it.')
      },
    },
  },
  {
    about: 'connections that are slow, none, away, or at their limit',
    states: {
      async 'connections loading'(page, { url }) {
        await page.route(pathOf('listConnections'), () => undefined)
        await page.goto(`${url}/connections`)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.getByRole('status', { name: 'Loading' }).first().waitFor()
      },
      async 'connections empty'(page, { url }) {
        await page.unrouteAll()
        await changed(page, 'listConnections', () => ({ connections: [] }))
        await page.goto(`${url}/connections`)
        await see(page, 'No connection yet')
      },
      async 'server does not answer'(page, { url }) {
        await page.unrouteAll()
        await page.route(pathOf('listConnections'), async (route) => route.abort())
        await page.goto(`${url}/connections`)
        await see(page, /Gantry does not answer/)
      },
      async 'connections limited'(page, { url }) {
        await page.unrouteAll()
        await changed(page, 'listConnections', ({ connections }) => ({
          connections: (connections as object[]).map((one) => ({ ...one, ...limited })),
        }))
        await page.goto(`${url}/connections`)
        await page.locator('main').getByText('Limited until').first().waitFor()
      },
      async palette(page) {
        await page.keyboard.press('Control+k')
        await page.getByRole('option', { name: /^Jobs/ }).first().waitFor()
      },
      async 'palette that finds nothing'(page) {
        await page.keyboard.type('no such thing')
        await inDialog(page).getByRole('status').waitFor()
      },
      async help(page) {
        await close(page)
        await page.keyboard.press('?')
        await page.getByRole('dialog', { name: 'Help' }).waitFor()
      },
      async 'account menu'(page) {
        await close(page)
        await page.getByRole('button', { name: 'Account of Ada Marsh' }).click()
        await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
      },
    },
  },
  {
    about: 'people',
    states: {
      async 'people: role'(page, { url }) {
        await changed(page, 'listPeople', ({ people }) => ({ people: [...(people as object[]), grace] }))
        await changed(page, 'listSessions', () => ({ sessions: [elsewhere] }))
        await page.goto(`${url}/people`)
        await choose(page, 'Acts on Grace Hull', 'Change role')
      },
      ...Object.fromEntries(
        ['Link for a new password', 'End sessions', 'End single sign-on link', 'Disable'].map((act) => [
          `people: ${act.toLowerCase()}`,
          async (page: Page) => {
            await close(page)
            await choose(page, 'Acts on Grace Hull', act)
          },
        ]),
      ),
    },
  },
  {
    about: 'the own account',
    states: {
      async 'account: wrong password'(page, { url }) {
        await changed(page, 'listMySessions', ({ sessions }) => ({
          sessions: [...(sessions as object[]), elsewhere],
        }))
        await page.goto(`${url}/account`)
        await page.getByLabel('Present password').fill('not this one at all')
        await page.getByLabel('New password').fill('the crane stands at night')
        await press(page, 'Change password')
        await page.getByRole('alert').waitFor()
      },
      async 'account: token'(page) {
        await press(page, 'Make a token')
        await inDialog(page).waitFor()
      },
    },
  },
  {
    path: '/jobs/1',
    about: 'a job',
    states: {
      async 'job: as a file'(page) {
        await choose(page, 'More', 'Export as YAML')
        await see(page, /^jobs:/)
      },
      async 'job: removed'(page) {
        await close(page)
        await choose(page, 'More', 'Remove')
      },
      async 'job: like another'(page) {
        await close(page)
        await page.getByRole('button', { name: 'More' }).click()
        await page.getByRole('menuitem', { name: 'Duplicate' }).click()
        await page.getByRole('heading', { name: /^Create a job like/ }).waitFor()
      },
      async 'job: edited'(page, { url }) {
        await page.goto(`${url}/jobs/1/edit`)
        await page.getByLabel('Largest size').fill('2 GB')
        await press(page, 'Try the filters')
        await page.getByRole('list', { name: 'What the filters make of each entry' }).waitFor()
      },
    },
  },
  {
    about: 'a run, and what it left to people',
    states: {
      'run: transferring': run({ ...underWay, state: 'transferring' }, 'Transferring'),
      async 'run: cancelled'(page) {
        await press(page, 'Cancel run')
        await inDialog(page).waitFor()
      },
      'run: waiting': run({ ...underWay, state: 'waiting', waiting }, /It goes on by itself/),
      'run: failed': run(
        { state: 'failed', failure: 'The share is no longer there. Mount it and run the job again.' },
        /no longer there/,
      ),
      async 'run: items of a state'(page, { url }) {
        await page.unrouteAll()
        await page.goto(`${url}/runs/1?state=flagged`)
        await see(page, /Nothing was replaced/)
      },
      async 'run: not there'(page, { url }) {
        await page.goto(`${url}/runs/999999`)
        await page.getByRole('button', { name: 'Try again' }).waitFor()
      },
      async 'flagged items'(page, { url }) {
        await page.goto(`${url}/flagged`)
        await page.getByRole('link', { name: 'index.txt' }).first().waitFor()
      },
    },
  },
  {
    path: '/jobs/1',
    about: 'who of a job’s source is who at its destination',
    states: {
      async 'principals: nobody met'(page, { url }) {
        await changed(page, 'showJob', (job) => ({
          ...job,
          options: { ...(job['options'] as object), permissions: 'add' },
        }))
        await page.goto(`${url}/jobs/1`)
        await see(page, 'Nobody yet')
      },
      async 'principals: some not mapped'(page, { url }) {
        await changed(page, 'listPrincipals', () => ({
          principals,
          sums: { all: 5, unmapped: 2, unmappedGrants: 19, unmappedOwned: 3 },
        }))
        await page.goto(`${url}/jobs/1`)
        await see(page, '2 of 5 not mapped, which leaves 19 permissions and 3 owners behind')
      },
      async 'principals: some of the destination'(page, { url }) {
        await changed(page, 'showJob', (job) => ({
          ...job,
          options: { ...(job['options'] as object), direction: 'two-way', permissions: 'mirror' },
        }))
        const stranger = { side: 'destination', id: 'd-77', kind: 'person', name: 'Cem Aksoy', grants: 4, owned: 0 }
        await changed(page, 'listPrincipals', () => ({
          principals: [...principals, { ...stranger, state: 'unmapped' }],
          sums: { all: 6, unmapped: 3, unmappedGrants: 23, unmappedOwned: 3 },
        }))
        await page.goto(`${url}/jobs/1`)
        await page.getByLabel('Who Cem Aksoy is at the source').waitFor()
      },
    },
  },
  {
    path: '/jobs/1',
    about: 'when a job runs',
    states: {
      async 'schedule: none yet'(page) {
        await press(page, 'Set a schedule')
        await inDialog(page).waitFor()
      },
      async 'schedule: every day'(page) {
        await pick(page, 'Runs begin', 'Every day')
        await page.getByRole('columnheader', { name: 'The next times' }).waitFor()
      },
      async 'schedule: not understood'(page) {
        await page.getByLabel('Times of the day').fill('half past nine')
        await inDialog(page).getByRole('alert').waitFor()
      },
      async 'schedule: paused'(page, { url }) {
        await changed(page, 'showJob', (job) => ({ ...job, ...paused }))
        await page.goto(`${url}/jobs/1`)
        await see(page, 'Paused: it starts no runs until it is enabled.')
      },
      async 'schedule: a run was skipped'(page, { url }) {
        await page.unrouteAll()
        await changed(page, 'showJob', (job) => ({ ...job, ...skipped }))
        await page.goto(`${url}/jobs/1`)
        await see(page, 'A run was skipped')
      },
    },
  },
  {
    path: '/settings',
    about: 'who is told of what happens',
    states: {
      async 'webhook: added'(page) {
        await press(page, 'Add address')
        await inDialog(page).waitFor()
      },
      async 'webhook: refused'(page) {
        await page.getByRole('textbox', { name: /^Address/ }).fill('ftp://office.example')
        await pressInDialog(page, 'Add address')
        await inDialog(page).getByRole('alert').waitFor()
      },
      async 'e-mail: in a digest'(page) {
        await page.getByRole('textbox', { name: /^Address/ }).fill('ada@office.example')
        await pick(page, 'When it is sent', 'On days of the week, as a digest')
        await see(page, 'Days and times')
      },
      async 'webhook: secret shown once'(page) {
        await page.getByRole('textbox', { name: /^Address/ }).fill('http://127.0.0.1:9/elsewhere')
        await pressInDialog(page, 'Add address')
        await see(page, 'Signing secret')
      },
      async 'notification: sent as a test'(page) {
        await pressInDialog(page, 'Done')
        await page.getByRole('dialog').waitFor({ state: 'hidden' })
        await page.getByRole('button', { name: 'More for “Site office”' }).click()
        await page.getByRole('menuitem', { name: 'Send a test' }).click()
        await see(page, /^The test is on its way/)
      },
      async 'webhook: deliveries'(page) {
        await changed(page, 'listDeliveries', () => ({ deliveries }))
        await choose(page, 'More for “Site office”', 'Deliveries')
        await see(page, 'Tried again later')
      },
      async 'webhook: no delivery'(page) {
        await close(page)
        await page.unrouteAll()
        await changed(page, 'listDeliveries', () => ({ deliveries: [] }))
        await choose(page, 'More for “Site office”', 'Deliveries')
        await see(page, 'Nothing was sent yet')
      },
      async 'webhook: edited'(page) {
        await close(page)
        await choose(page, 'More for “Site office”', 'Edit')
      },
      async 'webhook: removed'(page) {
        await close(page)
        await choose(page, 'More for “Site office”', 'Remove')
      },
    },
  },
  {
    about: 'deletions that wait for somebody',
    states: {
      'approval: asked for': run(
        { ...underWay, state: 'waiting', waiting: approvalNeeded },
        /^31 of 44 items would be deleted/,
      ),
      async 'approval: given'(page) {
        await press(page, 'Delete them')
        await inDialog(page).waitFor()
      },
      async 'approval: declined'(page) {
        await close(page)
        await press(page, 'Keep them')
        await inDialog(page).waitFor()
      },
    },
  },
  {
    path: '/compare?from=1&to=platform:procore',
    about: 'a folder compared with what a platform takes',
    states: {
      async 'compare: a folder tried'(page) {
        await page.getByLabel('Or a folder of the connection').fill('source')
        await page.keyboard.press('Escape')
        await press(page, 'Try this folder')
        await see(page, /A-101\.pdf/)
      },
      async 'compare: a folder that is not there'(page) {
        await page.getByLabel('Or a folder of the connection').fill('nowhere')
        await page.keyboard.press('Escape')
        await press(page, 'Try this folder')
        await page.locator('main').getByRole('alert').waitFor()
      },
    },
  },
]
