import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** What is open above the page. */
const aboveThePage = '.ant-modal, .ant-drawer, .ant-dropdown, .ant-popover'

// What the law asks for (WCAG 2.2 AA), and what axe advises beyond it.
const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  preload: false,
}
// Menus stand beside the landmarks of the page, as dialogs do.
const optionsAbove: RunOptions = { ...options, rules: { region: { enabled: false } } }

/** What keeps people from using what a page shows: in its open dialog if there is one, as what lies behind is looked at by itself. */
export async function barriersOf(page: Page): Promise<readonly string[]> {
  // Reading axe takes longer than looking: once for each document.
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(axe.source)
  const hasOpen = await isSomethingOpen(page)
  const [where, how] = hasOpen ? [JSON.stringify(aboveThePage), optionsAbove] : ['document', options]
  const barriers = await page.evaluate<string[]>(
    `axe.run(${where}, ${JSON.stringify(how)}).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
  )
  const beyond = await pixelsBeyond(page)
  return beyond > 0 ? [...barriers, `It is ${beyond} pixels wider than its window.`] : barriers
}

export async function isSomethingOpen(page: Page): Promise<boolean> {
  return (await page.locator(aboveThePage).filter({ visible: true }).count()) > 0
}

/** By how many pixels a page is wider than its window. */
export async function pixelsBeyond(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
}
