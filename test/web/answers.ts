import type { Page } from 'playwright-core'
import { apiRoot, routes, type RouteName } from '../../src/api/contract/routes.ts'

/** What the API answers, changed: states that take hours or an outage to come by. */
export async function changed(
  page: Page,
  name: RouteName,
  change: (answer: Record<string, unknown>) => object,
): Promise<void> {
  await page.route(pathOf(name), async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ json: change((await answer.json()) as Record<string, unknown>) })
  })
}

/** The addresses at which a browser asks for it. */
export function pathOf(name: RouteName): RegExp {
  return new RegExp(`${apiRoot}${routes[name].path.replace(/\{\w+\}/g, '[^/]+')}(\\?.*)?$`)
}
