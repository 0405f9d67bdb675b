// Every page while its answer is waited for, when that is a problem, and when there is nothing.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { problem } from '../../src/api/problem-kinds.ts'
import { addressesOfPage } from './addresses.ts'
import { pathOf } from './answers.ts'
import { barriersOf } from './barriers.ts'
import { hasChromium, needsChromium, patient, slowMs, watched, type Watched } from './browser.ts'
import { fill } from './fill.ts'
import { openWebHouse, type WebHouse } from './house.ts'
import { regions, withoutRegion } from './regions.ts'

let house: WebHouse
let tabs: Readonly<Record<'outside' | 'inside', { readonly browser: Watched; readonly page: Page }>>

beforeAll(async () => {
  if (!hasChromium) return
  house = await openWebHouse()
  await fill(house)
  tabs = { outside: await open({}), inside: await open(house.signedIn) }
}, slowMs)
afterAll(async () => {
  for (const { browser } of Object.values(tabs ?? {})) await browser[Symbol.asyncDispose]()
  await house?.[Symbol.asyncDispose]()
})
beforeEach(needsChromium)

async function open(options: Parameters<typeof watched>[1]) {
  const browser = await watched(house.browser, options)
  return { browser, page: await browser.context.newPage() }
}

test('it is said of every page what it reads', async () => {
  const said = [...regions.map(({ route }) => route), ...withoutRegion]
  expect(new Set(said)).toEqual(await addressesOfPage())
})

const trouble = problem('unexpected', 'The database was asked for this and did not answer.')

test.each(regions)(
  '$path says that $reads is waited for, why it failed, and that there is nothing',
  patient,
  async ({ path, reads, isPublic, empty }) => {
    const { browser, page } = tabs[isPublic ? 'outside' : 'inside']
    const main = page.locator('main')
    const held = Promise.withResolvers<undefined>()
    let isRepaired = false
    await page.unrouteAll()
    await page.route(pathOf(reads), async (route) => {
      await held.promise
      if (!isRepaired) await route.fulfill({ status: trouble.status, json: trouble })
      else if (empty) await route.fulfill({ json: empty.answer })
      else await route.continue()
    })
    await page.goto(`${house.url}${path}`)
    await main.getByRole('status', { name: 'Loading' }).first().waitFor()

    held.resolve(undefined)
    const alert = main.getByRole('alert').filter({ hasText: trouble.detail }).first()
    await alert.getByText(trouble.advice ?? '').waitFor()
    expect(await alert.getByRole('link').first().getAttribute('href')).toBe(trouble.type)
    expect(await barriersOf(page)).toEqual([])

    isRepaired = true
    await alert.getByRole('button', { name: 'Try again' }).click()
    await alert.waitFor({ state: 'detached' })
    if (empty) {
      await main.getByText(empty.says).first().waitFor()
      if (empty.next !== undefined) {
        const { next } = empty
        await main
          .getByRole('button', { name: next })
          .or(main.getByRole('link', { name: next }))
          .first()
          .waitFor()
      }
    }
    expect(browser.complaints).toEqual([])
  },
)
