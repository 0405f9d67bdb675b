// A person who has a keyboard and nothing else.
import type { Page } from 'playwright-core'

/** What the part that has the focus is called by: its label, its content, its labels. */
const namesOfFocused = `(({ ariaLabel, textContent, labels }) =>
  [ariaLabel ?? textContent, ...[...(labels ?? [])].map((label) => label.textContent)])(document.activeElement)`

// The longest step of the wizard has some thirty fields.
const mostPresses = 60

export async function focused(page: Page, name: string | RegExp): Promise<boolean> {
  const said = await page.evaluate<readonly string[]>(namesOfFocused)
  const names = said.map((one) => one.trim().replace(/\s\(optional\)$/, ''))
  return names.some((one) => (typeof name === 'string' ? one === name : name.test(one)))
}

export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < mostPresses; presses++) {
    await page.keyboard.press('Tab')
    if (await focused(page, name)) return
  }
  throw new Error(`${mostPresses} presses of Tab do not lead to “${String(name)}”.`)
}

export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Into the field that has the focus, in place of what is in it. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
}

export async function choose(page: Page, label: string, option: string): Promise<void> {
  await tabTo(page, label)
  await page.keyboard.type(option)
  await page.getByTitle(option, { exact: true }).last().waitFor()
  await page.keyboard.press('Enter')
}

/** Down in the menu that is open, to an entry that then has the focus. */
export async function menuTo(page: Page, name: string): Promise<void> {
  const focus = page.locator('[role=menuitem]:focus')
  await focus.waitFor()
  const seen = new Set<string>()
  for (let presses = 0; presses < mostPresses; presses++) {
    const now = (await focus.textContent()) ?? ''
    if (now === name) return
    seen.add(now)
    await page.keyboard.press('ArrowDown')
    // A press that is not done yet would go on from there below whoever chooses next.
    await page.waitForFunction(
      `(document.querySelector('[role=menuitem]:focus')?.textContent ?? '') !== ${JSON.stringify(now)}`,
    )
  }
  throw new Error(`Down does not lead to “${name}”, only to ${[...seen].join(', ')}.`)
}
