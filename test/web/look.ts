import { AxeBuilder } from '@axe-core/playwright'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Where pictures of every state go, for people to look at; none are made without it. */
const pictures = process.env['PICTURES']

const looks = [
  { colorScheme: 'light', width: 1440, isTested: true },
  { colorScheme: 'dark', width: 1440, isTested: false },
  { colorScheme: 'light', width: 390, isTested: false },
  // The other colours on the other width: the two see everything.
  { colorScheme: 'dark', width: 390, isTested: true },
] as const

/** Looks at what a page shows now, its open dialog if there is one: without barriers, in its colours and widths, and fits. */
export async function look(page: Page, name: string): Promise<void> {
  for (const { colorScheme, width, isTested } of looks) {
    if (!isTested && pictures === undefined) continue
    await wear(page, colorScheme, width)
    if (pictures !== undefined) {
      const file = `${name.replaceAll(/\W+/g, '-')}-${width}-${colorScheme}.png`
      await page.screenshot({ path: join(pictures, file) })
    }
    if (isTested) expect(await barriersOf(page), `${name}, ${colorScheme}, ${width} pixels wide`).toEqual([])
  }
  await wear(page, 'light', 1440)
}

async function wear(page: Page, colorScheme: 'light' | 'dark', width: number): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width, height: 900 })
  const worn = () => page.evaluate<string>('document.documentElement.style.colorScheme')
  await expect.poll(worn, { timeout: 30_000 }).toBe(colorScheme)
}

async function barriersOf(page: Page): Promise<readonly string[]> {
  // What lies behind a dialog is looked at by itself.
  const open = '.ant-modal, .ant-drawer, .ant-dropdown, .ant-popover'
  const hasOpen = (await page.locator(open).filter({ visible: true }).count()) > 0
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  // Menus stand beside the landmarks of the page, as dialogs do.
  const { violations } = await (hasOpen ? builder.include(open).disableRules('region') : builder).analyze()
  const barriers = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  return beyond > 0 ? [...barriers, `It is ${beyond} pixels wider than its window.`] : barriers
}
