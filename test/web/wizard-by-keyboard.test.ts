// A job from its first question to an export of its run, without a mouse: every press is a key.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RunView } from '../../src/api/contract/runs.ts'
import { hasChromium, needsChromium, patient, slowMs, watched } from './browser.ts'
import { openWebHouse, type WebHouse } from './house.ts'
import { choose, menuTo, press, tabTo, type } from './keys.ts'

// With the bandwidth that is typed below the copy takes long enough to be paused.
const files = 40
const fileBytes = 256 * 1024

let house: WebHouse
let root: string

beforeAll(async () => {
  if (!hasChromium) return
  house = await openWebHouse()
  root = join(house.files, 'yard')
  mkdirSync(root)
  await house.gantry.ask('/connections', { platform: 'filesystem', name: 'Yard', values: { root } })
}, slowMs)
afterAll(async () => house?.[Symbol.asyncDispose]())
beforeEach(needsChromium)

/** What the job finds, the same for another try. */
function plant(): void {
  for (const name of ['source', 'archive']) {
    rmSync(join(root, name), { recursive: true, force: true })
    mkdirSync(join(root, name))
  }
  for (let at = 0; at < files; at++) writeFileSync(join(root, 'source', `A-${at}.pdf`), Buffer.alloc(fileBytes, at))
  for (const name of ['index.txt', 'notes.txt']) {
    writeFileSync(join(root, 'source', name), 'ours')
    writeFileSync(join(root, 'archive', name), 'of somebody else')
  }
  writeFileSync(join(root, 'source', 'left.tmp'), 'left out')
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor()

async function next(page: Page, question: string): Promise<void> {
  await tabTo(page, 'Next')
  await press(page, 'Enter')
  await heading(page, question)
}

/** Waits until a button can be pressed; the page hears of what a run does after the run has done it. */
const ready = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true, disabled: false }).waitFor()

/** Presses a button, and the one of the dialog that asks whether it is meant. */
async function confirm(page: Page, name: string | RegExp, act: string): Promise<void> {
  await tabTo(page, name)
  await press(page, 'Enter')
  await page.getByRole('dialog').waitFor()
  await tabTo(page, act)
  await press(page, 'Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** The run whose page is open, once it is in one of these states. */
async function runOf(page: Page, ...states: readonly string[]): Promise<RunView> {
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const read = async () => house.gantry.ask<RunView>(`/runs/${id}`)
  await expect.poll(async () => states.includes((await read()).state), { timeout: 120_000 }).toBe(true)
  return read()
}

test(
  'a job is asked for, simulated, run, paused, resumed, tried again, approved and exported with the keyboard alone',
  patient,
  async () => {
    plant()
    await using browser = await watched(house.browser, house.signedIn)
    const page = await browser.context.newPage()
    await page.goto(`${house.url}/jobs/new`)
    await heading(page, 'What is the job for?')
    await tabTo(page, /^CopyWhat is new/)
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown')
    await page.getByRole('radio', { name: /^Keep a mirror/, checked: true }).waitFor()
    await next(page, 'Where does it copy from?')
    await choose(page, 'Connection', 'Yard (Disk or share)')
    const trees = page.getByRole('tree', { name: 'Folders' })
    await trees.getByRole('treeitem', { name: 'source' }).waitFor()
    await tabTo(page, 'Folder')
    await press(page, 'Tab', 's', 'Enter')
    await trees.locator('[aria-selected=true]', { hasText: 'source' }).waitFor()
    await next(page, 'Where does it copy to?')
    await choose(page, 'Connection', 'Yard (Disk or share)')
    await tabTo(page, 'Folder')
    await type(page, 'archive')
    await next(page, 'What happens to content?')
    await next(page, 'What happens to names, sizes and types that do not fit?')
    await next(page, 'Does it copy everything?')
    await tabTo(page, 'Leave out')
    await page.keyboard.type('*.tmp')
    await press(page, 'Enter')
    await next(page, 'When does it run?')
    await tabTo(page, 'Bandwidth')
    await type(page, '1 MB')
    await next(page, 'Is it right so?')
    await tabTo(page, 'Name')
    await type(page, 'Mirror of the yard')
    await page.getByLabel('As a job file').getByText('name: Mirror of the yard').waitFor()
    await tabTo(page, 'Create and simulate')
    await press(page, 'Enter')

    await heading(page, /^Simulation \d+$/)
    await runOf(page, 'completed')
    await ready(page, 'Start the run')
    await tabTo(page, 'Start the run')
    await press(page, 'Enter')
    await heading(page, /^Run \d+$/)
    await tabTo(page, 'Pause')
    await press(page, 'Enter')
    await runOf(page, 'paused')
    expect(existsSync(join(root, 'archive', `A-${files - 1}.pdf`))).toBe(false)
    await ready(page, 'Resume')
    await tabTo(page, 'Resume')
    await press(page, 'Enter')
    const { states } = await runOf(page, 'completed-with-flags')
    expect([states.succeeded.items, states.flagged.items, states.ignored.items]).toEqual([files, 2, 1])

    for (const name of ['index.txt', 'notes.txt']) rmSync(join(root, 'archive', name))
    await ready(page, /^Retry 2:/)
    await confirm(page, /^Retry 2:/, 'Retry 2')
    await heading(page, /^Run \d+$/)
    await page.getByText('Completed', { exact: true }).first().waitFor()
    expect(existsSync(join(root, 'archive', 'index.txt'))).toBe(true)

    rmSync(join(root, 'source', 'A-1.pdf'))
    await tabTo(page, 'Mirror of the yard')
    await press(page, 'Enter')
    await ready(page, 'Run')
    await tabTo(page, 'Run')
    await press(page, 'Enter')
    await ready(page, 'Delete them')
    await confirm(page, 'Delete them', 'Delete them')
    expect((await runOf(page, 'completed')).removed.items).toBe(1)
    expect(existsSync(join(root, 'archive', 'A-1.pdf'))).toBe(false)

    // What can be exported grows when the page has heard of the end.
    await page.getByText('Completed', { exact: true }).first().waitFor()
    await tabTo(page, 'Export')
    await press(page, 'Enter')
    await menuTo(page, 'All items: CSV')
    const coming = page.waitForEvent('download')
    await press(page, 'Enter')
    expect((await coming).suggestedFilename()).toMatch(/^gantry-run-\d+-items\.csv$/)
    expect(browser.complaints).toEqual([])
  },
)
