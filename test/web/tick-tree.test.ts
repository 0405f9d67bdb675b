// Which folders and files of its source a job copies, ticked in a tree: in a real browser, with the keyboard alone.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { JobView } from '../../src/api/contract/jobs.ts'
import { hasChromium, needsChromium, patient, slowMs, watched } from './browser.ts'
import { openWebHouse, type WebHouse } from './house.ts'
import { press } from './keys.ts'
import { look, lookOnce, wear } from './look.ts'
import { pick } from './pick.ts'

const photos = 3000

let house: WebHouse

beforeAll(async () => {
  if (!hasChromium) return
  house = await openWebHouse()
  const root = join(house.files, 'yard')
  const put = (path: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), 'x')
  }
  const number = (at: number) => String(at).padStart(4, '0')
  for (const path of ['Drawings/A-101.pdf', 'Drawings/Old/A-100.pdf', 'Drawings/Old/Final *2*/F-1.pdf', 'index.txt']) {
    put(`site/${path}`)
  }
  for (let at = 0; at < photos; at++) put(`site/Photos/crane-${number(at)}.jpg`)
  await house.gantry.ask('/connections', { platform: 'filesystem', name: 'Yard', values: { root } })
}, slowMs)
afterAll(async () => house?.[Symbol.asyncDispose]())
beforeEach(needsChromium)

/** What the tree says of each of its rows: `Drawings mixed`. */
async function ticksShown(page: Page): Promise<readonly string[]> {
  const rows = await page
    .getByRole('tree', { name: /take part/ })
    .getByRole('treeitem')
    .all()
  return Promise.all(
    rows.map(async (row) => {
      // A file has its size beside it.
      const name = (await row.textContent())?.trim().replace(/\d+ B$/, '')
      return `${name} ${await row.getAttribute('aria-checked')}`
    }),
  )
}

/** The row that has the focus is the one that Tab comes to. */
async function rowFocused(page: Page): Promise<string> {
  return page.evaluate<string>(
    `(({ textContent, tabIndex }) => textContent.trim() + ' ' + tabIndex)(document.activeElement)`,
  )
}

const row = (page: Page, name: string | RegExp) =>
  page
    .getByRole('tree', { name: /take part/ })
    .getByRole('treeitem')
    .filter({ has: page.getByText(name, { exact: true }) })

test(
  'folders and files are ticked with the keyboard, become the filters of the job, and are read back',
  patient,
  async () => {
    await using browser = await watched(house.browser, house.signedIn)
    const page = await browser.context.newPage()
    await page.goto(`${house.url}/jobs/new?step=from`)
    await pick(page, 'Connection', /^Yard/)
    await page.getByRole('tree', { name: 'Folders' }).getByRole('treeitem', { name: 'site' }).click()
    await page.locator('summary', { hasText: 'all of them take part' }).focus()
    await press(page, 'Enter')
    await row(page, 'Photos').waitFor()
    await press(page, 'Tab', 'Tab')
    expect(await rowFocused(page)).toBe('All that is in the source folder 0')
    expect(new Set((await ticksShown(page)).map((shown) => shown.split(' ').at(-1)))).toEqual(new Set(['true']))

    await press(page, 'd')
    expect(await rowFocused(page)).toBe('Drawings 0')
    await press(page, 'ArrowRight')
    await row(page, 'Old').waitFor()
    await press(page, 'o', ' ', 'ArrowRight')
    await row(page, 'Final *2*').waitFor()
    await press(page, 'f', ' ', 'End', ' ')
    expect(await ticksShown(page)).toEqual([
      'All that is in the source folder mixed',
      'Drawings mixed',
      'Old mixed',
      'Final *2* true',
      'A-100.pdf false',
      'A-101.pdf true',
      'Photos true',
      'index.txt false',
    ])
    await press(page, 'Home', 'ArrowDown', 'ArrowLeft')
    await row(page, 'Old').waitFor({ state: 'detached' })
    await press(page, 'ArrowLeft')
    expect(await rowFocused(page)).toBe('All that is in the source folder 0')
    await press(page, 'ArrowDown', 'ArrowRight', 'Shift+Tab', 'Tab')
    expect(await rowFocused(page)).toBe('Drawings 0')
    await page.getByText('1 ticked, 2 left out').waitFor()
    await look(page, 'new job: folders and files ticked')
    await lookOnce(page, 'new job: folders and files ticked', { colorScheme: 'light', width: 320 })
    await wear(page, { colorScheme: 'light', width: 1440 })

    await page.getByRole('button', { name: 'Next' }).click()
    await pick(page, 'Connection', /^Yard/)
    await page.getByLabel('Folder', { exact: true }).fill('archive')
    await page.getByRole('button', { name: 'Go to review' }).click()
    await page.getByRole('button', { name: 'Create job' }).click()
    await page.getByRole('heading', { name: 'What it copies' }).waitFor()
    const { filters } = await house.gantry.ask<JobView>('/jobs/1')
    expect(filters).toEqual({
      include: ['/**', '/Drawings/Old/Final \\*2\\*/'],
      exclude: ['/Drawings/Old/', '/index.txt'],
    })

    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByText('1 ticked, 2 left out').click()
    await row(page, 'index.txt').waitFor()
    expect(await row(page, 'Drawings').getAttribute('aria-checked')).toBe('mixed')
    await row(page, /^All that/).click()
    await page.getByText('all of them take part').waitFor()
    await page.getByRole('button', { name: 'Save 2 changes' }).click()
    await page.getByText(/^Saved: Copy only, Leave out\./).waitFor()
    expect((await house.gantry.ask<JobView>('/jobs/1')).filters).toEqual({})
    expect(browser.complaints).toEqual([])
  },
)

test(
  'of thousands in a folder some are drawn, any is found, and what filters name and is not there is told of',
  patient,
  async () => {
    await using browser = await watched(house.browser, house.signedIn)
    const page = await browser.context.newPage()
    const filters = { exclude: ['/Photos/crane-0001.jpg', '/Cranes/', '*.tmp'] }
    const { id } = await house.gantry.ask<JobView>('/jobs', {
      source: 'Yard:site',
      destination: 'Yard:copies',
      filters,
    })
    await page.goto(`${house.url}/jobs/${id}/edit`)
    await page.getByText('2 left out').click()
    await row(page, 'Cranes').getByText('not there now').waitFor()
    await page.getByText('Whatever is ticked, “*.tmp” is left out.').waitFor()
    expect(await row(page, 'Photos').getAttribute('aria-checked')).toBe('mixed')
    await row(page, 'Photos').focus()
    await press(page, 'ArrowRight')
    await row(page, 'crane-0001.jpg').waitFor()
    expect(await row(page, /^crane/).count()).toBe(200)
    await page.getByLabel('Search names in what is open').fill('2999')
    await row(page, 'crane-2999.jpg').click()
    expect(await ticksShown(page)).toEqual([
      'All that is in the source folder mixed',
      'Photos mixed',
      'crane-2999.jpg false',
    ])
    await look(page, 'job: ticks edited')
    await page.getByText('3 left out').waitFor()
    expect(browser.complaints).toEqual([])
  },
)
