import type { Locator, Page } from 'playwright-core'

// What turns for ever is waited for a second at most.
const isStill = `Promise.race([
  new Promise((over) => setTimeout(over, 1000)),
  Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
])`

/** Chooses in the list that a field unfolds. */
export async function pick(page: Page, label: string, choice: string | RegExp): Promise<void> {
  await page.getByLabel(label, { exact: true }).click()
  const list = page.locator('.ant-select-dropdown').filter({ visible: true })
  await clickOnceStill(list.getByTitle(choice, { exact: true }))
  // A list that is on its way out is nothing to look at.
  await list.waitFor({ state: 'detached' })
}

/** What is still unfolding moves away below the pointer. */
export async function clickOnceStill(item: Locator): Promise<void> {
  await item.waitFor()
  await item.evaluate(isStill)
  await item.click()
}
