// Platforms, comparison, jobs, runs, people, account, settings and audit log, in a real browser on a real Gantry.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { JobView } from '../../src/api/contract/jobs.ts'
import { changed } from './answers.ts'
import { hasChromium, needsChromium, patient, slowMs, watched } from './browser.ts'
import { openWebHouse, type WebHouse } from './house.ts'
import { look } from './look.ts'
import { pick } from './pick.ts'

let house: WebHouse
let folder: string

beforeAll(async () => {
  if (!hasChromium) return
  house = await openWebHouse()
  folder = await mkdtemp(join(tmpdir(), 'gantry-scenes-'))
  await mkdir(join(folder, 'source', 'Drawings'), { recursive: true })
  await mkdir(join(folder, 'destination'))
  await mkdir(join(folder, 'archive'))
  await writeFile(join(folder, 'archive', 'index.txt'), 'of somebody else')
  await writeFile(join(folder, 'source', 'Drawings', 'A-101.pdf'), 'plan')
  await writeFile(join(folder, 'source', 'index.txt'), 'all of it')
}, slowMs)

afterAll(async () => {
  if (!hasChromium) return
  await house[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

beforeEach(needsChromium)

/** Does something as the administrator, and sees that the page complained of nothing. */
async function asAdministrator(act: (page: Page) => Promise<void>): Promise<void> {
  await using browser = await watched(house.browser, house.signedIn)
  const page = await browser.context.newPage()
  // What does not come is told by the step that waited for it.
  page.setDefaultTimeout(45_000)
  await act(page)
  expect(browser.complaints).toEqual([])
}

/** Chooses the connection of one end, when the wizard asks for it. */
async function place(page: Page, question: string): Promise<void> {
  await page.getByRole('heading', { name: question }).waitFor()
  await pick(page, 'Connection', /^Office share/)
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

test('a job is created, simulated and run; its run tells of every item', patient, async () => {
  await asAdministrator(async (page) => {
    await page.goto(`${house.url}/connections?add=filesystem`)
    await page.getByLabel('Display as').fill('Office share')
    await page.getByRole('dialog').getByRole('textbox').last().fill(folder)
    await button(page, 'Test connection').click()
    await page.getByText('Connection test succeeded').waitFor()

    await page.goto(`${house.url}/jobs/new`)
    await look(page, 'new job: what')
    await button(page, 'Next').click()
    await place(page, 'Where does it copy from?')
    await page.getByRole('treeitem', { name: 'source', exact: true }).click()
    await look(page, 'new job: from')
    await button(page, 'Next').click()
    await place(page, 'Where does it copy to?')
    await page.getByLabel('Folder', { exact: true }).fill('destination')
    for (const question of ['What happens to content?', /names, sizes and types/, 'Does it copy everything?']) {
      await button(page, 'Next').click()
      await page.getByRole('heading', { name: question }).waitFor()
    }
    await page.getByLabel('Leave out').fill('Old/')
    await page.keyboard.press('Enter')
    await page.getByLabel('Largest size').fill('2 GB')
    await button(page, 'Go to review').click()
    await page.getByRole('textbox', { name: /^Name/ }).fill('Drawings to the archive')
    await page.getByLabel('As a job file').getByText('name: Drawings to the archive').waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Does it copy everything?' }).waitFor()
    expect(new URL(page.url()).searchParams.get('step')).toBe('filters')
    await page.reload()
    expect(await page.getByLabel('Largest size').inputValue()).toBe('2 GB')
    await page.goForward()
    await page.getByLabel('As a job file').getByText('maxSize: 2 GB').waitFor()
    await look(page, 'new job: review')
    await button(page, 'Create job').click()

    await page.getByRole('heading', { name: 'Drawings to the archive' }).waitFor()
    const filters = page.getByRole('region', { name: 'What it copies' })
    await filters.getByText('Old/', { exact: true }).waitFor()
    await filters.getByText('2 GB').waitFor()
    await button(page, 'Simulate').click()
    await page.getByRole('heading', { name: /^Simulation \d+$/ }).waitFor()
    await page.getByText('3 items looked at').first().waitFor()

    await page.getByRole('link', { name: 'Drawings to the archive' }).click()
    await button(page, /^Run$/).click()
    await page.getByRole('heading', { name: /^Run \d+$/ }).waitFor()
    await page.getByText('3 of 3 items').first().waitFor()
    await page.getByRole('link', { name: 'Proof' }).waitFor()
    await page
      .getByRole('table', { name: 'Type' })
      .getByRole('row', { name: /Documents.* 2 / })
      .waitFor()
    await page.getByLabel('Search paths').fill('A-101')
    await page.getByText('1 item', { exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('text')).toBe('A-101')

    await button(page, 'Export').click()
    const coming = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Items as filtered below: CSV' }).click()
    const download = await coming
    expect(download.suggestedFilename()).toMatch(/^gantry-run-\d+-items\.csv$/)
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(lines.map((line) => line.split(',')[5])).toEqual(['"Source"', '"Drawings/A-101.pdf"'])
  })
})

test('a folder that is typed is suggested, and opened in the tree beside it', patient, async () => {
  await asAdministrator(async (page) => {
    await page.goto(`${house.url}/jobs/new?step=from`)
    await place(page, 'Where does it copy from?')
    const source = page.getByRole('treeitem', { name: 'source', exact: true })
    await source.click()
    const typed = page.getByLabel('Folder', { exact: true })
    await typed.press('End')
    await typed.pressSequentially('/Dr')
    await page.getByTitle(/source\/Drawings$/).waitFor()
    await typed.press('Escape')
    await source.press('ArrowRight')
    await page.getByRole('treeitem', { name: 'Drawings', exact: true }).waitFor()
  })
})

test('a place that needs a project is asked for one where it is chosen', patient, async () => {
  const entries = ['Harbour', 'Northgate'].map((name) => ({
    name,
    location: `Office share:${name}`,
    kind: 'space',
    what: 'project',
  }))
  await asAdministrator(async (page) => {
    await changed(page, 'listEntries', () => ({ entries }))
    await page.goto(`${house.url}/jobs/new`)
    await button(page, 'Next').click()
    for (const question of ['Where does it copy from?', 'Where does it copy to?']) {
      await place(page, question)
      const asked = page.getByText('“Office share:” names no space. Choose one, such as “Office share:Harbour”.')
      await asked.waitFor()
      expect(await button(page, 'Next').isDisabled()).toBe(true)
      await look(page, `new job: no space, ${question}`)
      await page.getByRole('treeitem', { name: /^Northgate/ }).click()
      await asked.waitFor({ state: 'detached' })
      await button(page, 'Next').click()
    }
    await page.getByRole('heading', { name: 'What happens to content?' }).waitFor()
  })
})

test(
  'a job is edited: filters are tried on its source, what changes is shown, and it is duplicated as it is then',
  patient,
  async () => {
    await asAdministrator(async (page) => {
      await page.goto(`${house.url}/jobs/1`)
      await button(page, 'Edit').click()
      await button(page, 'Save').waitFor()
      await page.getByRole('textbox', { name: /^Name/ }).fill('Plans')
      await page.getByLabel('Copy only').fill('*.pdf')
      await page.keyboard.press('Enter')
      await button(page, 'Try the filters').click()
      const entries = page.getByRole('list', { name: 'What the filters make of each entry' })
      await entries.getByText('The filters take in only “*.pdf”.').waitFor()
      expect(await entries.getByRole('listitem').allTextContents()).toEqual([
        'TakenDrawings/',
        'Left outindex.txtThe filters take in only “*.pdf”.',
        'TakenDrawings/A-101.pdf',
      ])
      await page.getByLabel('Smallest size').fill('1 KB')
      await page.getByText('The filters have changed since.').waitFor()
      await look(page, 'job: what changes')
      await button(page, 'Save 3 changes').click()
      await page.getByText(/^Saved: Name, Copy only, Smallest size\. It counts from the next run/).waitFor()
      await page.getByRole('heading', { name: 'Plans' }).waitFor()

      await button(page, 'More').click()
      await page.getByRole('menuitem', { name: 'Duplicate' }).click()
      await button(page, 'Create job').click()
      await page.getByRole('heading', { name: 'Copy of Plans' }).waitFor()
      await page.getByRole('region', { name: 'What it copies' }).getByText('1 KB').waitFor()
    })
  },
)

test('what is flagged in any job is listed with what to do, and leads to the item in its run', patient, async () => {
  await house.gantry.run(['copy', join(folder, 'source'), join(folder, 'archive'), '--wait'])
  await asAdministrator(async (page) => {
    await page.goto(`${house.url}/overview`)
    await page.getByRole('link', { name: '1 flagged item' }).click()
    await page.getByRole('heading', { name: 'Flagged items' }).waitFor()
    await page.getByRole('link', { name: 'index.txt', exact: true }).click()
    await page.getByRole('heading', { name: /^Run \d+$/ }).waitFor()
    await page.getByText(/Nothing was replaced/).waitFor()
    expect(new URL(page.url()).searchParams.get('text')).toBe('index.txt')
    await page.goBack()
    await page.getByLabel('Search paths').fill('nothing')
    await page.getByText('No flagged item is like that').waitFor()
  })
})

test('a sentence that names a long path takes a few lines of a list, and is whole in the drawer', patient, async () => {
  const sentence = `The path is too long: ${'Drawings and superseded revisions/'.repeat(20)}. Give its folders shorter names.`
  const lineHeight = 22
  const lengthened = (answer: object) => ({ ...answer, sentence })
  const lengthenedAll = ({ items, ...rest }: Record<string, unknown>) => ({
    ...rest,
    items: (items as object[]).map(lengthened),
  })
  await asAdministrator(async (page) => {
    await changed(page, 'listFlagged', lengthenedAll)
    await changed(page, 'listItems', lengthenedAll)
    await changed(page, 'showItem', lengthened)
    const heightIn = async (within: Locator) => (await within.getByText(sentence).boundingBox())?.height
    await page.goto(`${house.url}/flagged`)
    for (const at of ['flagged items', 'items of a run']) {
      for (const [width, lines] of [
        [1440, 3],
        [390, 6],
      ] as const) {
        await page.setViewportSize({ width, height: 900 })
        await expect
          .poll(() => heightIn(page.getByRole('main')), { message: `${at}, ${width} pixels wide`, timeout: 45_000 })
          .toBe(lines * lineHeight)
      }
      await look(page, `${at}: a long sentence`)
      await page.getByRole('link', { name: 'index.txt', exact: true }).click()
      await page.getByRole('heading', { name: /^Run \d+$/ }).waitFor()
    }
    expect(await heightIn(page.getByRole('dialog'))).toBeGreaterThan(6 * lineHeight)
  })
})

test('the environments of Procore are offered for its domain, and another address can be typed', patient, async () => {
  await asAdministrator(async (page) => {
    await page.goto(`${house.url}/connections?add=procore`)
    const domain = page.getByLabel('Domain')
    await expect.poll(() => domain.inputValue(), { timeout: 45_000 }).toBe('https://api.procore.com/')
    await domain.click()
    await page.getByTitle('Production: https://api.procore.com/').last().waitFor()
    await page.getByTitle('Monthly sandbox: https://api-monthly.procore.com/').last().click()
    await expect.poll(() => domain.inputValue(), { timeout: 45_000 }).toBe('https://api-monthly.procore.com/')
    await domain.fill('https://harbour.example/')
    await expect.poll(() => domain.inputValue(), { timeout: 45_000 }).toBe('https://harbour.example/')
  })
})

test('two platforms are compared in both directions, and names are tried', patient, async () => {
  await asAdministrator(async (page) => {
    await page.goto(`${house.url}/compare?from=platform:filesystem&to=platform:procore`)
    await page.getByRole('columnheader', { name: 'Lost from Disk or share to Procore' }).waitFor()
    await button(page, 'Turn the direction round').click()
    await page.getByRole('columnheader', { name: 'Lost from Procore to Disk or share' }).waitFor()
    await page.goBack()
    await page.getByLabel('Names or paths, one on each line').fill('Drawings/what?.pdf')
    await button(page, /^Try$/).click()
    await page.getByText('Drawings/what_.pdf').waitFor()
    await look(page, 'names tried')
  })
})

test('somebody is invited by a link that is shown once', patient, async () => {
  await asAdministrator(async (page) => {
    await page.goto(`${house.url}/people`)
    await button(page, 'Invite somebody').click()
    await look(page, 'invitation')
    await page.getByRole('dialog').getByLabel('E-mail address').fill('grace@example.org')
    await button(page, 'Make the link').click()
    const link = page.getByRole('dialog').locator('code')
    expect(await link.textContent()).toContain('/welcome#')
    await look(page, 'invitation: link')
    await button(page, 'Done').click()
    await page.getByRole('table', { name: 'Open invitations' }).getByText('grace@example.org').waitFor()
    await link.waitFor({ state: 'detached' })
    await page.getByLabel('Search invitations').fill('somebody else')
    await page.getByText('Nothing is like that').waitFor()
    expect(new URL(page.url()).searchParams.get('invitations')).toBe('somebody else')
    await page.getByLabel('Search invitations').fill('grace')
    await page.getByRole('table', { name: 'Open invitations' }).getByText('grace@example.org').waitFor()
  })
})

test('an API token is shown once and can be revoked', patient, async () => {
  await asAdministrator(async (page) => {
    await page.goto(`${house.url}/account`)
    await button(page, 'Make a token').click()
    await page.getByLabel('What it is for').fill('Nightly script')
    await page.getByRole('dialog').getByRole('button', { name: 'Make a token' }).click()
    await page.getByText('Shown this once.').waitFor()
    await look(page, 'token shown once')
    await button(page, 'Done').click()
    await button(page, 'Revoke the token Nightly script').click()
    await look(page, 'token revoked')
    await button(page, /^Revoke$/).click()
    await page.getByText('No API token').waitFor()
  })
})

test('the audit log tells what was done and that it is whole', patient, async () => {
  await asAdministrator(async (page) => {
    await page.goto(`${house.url}/audit`)
    await page.getByText('person.added').first().waitFor()
    await button(page, 'Verify').click()
    await page.getByText(/^The chain is intact/).waitFor()
  })
})

test(
  'a job is stored alike, whether the page, the API, the command line or a job file asks for it',
  patient,
  async () => {
    const source = 'Office share:source'
    const destination = 'Office share:handed over'
    const options = { onConflict: 'prefer-source', emptyFolders: 'skip' }
    const filters = { exclude: ['*.tmp'], maxSize: '2 GB' }
    const schedule = { daily: '02:00', timeZone: 'Europe/Berlin' }
    const category = 'Close-outs'
    const { gantry } = house

    await using browser = await watched(house.browser, { ...house.signedIn, timezoneId: schedule.timeZone })
    const page = await browser.context.newPage()
    await page.goto(`${house.url}/jobs/new`)
    await button(page, 'Next').click()
    await place(page, 'Where does it copy from?')
    await page.getByLabel('Folder', { exact: true }).fill('source')
    await button(page, 'Next').click()
    await place(page, 'Where does it copy to?')
    await page.getByLabel('Folder', { exact: true }).fill('handed over')
    await button(page, 'Next').click()
    await pick(page, 'Conflicts', 'The source wins')
    await button(page, 'Next').click()
    await pick(page, 'Empty folders', 'Leave them out')
    await button(page, 'Next').click()
    await page.getByLabel('Leave out').fill('*.tmp')
    await page.keyboard.press('Enter')
    await page.getByLabel('Largest size').fill('2 GB')
    await button(page, 'Next').click()
    await pick(page, 'Runs begin', 'Every day')
    await button(page, 'Next').click()
    await page.getByRole('textbox', { name: /^Name/ }).fill('By the page')
    await page.getByRole('textbox', { name: /^Category/ }).fill(category)
    await button(page, 'Create job').click()
    await page.getByRole('heading', { name: 'By the page' }).waitFor()

    await gantry.ask('/jobs', { name: 'By the API', source, destination, options, filters, schedule, category })
    const flags = [
      '--on-conflict',
      'prefer-source',
      '--empty-folders',
      'skip',
      '--exclude',
      '*.tmp',
      '--max-size',
      '2 GB',
    ]
    const rest = ['--daily', '02:00', '--time-zone', schedule.timeZone, '--category', category]
    await gantry.run(['jobs', 'add', source, destination, '--name', 'By the command line', ...flags, ...rest])
    const file = join(folder, 'jobs.yaml')
    const job = { name: 'By a job file', category, source, destination, options, filters, schedule }
    await writeFile(file, JSON.stringify({ jobs: [job] }))
    await gantry.run(['jobs', 'apply', '-f', file])

    const { jobs } = await gantry.ask<{ jobs: readonly JobView[] }>('/jobs?text=handed%20over')
    expect(jobs.map(({ name }) => name).toSorted()).toEqual([
      'By a job file',
      'By the API',
      'By the command line',
      'By the page',
    ])
    for (const one of jobs) expect(asStored(one), one.name).toEqual(asStored(jobs[0]))
    expect(jobs[0]).toMatchObject({ options, filters, schedule, category })
  },
)

function asStored(job: JobView | undefined): Partial<JobView> {
  return { ...job, id: '', name: '', createdAt: '' }
}
