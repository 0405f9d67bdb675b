import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hasChromium, needsChromium, patient, slowMs, watched } from './browser.ts'
import { fill } from './fill.ts'
import { openWebHouse, type WebHouse } from './house.ts'
import { look } from './look.ts'
import { visits } from './states.ts'

let house: WebHouse
beforeAll(async () => {
  if (!hasChromium) return
  house = await openWebHouse()
  await fill(house)
}, slowMs)
afterAll(async () => house?.[Symbol.asyncDispose]())
beforeEach(needsChromium)

test.each(visits)('no dialog and no state has a barrier: $about', patient, async ({ path, isPublic, states }) => {
  await using browser = await watched(house.browser, isPublic ? {} : house.signedIn)
  const page = await browser.context.newPage()
  await page.setViewportSize({ width: 1440, height: 900 })
  if (path !== undefined) await page.goto(`${house.url}${path}`)
  for (const [name, reach] of Object.entries(states)) {
    await reach(page, house)
    await look(page, name)
  }
  expect(browser.complaints).toEqual([])
})

const watchMotion = `{
  window.moved = []
  const look = () => {
    for (const { effect } of document.getAnimations()) {
      const { activeDuration } = effect.getComputedTiming()
      if (activeDuration > 1) window.moved.push(effect.target?.className + ' for ' + activeDuration + ' ms')
    }
  }
  for (const event of ['animationstart', 'transitionrun']) addEventListener(event, look, true)
}`

test.each([
  { reducedMotion: 'reduce', moves: false },
  { reducedMotion: 'no-preference', moves: true },
] as const)(
  'dialogs, drawers and menus move only for people who have not asked for less: $reducedMotion',
  patient,
  async ({ reducedMotion, moves }) => {
    await using browser = await watched(house.browser, { ...house.signedIn, reducedMotion })
    const page = await browser.context.newPage()
    await page.addInitScript(watchMotion)
    await page.goto(`${house.url}/connections?add=pick`)
    await page.getByLabel('Search platforms').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'Scope' }).waitFor()
    await page.keyboard.press('Escape')
    await page.goto(`${house.url}/runs/1`)
    await page
      .getByRole('row', { name: 'index.txt' })
      .getByRole('link')
      .or(page.getByRole('button', { name: 'index.txt' }))
      .first()
      .click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Account of Ada Marsh' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
    const moved = await page.evaluate<readonly string[]>('window.moved')
    if (moves) expect(moved).not.toEqual([])
    else expect(moved).toEqual([])
  },
)
