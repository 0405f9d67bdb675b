import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { routes } from '../../src/api/contract/routes.ts'
import { hasChromium, needsChromium, patient, slowMs, watched } from './browser.ts'
import { openWebHouse, type WebHouse } from './house.ts'
import { look } from './look.ts'
import { clickOnceStill } from './pick.ts'

let house: WebHouse
beforeAll(async () => {
  if (hasChromium) house = await openWebHouse()
}, slowMs)
afterAll(async () => house?.[Symbol.asyncDispose]())
beforeEach(needsChromium)

const controller = { email: 'controller@sandbox.example', password: 'sandbox-controller' }

/** The dialog with the form of Procore, filled in but not sent. */
async function filledForm(page: Page, name: string, secret?: string): Promise<void> {
  const { addresses, credentials } = house.sandbox
  await page.goto(`${house.url}/connections`)
  await page.getByRole('button', { name: 'Add connection' }).first().click()
  await page.getByLabel('Search platforms').fill('procore')
  await page.getByRole('button', { name: /^Procore/ }).click()
  await page.getByLabel('Display as').fill(name)
  await page.getByLabel('Use custom client credentials').check()
  await page.getByLabel('Domain').fill(addresses.api)
  await page.getByLabel('Client ID').fill(credentials.app.clientId)
  await page.getByLabel('Client Secret').fill(secret ?? credentials.app.clientSecret)
  await page.getByText('Narrow it down').click()
  await page.getByLabel('Login address').fill(addresses.login)
}

async function pressSignIn(page: Page): Promise<Page> {
  const popup = page.waitForEvent('popup')
  await page.getByRole('button', { name: /Sign in with Procore/ }).click()
  const opened = await popup
  await opened.getByLabel(/e-?mail/i).waitFor()
  return opened
}

async function logIn(popup: Page, { password } = controller): Promise<void> {
  await popup.getByLabel(/e-?mail/i).fill(controller.email)
  await popup.getByLabel(/password/i).fill(password)
  await popup.getByRole('button', { name: /log in/i }).click()
}

/** As a script presses a button: whoever pressed something before has long gone, so the browser lets no window open. */
async function pressWithoutPerson(page: Page, name: string): Promise<void> {
  const id = 'pressed-without-a-person'
  await page.getByRole('button', { name }).evaluate((button, given) => Object.assign(button, { id: given }), id)
  // Playwright itself evaluates as if a person did.
  const debug = await page.context().newCDPSession(page)
  const evaluate = async (expression: string) =>
    (await debug.send('Runtime.evaluate', { expression })).result.value as unknown
  await expect.poll(async () => evaluate('navigator.userActivation.isActive'), { timeout: 60_000 }).toBe(false)
  await evaluate(`document.getElementById('${id}').click()`)
  await debug.detach()
}

/** A page of the administrator, whose complaints must be none in the end. */
async function visit(act: (page: Page) => Promise<void>): Promise<void> {
  await using browser = await watched(house.browser, house.signedIn)
  await act(await browser.context.newPage())
  expect(browser.complaints).toEqual([])
}

const said = (page: Page, words: string | RegExp) => page.getByRole('dialog').getByText(words).first().waitFor()

/** Signs in again in the same dialog, the right way, and finishes. */
async function repeatAndFinish(page: Page): Promise<void> {
  const popup = await pressSignIn(page)
  await logIn(popup)
  await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Allow' }).click()])
  await finish(page)
}

