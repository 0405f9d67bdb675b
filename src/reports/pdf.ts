import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const usualNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const patienceMs = 60_000

/** What makes PDFs is not there, or failed; the sentence says what to do. */
export class CannotPrint extends Error {
  override readonly name = 'CannotPrint'
}

/**
 * Gives a page on this disk as a PDF, one page after the other, printed by Chromium or Chrome: the one given, else the first of
 * the usual names on the PATH. The page reaches no network. Throws CannotPrint.
 */
export function pdfPrinter(browser: string | undefined): (page: string, signal: AbortSignal) => Promise<Buffer> {
  let before: Promise<unknown> = Promise.resolve()
  return (page, signal) => {
    const mine = before.catch(() => undefined).then(() => printPdf(page, browser, signal))
    before = mine
    return mine
  }
}

async function printPdf(page: string, browser: string | undefined, signal: AbortSignal): Promise<Buffer> {
  signal.throwIfAborted()
  const program = browser ?? (await findBrowser())
  if (program === undefined) {
    const message =
      'There is no Chromium or Chrome on the server to make a PDF with. Install one, name it by the setting pdfBrowser, or print the report from a browser.'
    throw new CannotPrint(message)
  }
  const folder = await mkdtemp(join(tmpdir(), 'gantry-pdf-'))
  try {
    const file = join(folder, 'report.pdf')
    await promisify(execFile)(program, flagsFor(page, file, folder), { timeout: patienceMs, signal })
    return await readFile(file)
  } catch (error) {
    if (signal.aborted) throw error
    const message = `${program} could not print the report as a PDF: ${whyOf(error)} Print it from a browser instead.`
    throw new CannotPrint(message, { cause: error })
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function flagsFor(page: string, file: string, folder: string): readonly string[] {
  return [
    '--headless',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--no-pdf-header-footer',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--user-data-dir=${join(folder, 'profile')}`,
    // Chromium refuses its own sandbox to root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--print-to-pdf=${file}`,
    pathToFileURL(page).href,
  ]
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'ENOENT') return 'it wrote none, or is not there.'
  if ('killed' in error && error.killed === true) return `it took longer than ${patienceMs / 1000} seconds.`
  return 'it ended with an error.'
}

async function findBrowser(): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter((part) => part !== '')) {
    for (const name of usualNames) {
      const program = join(folder, name)
      const mayRun = await access(program, constants.X_OK).then(
        () => true,
        () => false,
      )
      if (mayRun) return program
    }
  }
  return undefined
}
