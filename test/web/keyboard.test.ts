import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hasChromium, needsChromium, patient, slowMs, watched } from './browser.ts'
import { openWebHouse, type WebHouse } from './house.ts'
import { choose, focused, press, tabTo, type } from './keys.ts'
import { look } from './look.ts'

let house: WebHouse
beforeAll(async () => {
  if (hasChromium) house = await openWebHouse()
}, slowMs)
afterAll(async () => house?.[Symbol.asyncDispose]())
beforeEach(needsChromium)

test('Procore is added with its sign-in, tested, compared and removed with the keyboard alone', patient, async () => {
  await using browser = await watched(house.browser, house.signedIn)
  const page = await browser.context.newPage()
  const { addresses, credentials } = house.sandbox
  const [user] = credentials.users

  await page.goto(`${house.url}/connections`)
  await page.getByRole('button', { name: 'Add the first connection' }).waitFor()
  await tabTo(page, 'Add connection')
  await press(page, 'Enter')
  await page.getByLabel('Search platforms').waitFor()
  await page.keyboard.type('procore')
  await press(page, 'ArrowDown', 'Enter')
  await page.getByLabel('Display as').waitFor()
  await page.keyboard.type('Site office')
  for (const [label, text] of [
    ['Domain', addresses.api],
    ['Client ID', credentials.app.clientId],
    ['Client Secret', credentials.app.clientSecret],
  ] as const) {
    await tabTo(page, label)
    await type(page, text)
  }
  await tabTo(page, 'Narrow it down, other addresses')
  await press(page, 'Enter')
  await tabTo(page, 'Login address')
  await type(page, addresses.login)
  const opening = page.waitForEvent('popup')
  await press(page, 'Enter')
  const popup = await opening
  await popup.getByLabel(/e-?mail/i).focus()
  await type(popup, user?.email ?? '')
  await press(popup, 'Tab')
  await type(popup, user?.password ?? '')
  await press(popup, 'Enter')
  await popup.getByRole('button', { name: 'Allow' }).waitFor()
  await tabTo(popup, 'Allow')
  await Promise.all([popup.waitForEvent('close'), press(popup, 'Enter')])
  await page.getByText('Connection test succeeded').waitFor()
  await tabTo(page, 'Done')
  await press(page, 'Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  await tabTo(page, 'Site office')
  await press(page, 'Enter')
  await page.getByRole('tab', { name: 'Health' }).waitFor()
  await tabTo(page, 'Test')
  await press(page, 'Enter')
  await page.getByRole('list', { name: 'What was tested' }).waitFor()

  await press(page, 'g', 'm')
  await page.getByRole('heading', { name: 'Compare platforms' }).waitFor()
  await choose(page, 'From', 'Site office')
  await choose(page, 'To', 'Disk or share')
  await page.getByRole('columnheader', { name: 'Lost from Site office to Disk or share' }).waitFor()
  await tabTo(page, 'Turn the direction round')
  await press(page, 'Enter')
  await page.getByRole('columnheader', { name: 'Lost from Disk or share to Site office' }).waitFor()

  await press(page, 'g', 'c')
  await tabTo(page, 'Site office')
  await press(page, 'Enter')
  await page.getByRole('tab', { name: 'Health' }).waitFor()
  await tabTo(page, 'More')
  await press(page, 'Enter')
  await page.locator('[role=menuitem]:focus').waitFor()
  await press(page, 'End')
  await page.locator('[role=menuitem]:focus', { hasText: 'Remove' }).waitFor()
  await press(page, 'Enter')
  await page.locator(':focus').and(page.getByLabel('Type Site office to confirm')).waitFor()
  await look(page, 'connection: removed')
  await page.keyboard.type('Site office')
  await press(page, 'Enter')
  await page.getByRole('button', { name: 'Add the first connection' }).waitFor()
  expect(browser.complaints).toEqual([])
})

test(
  'keys search, help and lead to pages, dialogs give the focus back, and single keys can be switched off',
  patient,
  async () => {
    await using browser = await watched(house.browser, house.signedIn)
    const page = await browser.context.newPage()
    const dialog = page.getByRole('dialog')
    const closed = async () => {
      await press(page, 'Escape')
      await dialog.waitFor({ state: 'hidden' })
    }
    await page.goto(`${house.url}/settings`)
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await tabTo(page, 'Help')
    for (const [keys, opened] of [
      [['/'], 'Search and commands'],
      [['Control+k'], 'Search and commands'],
      [['?'], 'Help'],
      [['Enter'], 'Help'],
    ] as const) {
      await press(page, ...keys)
      await page.getByRole('dialog', { name: opened }).waitFor()
      await closed()
      await expect.poll(async () => focused(page, 'Help'), { timeout: 30_000 }).toBe(true)
    }
    await press(page, 'g', 'c')
    await page.getByRole('heading', { name: 'Connections' }).waitFor()

    await press(page, '?')
    await dialog.waitFor()
    await tabTo(page, 'Keys without Ctrl do something')
    await press(page, 'Space')
    await page.getByRole('switch', { checked: false }).waitFor()
    await closed()
    await press(page, '/', '?', 'g', 'j')
    // Were they not switched off, this would come after them.
    await press(page, 'Control+k')
    await page.getByRole('dialog', { name: 'Search and commands' }).waitFor()
    expect(await dialog.count()).toBe(1)
    expect(new URL(page.url()).pathname).toBe('/connections')
    expect(browser.complaints).toEqual([])
  },
)

/** What has the focus and is not seen whole though there is room for it, below the bar that stays on top. */
const focusedUnderTheBar = `(({ bottom }, part) => {
  const { top, height } = part.getBoundingClientRect()
  const fits = height > 0 && height < innerHeight - bottom
  return fits && !part.closest('header, aside, [href="#content"]') && part !== document.body && top < bottom ? part.outerHTML : ''
})(document.querySelector('header').getBoundingClientRect(), document.activeElement)`

test('what has the focus is never under the bar that stays on top', patient, async () => {
  await using browser = await watched(house.browser, house.signedIn)
  const page = await browser.context.newPage()
  // A window of 1280 × 1024 at four times its size.
  await page.setViewportSize({ width: 320, height: 256 })
  await page.goto(`${house.url}/compare?from=platform:filesystem&to=platform:procore`)
  await page.getByLabel('Names or paths, one on each line').focus()
  const hidden: string[] = []
  for (const key of ['Shift+Tab', 'Tab']) {
    for (let presses = 0; presses < 30; presses++) {
      await press(page, key)
      hidden.push(await page.evaluate<string>(focusedUnderTheBar))
    }
  }
  expect(hidden.filter((part) => part !== '')).toEqual([])
})
