import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasChromium, needsChromium, watched } from './browser.ts'
import { openWebHouse, type WebHouse } from './house.ts'

// Database, sandbox and browser start one after another, on machines that do other things too.
const slowMs = 900_000

let house: WebHouse
beforeAll(async () => {
  if (!hasChromium) return
  house = await openWebHouse()
  const add = ['connections', 'add', 'filesystem', '--name', 'Yard', '--set', `root=${house.files}`]
  await house.gantry.run(add)
}, slowMs)
afterAll(async () => house?.[Symbol.asyncDispose]())
beforeEach(needsChromium)

interface Place {
  readonly path: string
  /** What is there once the page has all it shows. */
  readonly until: (page: Page) => Promise<void>
  readonly isPublic?: true
}

/** Addresses of the page at rest; dialogs and what is seldom shown are in states.ts. */
const places: readonly Place[] = [
  { path: '/sign-in', isPublic: true, until: (page) => page.getByLabel('E-mail address').waitFor() },
  { path: '/welcome', isPublic: true, until: (page) => page.getByText('The link cannot be used').waitFor() },
  { path: '/connections', until: (page) => page.getByRole('link', { name: 'Yard' }).waitFor() },
  { path: '/connections?text=nothing', until: (page) => page.getByText('No connection is like that').waitFor() },
  { path: '/connections/1', until: (page) => page.getByRole('heading', { name: 'Details' }).waitFor() },
  { path: '/connections/1?tab=content', until: (page) => page.getByRole('treeitem').first().waitFor() },
  { path: '/connections/1?tab=activity', until: (page) => page.getByRole('tabpanel').waitFor() },
  { path: '/connections/1?tab=jobs', until: (page) => page.getByText('No job uses it').waitFor() },
  { path: '/flagged', until: (page) => page.getByText('Nothing is flagged').waitFor() },
  { path: '/nowhere', until: (page) => page.getByText('There is no such page').waitFor() },
]

const widths = [1440, 390]
const schemes = ['light', 'dark'] as const

describe.each(schemes)('in %s', (colorScheme) => {
  test.each(widths)('no page has a barrier at a width of %i', { timeout: slowMs }, async (width) => {
    const options = { colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' } as const
    await using outside = await watched(house.browser, options)
    await using inside = await watched(house.browser, { ...options, ...house.signedIn })
    const barriers: string[] = []
    for (const { path, until, isPublic } of places) {
      const page = await (isPublic ? outside : inside).context.newPage()
      await page.goto(`${house.url}${path}`)
      await until(page)
      // There are no frames, so it need not open a page of its own for each look, which takes longer than looking.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      barriers.push(...violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`))
      await page.close()
    }
    expect(barriers).toEqual([])
    expect([...inside.complaints, ...outside.complaints]).toEqual([])
  })
})
