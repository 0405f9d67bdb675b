// A Gantry with its web page built, a Procore sandbox beside it that sends people back to it, and its first administrator.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { apiRoot, routes } from '../../src/api/contract/routes.ts'
import { startGantry, type Gantry } from '../servers/gantry.ts'
import { startSandbox, type Sandbox } from '../servers/sandbox.ts'
import { launch } from './browser.ts'

export interface WebHouse extends AsyncDisposable {
  readonly gantry: Gantry
  readonly sandbox: Sandbox
  readonly browser: Browser
  /** A folder for connections, apart from what Gantry keeps for itself. */
  readonly files: string
  /** As people reach it. */
  readonly url: string
  /** The one-time link that was printed at the start. */
  readonly link: string
  /** With this a context is signed in as the administrator. */
  readonly signedIn: Pick<BrowserContextOptions, 'storageState'>
}

const administrator = { name: 'Ada Marsh', email: 'ada@example.org', password: 'the crane swings at dawn' }

const build = fileURLToPath(new URL('../../scripts/build-web.ts', import.meta.url))

// These tests open more pages in a minute than any person, often without the browser's cache.
const flags = ['--allowed-networks', 'loopback', '--requests-per-minute', '0']

export async function openWebHouse(): Promise<WebHouse> {
  await using stack = new AsyncDisposableStack()
  await promisify(execFile)(process.execPath, [build, '--if-needed'])
  const files = await mkdtemp(join(tmpdir(), 'gantry-web-'))
  stack.defer(async () => rm(files, { recursive: true, force: true }))
  // Side by side, as each waits for its own process; where one does not come, the others are there to be closed.
  const starting = [
    startGantry({ flags }).then((started) => stack.use(started)),
    startSandbox().then((started) => stack.use(started)),
    launch().then((started) => stack.adopt(started, async () => started.close())),
  ] as const
  await Promise.allSettled(starting)
  const [gantry, sandbox, browser] = await Promise.all(starting)
  const url = gantry.url.replace('127.0.0.1', 'localhost')
  await sandbox.admin('PUT', `/apps/${sandbox.credentials.app.clientId}/redirect-uris`, {
    redirect_uris: [`${url}${apiRoot}${routes.completeSignIn.path}`],
  })
  const link = await linkIn(gantry)
  const context = await browser.newContext()
  await welcome(await context.newPage(), link)
  const storageState = await context.storageState()
  await context.close()
  const closing = stack.move()
  return {
    gantry,
    sandbox,
    browser,
    files,
    url,
    link,
    signedIn: { storageState },
    [Symbol.asyncDispose]: async () => closing.disposeAsync(),
  }
}

/** It is printed a moment after the server answers. */
async function linkIn(gantry: Gantry): Promise<string> {
  for (;;) {
    const link = /http\S+\/welcome#\S+/.exec(gantry.log)?.[0]
    if (link !== undefined) return link
    await wait(50)
  }
}

/** The first administrator comes in by the link. */
async function welcome(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill(administrator.name)
  await page.getByLabel('E-mail address').fill(administrator.email)
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByRole('button', { name: `Account of ${administrator.name}` }).waitFor()
}
