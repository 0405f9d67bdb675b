import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hasChromium, needsChromium, watched } from './browser.ts'
import { fill } from './fill.ts'
import { openWebHouse, type WebHouse } from './house.ts'
import { look } from './look.ts'
import { visits } from './states.ts'

// Database, sandbox and browser start one after another, on machines that do other things too.
const slowMs = 300_000

let house: WebHouse
beforeAll(async () => {
  if (!hasChromium) return
  house = await openWebHouse()
  await fill(house)
}, slowMs)
afterAll(async () => house?.[Symbol.asyncDispose]())
beforeEach(needsChromium)

test.each(visits)(
  'no dialog and no state has a barrier: $about',
  async ({ path, isPublic, states }) => {
    await using browser = await watched(house.browser, isPublic ? {} : house.signedIn)
    const page = await browser.context.newPage()
    await page.setViewportSize({ width: 1440, height: 900 })
    if (path !== undefined) await page.goto(`${house.url}${path}`)
    for (const [name, reach] of Object.entries(states)) {
      await reach(page, house)
      await look(page, name)
    }
    expect(browser.complaints).toEqual([])
  },
  slowMs,
)
