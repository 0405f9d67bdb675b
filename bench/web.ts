// The first page of the web application in Chromium, with nothing in the cache: what comes over the wire, and how long it
// takes until the button to sign in can be used.
//   npm run bench web [-- --openings 10]
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import type { Browser, CDPSession } from 'playwright-core'
import { hasChromium, launch } from '../test/web/browser.ts'
import { startOwn } from './parts/own-gantry.ts'

const { values } = parseArgs({ options: { openings: { type: 'string', default: '10' } } })
const openings = Number(values.openings)
const patienceMs = 90_000

interface Line {
  readonly title: string
  readonly bytesPerSecond?: number
  readonly latencyMs?: number
}

const lines: readonly [Line, ...Line[]] = [
  { title: 'this machine' },
  { title: '10 Mbit/s, 40 ms', bytesPerSecond: 10_000_000 / 8, latencyMs: 40 },
]

interface Opening {
  readonly ms: number
  /** Headers and bodies, compressed as they came, by kind of resource. */
  readonly received: ReadonlyMap<string, Traffic>
}

interface Traffic {
  readonly requests: number
  readonly bytes: number
}

if (!hasChromium)
  throw new Error('Chromium is not installed (apt-get install chromium, or its path in GANTRY_CHROMIUM).')
const build = fileURLToPath(new URL('../scripts/build-web.ts', import.meta.url))
await promisify(execFile)(process.execPath, [build, '--if-needed'])

await using gantry = await startOwn()
const browser = await launch()
try {
  // The first one also starts what the browser itself needs.
  const once = await open(browser, lines[0])
  console.log(`\nThe first page, signed out, nothing in the cache\n\n${'received'.padEnd(20)}  requests       KiB`)
  for (const [kind, traffic] of [...once.received, ['together', sumOf(once.received.values())] as const]) {
    console.log(`${kind.padEnd(20)}  ${String(traffic.requests).padStart(8)}  ${kib(traffic.bytes).padStart(8)}`)
  }
  console.log(`\n${'over'.padEnd(20)}  openings       p50       max   (ms until the button can be used)`)
  for (const line of lines) {
    const times: number[] = []
    for (let n = 0; n < openings; n++) times.push((await open(browser, line)).ms)
    const figures = [openings, median(times), Math.max(...times)].map((figure) => figure.toFixed(0).padStart(8))
    console.log(`${line.title.padEnd(20)}  ${figures.join('  ')}`)
  }
} finally {
  await browser.close()
}
console.log(`\nAgain: npm run bench web -- --openings ${openings}`)

/** A context of its own has a cache of its own, which is empty. */
async function open(from: Browser, line: Line): Promise<Opening> {
  const context = await from.newContext({ locale: 'en-GB', reducedMotion: 'reduce' })
  context.setDefaultTimeout(patienceMs)
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: line.latencyMs ?? 0,
      downloadThroughput: line.bytesPerSecond ?? -1,
      uploadThroughput: line.bytesPerSecond ?? -1,
    })
    const received = watch(session)
    const button = page.getByRole('button', { name: 'Sign in', exact: true })
    const begun = performance.now()
    await page.goto(gantry.url, { waitUntil: 'commit' })
    await button.click({ trial: true })
    const ms = performance.now() - begun
    // It does something: what is missing is said.
    await button.click()
    await page.getByText('E-mail address is needed.').waitFor()
    await page.waitForLoadState('networkidle')
    return { ms, received }
  } finally {
    await context.close()
  }
}

/** Counts what comes from now on. */
function watch(session: CDPSession): ReadonlyMap<string, Traffic> {
  const received = new Map<string, Traffic>()
  const kinds = new Map<string, string>()
  session.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength: bytes }) => {
    const kind = kinds.get(requestId) ?? 'Other'
    received.set(kind, sumOf([received.get(kind) ?? { requests: 0, bytes: 0 }, { requests: 1, bytes }]))
  })
  return received
}

function sumOf(all: Iterable<Traffic>): Traffic {
  const sum = { requests: 0, bytes: 0 }
  for (const { requests, bytes } of all) {
    sum.requests += requests
    sum.bytes += bytes
  }
  return sum
}

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
}

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(1)
}
