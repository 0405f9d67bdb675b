// Signing in through an identity provider, in a real browser with a real provider.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeEach, expect, test, vi } from 'vitest'
import { openTestHouse } from '../../src/main/testing/house.ts'
import { clientId, freePort, openProvider } from '../../src/main/testing/identity-provider.ts'
import { look } from './look.ts'
import { launch, needsChromium, patient, watched } from './browser.ts'

const build = fileURLToPath(new URL('../../scripts/build-web.ts', import.meta.url))

beforeEach(needsChromium)

test('who comes back from the provider is told why not, or goes on where they wanted to', patient, async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  await promisify(execFile)(process.execPath, [build, '--if-needed'])
  const port = await freePort()
  const oidc = { oidcIssuer: `http://127.0.0.1:${port}`, oidcClientId: clientId, oidcName: 'Harbour ID' }
  await using house = await openTestHouse({ settings: oidc })
  const url = `http://localhost:${house.port}`
  await using provider = await openProvider({
    port,
    isPublic: true,
    redirectUrl: `${url}/single-sign-on`,
    accounts: { ada: { email: 'ada@example.org', email_verified: true, name: 'Ada Marsh' } },
  })
  await house.ask('POST', '/invitations', { json: { email: 'ada@example.org', role: 'operator' } })
  await using stack = new AsyncDisposableStack()
  const browser = await launch()
  stack.defer(async () => browser.close())
  await using watching = await watched(browser)
  const page = await watching.context.newPage()

  await page.goto(`${url}/jobs`)
  const button = page.getByRole('button', { name: 'Sign in with Harbour ID' })
  await button.waitFor()
  await look(page, 'sign-in with single sign-on')

  provider.expect('cancels')
  await button.click()
  await page.getByText('The sign-in at Harbour ID was cancelled or refused there.').waitFor()
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  expect(page.url()).not.toMatch(/state|error/)

  provider.expect('ada')
  await button.click()
  await page.getByRole('button', { name: 'Account of Ada Marsh' }).waitFor()
  expect(page.url()).toBe(`${url}/jobs`)
  expect(watching.complaints).toEqual([])
})
