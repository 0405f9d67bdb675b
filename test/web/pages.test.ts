// Every page as it is at rest: without barriers in every look, without jumping while it comes, and within a narrow window.
import Fastify from 'fastify'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { webPage } from '../../src/api/web-page.ts'
import { addressesOfPage } from './addresses.ts'
import { pixelsBeyond } from './barriers.ts'
import { hasChromium, needsChromium, patient, slowMs, watched, type Watched } from './browser.ts'
import { fill, type Filled } from './fill.ts'
import { openWebHouse, type WebHouse } from './house.ts'
import { lookOnce, looks, wear } from './look.ts'
import { places } from './places.ts'

// What the web at large calls good (https://web.dev/articles/cls).
const mostShift = 0.1

// 1280 pixels at four times their size (WCAG 1.4.10).
const zoomed = { width: 320, height: 256 }

const watchShifts = `{
  window.shifted = 0
  const add = ({ value, hadRecentInput }) => { if (!hadRecentInput) window.shifted += value }
  new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type: 'layout-shift', buffered: true })
}`

let house: WebHouse
let filled: Filled
let tabs: Readonly<Record<'outside' | 'inside', { readonly browser: Watched; readonly page: Page }>>

beforeAll(async () => {
  if (!hasChromium) return
  house = await openWebHouse()
  filled = await fill(house)
  tabs = { outside: await open({}), inside: await open(house.signedIn) }
}, slowMs)
afterAll(async () => {
  for (const { browser } of Object.values(tabs ?? {})) await browser[Symbol.asyncDispose]()
  await house?.[Symbol.asyncDispose]()
})
beforeEach(needsChromium)

async function open(options: Parameters<typeof watched>[1]) {
  const browser = await watched(house.browser, options)
  await browser.context.addInitScript(watchShifts)
  return { browser, page: await browser.context.newPage() }
}

test('every address that the web page has is looked at', async () => {
  expect(new Set(places.flatMap(({ route }) => route ?? []))).toEqual(await addressesOfPage())
})

test.each(places)(
  '$path has no barrier in any look, does not jump while it comes, and fits when it is magnified',
  patient,
  async ({ path, until, isPublic }) => {
    const { browser, page } = tabs[isPublic ? 'outside' : 'inside']
    const address = typeof path === 'string' ? path : path(filled)
    const name = address.replace(/#.*/, ' by link')
    for (const [at, one] of looks.entries()) {
      await wear(page, one)
      // Other colours are put on in place; another width comes anew, as what jumps depends on it.
      if (looks[at - 1]?.width !== one.width) {
        await page.goto('about:blank')
        await page.goto(`${house.url}${address}`)
        await until(page)
        await page.locator('[role=status][aria-label=Loading]').first().waitFor({ state: 'detached' })
        const shifted = await page.evaluate<number>('window.shifted')
        expect.soft(shifted, `by how much it jumps, ${one.width} pixels wide`).toBeLessThan(mostShift)
      }
      await lookOnce(page, name, one)
    }
    await wear(page, { colorScheme: 'light', width: zoomed.width }, zoomed.height)
    expect(await pixelsBeyond(page), 'pixels wider than a window of 320').toBe(0)
    expect(browser.complaints).toEqual([])
  },
)

test('what is shown where the web page is not built has no barrier', patient, async () => {
  await using app = Fastify()
  await app.register(webPage, { folder: house.files })
  const { page } = tabs.outside
  await page.goto(await app.listen())
  await page.getByText('npm run build').waitFor()
  for (const one of looks) await lookOnce(page, 'not built', one)
})
