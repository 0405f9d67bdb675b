// A real Chromium for the tests of the web page, where this machine has one.
import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'
import type { TestContext } from 'vitest'
import { markSecret, trace } from '#toolkit/testing/traces.ts'

const places = [
  process.env['GANTRY_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const executable = places.find((place) => place !== undefined && existsSync(place))

/** Nothing but what the test asks for: no updates, no sync, no look-ups. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const patienceMs = 90_000

/** Database, sandbox and browser start one after another, on machines that do other things too. */
export const slowMs = 300_000

/**
 * For every test with a browser. Of hundreds of steps one goes astray now and then on a busy machine, and not again when it is
 * looked at; what fails twice is a fault. The end of a run of all tests tells which were tried twice.
 */
export const patient = { timeout: slowMs, retry: 1 }

export const hasChromium = executable !== undefined

/** For `beforeEach`: tests are left out where there is no browser, and say so. */
export function needsChromium({ skip }: TestContext): void {
  skip(!hasChromium, 'Chromium is not installed (apt-get install chromium, or its path in GANTRY_CHROMIUM)')
}

export async function launch(): Promise<Browser> {
  if (executable === undefined) throw new Error('There is no Chromium here.')
  // It blocks windows as it does for people, unless somebody has just pressed something.
  return chromium.launch({
    executablePath: executable,
    args: flags,
    ignoreDefaultArgs: ['--disable-popup-blocking'],
  })
}

export interface Watched extends AsyncDisposable {
  readonly context: BrowserContext
  /** What its pages complained of: errors of scripts, and what the policy of the page forbade. */
  readonly complaints: readonly string[]
}

/** A browser of its own, without cookies but those given. Nothing moves in it: what still moves is clicked beside. */
export async function watched(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(patienceMs)
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) complaints.push(message.text())
  })
  const close = async () => {
    await keepTraces(context)
    await context.close()
  }
  return { context, complaints, [Symbol.asyncDispose]: close }
}

/** For the search for secrets: what the browser keeps besides its cookies, and what its pages show in the end. */
async function keepTraces(context: BrowserContext): Promise<void> {
  const { cookies, origins } = await context.storageState({ indexedDB: true })
  for (const { name, value } of cookies) markSecret(`the cookie ${name}`, value)
  trace('browser', 'local storage', JSON.stringify(origins))
  for (const page of context.pages()) {
    if (page.url() === 'about:blank') continue
    trace(
      'browser',
      `session storage of ${page.url()}`,
      await page.evaluate(() => JSON.stringify({ ...sessionStorage })),
    )
    trace('browser', `the page ${page.url()}`, await page.content())
  }
}
