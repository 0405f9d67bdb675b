import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hasChromium, needsChromium, watched } from './browser.ts'
import { openWebHouse, type WebHouse } from './house.ts'
import { look } from './look.ts'

// Database, sandbox and browser start one after another, on machines that do other things too.
const slowMs = 300_000

let house: WebHouse
beforeAll(async () => {
  if (hasChromium) house = await openWebHouse()
}, slowMs)
afterAll(async () => house?.[Symbol.asyncDispose]())
beforeEach(needsChromium)

/** What the part that has the focus is called by: its label, its content, its labels. */
const namesOfFocused = `(({ ariaLabel, textContent, labels }) =>
  [ariaLabel ?? textContent, ...[...(labels ?? [])].map((label) => label.textContent)])(document.activeElement)`

test('a connection is added, tested, compared and removed with the keyboard alone', { timeout: slowMs }, async () => {
  await using browser = await watched(house.browser, house.signedIn)
  const page = await browser.context.newPage()
  const { keyboard } = page
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 40; presses++) {
      await keyboard.press('Tab')
      const said = await page.evaluate<readonly string[]>(namesOfFocused)
      if (said.some((one) => one.trim() === name)) return
    }
    throw new Error(`Forty presses of Tab do not lead to “${name}”.`)
  }
  const choose = async (label: string, option: string) => {
    await tabTo(label)
    await keyboard.type(option)
    await page.getByTitle(option, { exact: true }).last().waitFor()
    await keyboard.press('Enter')
  }
  const folder = join(house.files, 'yard')
  mkdirSync(folder)
  writeFileSync(join(folder, 'A-101.pdf'), 'drawing')

  await page.goto(`${house.url}/connections`)
  await page.getByRole('button', { name: 'Add the first connection' }).waitFor()
  await tabTo('Add connection')
  await keyboard.press('Enter')
  await page.getByLabel('Search platforms').waitFor()
  await keyboard.type('disk')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await page.getByLabel('Display as').waitFor()
  await keyboard.type('Yard')
  await keyboard.press('Tab')
  await keyboard.type(folder)
  await keyboard.press('Enter')
  await page.getByText('Connection test succeeded').waitFor()
  await look(page, 'disk: succeeded')
  await keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  await tabTo('Yard')
  await keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Health' }).waitFor()
  await tabTo('Test')
  await keyboard.press('Enter')
  await page.getByRole('list', { name: 'What was tested' }).waitFor()

  await keyboard.press('g')
  await keyboard.press('m')
  await page.getByRole('heading', { name: 'Compare platforms' }).waitFor()
  await choose('From', 'Yard')
  await choose('To', 'Procore')
  await page.getByRole('columnheader', { name: 'Lost from Yard to Procore' }).waitFor()
  await tabTo('Turn the direction round')
  await keyboard.press('Enter')
  await page.getByRole('columnheader', { name: 'Lost from Procore to Yard' }).waitFor()

  await keyboard.press('g')
  await keyboard.press('c')
  await tabTo('Yard')
  await keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Health' }).waitFor()
  await tabTo('More')
  await keyboard.press('Enter')
  await page.locator('[role=menuitem]:focus').waitFor()
  await keyboard.press('End')
  await page.locator('[role=menuitem]:focus', { hasText: 'Remove' }).waitFor()
  await keyboard.press('Enter')
  await page.getByLabel('Type Yard to confirm').waitFor()
  await look(page, 'connection: removed')
  await keyboard.type('Yard')
  await keyboard.press('Enter')
  await page.getByRole('button', { name: 'Add the first connection' }).waitFor()
  expect(browser.complaints).toEqual([])
})
