import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { barriersOf, isSomethingOpen } from './barriers.ts'

/** Where pictures of everything go, for people to look at; none are made without it. */
const pictures = process.env['PICTURES']

export interface Look {
  readonly colorScheme: 'light' | 'dark'
  readonly width: number
}

/** In this order only one of the two changes from one to the next. */
export const looks: readonly Look[] = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'dark', width: 390 },
  { colorScheme: 'light', width: 390 },
]

/** Looks at what a page shows now, its open dialog if there is one, in every look: it has no barriers and fits. */
export async function look(page: Page, name: string): Promise<void> {
  for (const one of looks) await lookOnce(page, name, one)
  await wear(page, { colorScheme: 'light', width: 1440 })
}

export async function lookOnce(page: Page, name: string, one: Look): Promise<void> {
  await wear(page, one)
  if (pictures !== undefined) {
    const file = `${name.replaceAll(/\W+/g, '-')}-${one.width}-${one.colorScheme}.png`
    // Dialogs stay where the window has them.
    const fullPage = !(await isSomethingOpen(page))
    await page.screenshot({ path: join(pictures, file), fullPage })
  }
  expect(await barriersOf(page), `${name}, ${one.colorScheme}, ${one.width} pixels wide`).toEqual([])
}

/** Shows the page in other colours and another width, once that is drawn. */
export async function wear(page: Page, { colorScheme, width }: Look, height = 900): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width, height })
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))')
}