async function finish(page: Page): Promise<void> {
  await said(page, 'Connection test succeeded')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

describe('signing in with Procore', patient, () => {
  test('the window closes itself, the dialog says “Connection test succeeded”, and an empty name becomes Procore', () =>
    visit(async (page) => {
      await filledForm(page, '')
      await page.getByLabel('Display as').scrollIntoViewIfNeeded()
      await look(page, 'Procore: form')
      await repeatAndFinish(page)
      await page.getByRole('link', { name: 'Procore', exact: true }).waitFor()
      await page.getByText('Healthy').waitFor()
    }))

  test('what the account sees is chosen after the log-in, and changed by Edit', () =>
    visit(async (page) => {
      const choose = async (label: string, letters: string, option: string) => {
        await page.getByRole('combobox', { name: label, exact: true }).fill(letters)
        await clickOnceStill(page.getByRole('option', { name: option }).or(page.getByTitle(option)).last())
      }
      await filledForm(page, 'Narrowed')
      const popup = await pressSignIn(page)
      await logIn(popup)
      await popup.getByRole('button', { name: 'Allow' }).click()
      await said(page, 'Connection test succeeded')
      await said(page, 'All companies')
      await choose('Project', 'North', 'Northgate Elementary School')
      await look(page, 'Procore: company and project chosen')
      await finish(page)
      await page.getByRole('link', { name: 'Narrowed' }).click()
      await page.getByText('Project ID').waitFor()
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Edit' }).click()
      await said(page, 'Northgate Elementary School')
      await choose('Project', 'All', 'All projects')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Project ID').waitFor({ state: 'hidden' })
      await page.getByText('Company ID').waitFor()
    }))

  test('a wrong password is told in the window, which stays for another try', () =>
    visit(async (page) => {
      await filledForm(page, 'Wrong password')
      const popup = await pressSignIn(page)
      await look(popup, 'Procore: log-in page')
      await logIn(popup, { ...controller, password: 'not this one' })
      await popup.getByRole('alert').getByText('The email or the password is wrong.').waitFor()
      await look(popup, 'Procore: log-in page after a wrong password')
      await said(page, 'Waiting for the log-in')
      await look(page, 'Procore: waiting after a wrong password')
      await logIn(popup)
      await popup.getByRole('button', { name: 'Allow' }).waitFor()
      await look(popup, 'Procore: consent page')
      await popup.getByRole('button', { name: 'Allow' }).click()
      await said(page, 'Connection test succeeded')
      await look(page, 'Procore: succeeded')
      await finish(page)
    }))

  test('a window that the platform has cut off from the page says that it can be closed, and the dialog goes on', () =>
    visit(async (page) => {
      await filledForm(page, 'Cut off')
      const popup = await pressSignIn(page)
      await popup.evaluate('opener = null')
      await logIn(popup)
      await popup.getByRole('button', { name: 'Allow' }).click()
      await popup.getByText('You can close this window').waitFor()
      await look(popup, 'Procore: window after the sign-in')
      await finish(page)
    }))

  test('a refused consent is told in the dialog, and can be repeated', () =>
    visit(async (page) => {
      await filledForm(page, 'Refused')
      const popup = await pressSignIn(page)
      await logIn(popup)
      await popup.getByRole('button', { name: 'Deny' }).click()
      await said(page, /the access was refused in its window/)
      await look(page, 'Procore: consent refused')
      await popup.getByRole('heading', { name: 'Not signed in' }).waitFor()
      await look(popup, 'Procore: window after a refused consent')
      await popup.close()
      const again = page.waitForEvent('popup')
      await page.getByRole('button', { name: 'Sign in with Procore again' }).click()
      await (await again).getByRole('button', { name: 'Allow' }).click()
      await finish(page)
    }))

  test('a window closed too early is told in the dialog, and can be repeated', () =>
    visit(async (page) => {
      await filledForm(page, 'Closed')
      await (await pressSignIn(page)).close()
      await said(page, 'The log-in window was closed before the log-in was finished')
      await look(page, 'Procore: window closed')
      await repeatAndFinish(page)
    }))

  test('where the browser blocks the window, the dialog says so and offers a link that works', () =>
    visit(async (page) => {
      await filledForm(page, 'Blocked')
      await pressWithoutPerson(page, 'Sign in with Procore')
      await said(page, 'The browser blocked the log-in window')
      await look(page, 'Procore: window blocked')
      const popup = page.waitForEvent('popup')
      await page.getByRole('link', { name: 'Log in at Procore' }).click()
      const opened = await popup
      await logIn(opened)
      await opened.getByRole('button', { name: 'Allow' }).click()
      await finish(page)
    }))

  test('a log-in that nobody finishes in time is told in the dialog, and can be repeated', () =>
    visit(async (page) => {
      const begin = new RegExp(routes.beginSignIn.path.replace(/\{\w+\}/, '\\d+'))
      const late = async (route: Route) => {
        const answer = (await (await route.fetch()).json()) as object
        await route.fulfill({ json: { ...answer, expiresAt: new Date(0).toISOString() } })
      }
      await page.route(begin, late, { times: 1 })
      await filledForm(page, 'Too late')
      const popup = await pressSignIn(page)
      await said(page, 'Nobody logged in within ten minutes')
      await look(page, 'Procore: too late')
      await popup.close()
      await repeatAndFinish(page)
    }))

  test('a wrong client secret is told in the dialog, and works once it is put right', () =>
    visit(async (page) => {
      await filledForm(page, 'Wrong secret', 'not-the-secret')
      const popup = await pressSignIn(page)
      await logIn(popup)
      await popup.getByRole('button', { name: 'Allow' }).click()
      await said(page, /client|secret/i)
      await said(page, 'The connection does not work yet')
      await look(page, 'Procore: wrong client secret')
      await popup.close()
      await page.getByLabel('Client Secret').fill(house.sandbox.credentials.app.clientSecret)
      const again = page.waitForEvent('popup')
      await page.getByRole('button', { name: 'Sign in with Procore again' }).click()
      await (await again).getByRole('button', { name: 'Allow' }).click()
      await finish(page)
    }))

  test('an app that is not installed in the company is told in the dialog, with who can install it', () =>
    visit(async (page) => {
      const install = `/apps/${house.sandbox.credentials.app.clientId}/installs/4264590`
      await house.sandbox.admin('DELETE', install)
      try {
        await filledForm(page, 'Not installed')
        await page.getByLabel('Company ID').fill('4264590')
        const popup = await pressSignIn(page)
        await logIn(popup)
        await popup.getByRole('button', { name: 'Allow' }).click()
        await said(page, /the app is not installed/)
        await look(page, 'Procore: app not installed')
        await popup.getByRole('heading', { name: 'Signed in, but the test failed' }).waitFor()
        await look(popup, 'Procore: window after a failed test')
        await popup.close()
      } finally {
        await house.sandbox.admin('PUT', install)
      }
      const again = page.waitForEvent('popup')
      await page.getByRole('button', { name: 'Sign in with Procore again' }).click()
      await (await again).getByRole('button', { name: 'Allow' }).click()
      await finish(page)
    }))
})
