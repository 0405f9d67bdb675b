// A copy into the Procore sandbox under the limits that Procore publishes: 3,600 calls an hour and 25 in ten seconds. Time
// runs faster for the sandbox and for Gantry alike, so both live in this process and share one clock.
//   npm run bench limits [FILES] [FACTOR]        default: 4,300 files, time 20 times as fast
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RunView } from '#api/contract/runs.ts'
import type { Clock } from '#platform'
import { startSandbox } from '../sandbox/procore/sandbox.ts'
import { readSettings } from '#config'
import { serve } from '../src/main/serve.ts'

const [files = 4300, factor = 20] = process.argv.slice(2).map(Number)
const perFolder = 40
const hourly = 3600
const spike = { calls: 25, seconds: 10 }
const pageSize = 2000
const company = '4264590'
const projectName = 'Northgate Elementary School'

const scratch = await mkdtemp(join(tmpdir(), 'gantry-limits-'))
await chmod(scratch, 0o711)
const source = join(scratch, 'source')
for (let number = 0; number < files; number++) {
  const folder = join(source, `Package ${Math.floor(number / perFolder)}`)
  if (number % perFolder === 0) await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `Sheet ${number}.txt`), `sheet ${number}`)
}
const folders = Math.ceil(files / perFolder)

const sandbox = await startSandbox({ data: join(scratch, 'sandbox'), clock: factor })
const clock = await clockOf(sandbox.addresses.admin)
const flags = { data: join(scratch, 'data'), port: 0, logLevel: 'error' }
const { settings } = readSettings({ flags, environment: { GANTRY_ALLOWED_NETWORKS: 'loopback' } })
const gantry = await serve(settings, { clock })
const token = (await readFile(join(settings.data, 'local.token'), 'utf8')).trim()

const [account] = sandbox.credentials.serviceAccounts
if (!account) throw new Error('The sandbox names no service account.')
const values = {
  domain: sandbox.addresses.api,
  loginAddress: sandbox.addresses.login,
  clientId: account.clientId,
  clientSecret: account.clientSecret,
  company,
}
await ask('POST', '/connections', { platform: 'procore', way: 'client-credentials', values })
const job = await ask<{ id: string }>('POST', '/jobs', { source, destination: `Procore:${projectName}/Limits` })
await admin('DELETE', '/calls')
const startedAt = clock.now()
let run = await ask<RunView>('POST', `/jobs/${job.id}/runs`, {})
let waits = 0
// When the calls of each further hour began.
const hourStarts = [startedAt]
while (!['completed', 'completed-with-flags', 'failed'].includes(run.state)) {
  await wait(100)
  const { limited } = (await admin('GET', '/calls')) as { limited: number }
  if (limited > hourly * hourStarts.length) hourStarts.push(clock.now())
  run = await ask<RunView>('GET', `/runs/${run.id}`)
  if (run.state === 'waiting' && waits++ === 0) console.log(`it says: ${run.waiting?.reason} (${run.waiting?.until})`)
}
const took = (clock.now() - startedAt) / 1000
const sums = (await admin('GET', '/calls')) as { limited: number; statuses: Readonly<Record<string, number>> }

const refused = sums.statuses['429'] ?? 0
const floor = 2 * files + folders + 1 + Math.ceil((files + folders) / pageSize)
const wholeHours = hourStarts.length - 1
const used = (wholeHours * 3_600_000) / ((hourStarts.at(-1) ?? startedAt) - startedAt)
print('run', `${run.state}: ${run.moved.items} files in ${folders} folders, ${run.verified} verified`)
print('calls', `${sums.limited}; the floor is ${floor}: ${percent(sums.limited / floor - 1)} above it (at most 2 %)`)
print('turned away (429)', `${refused}: ${percent(refused / sums.limited)} (at most 0.1 %)`)
print('time', `${hours(took)}; the limits allow no less than ${hours(leastSeconds(sums.limited))}`)
print('budget used', `${percent(used)} of ${wholeHours} whole hours (at least 95 %)`)
const isGood = sums.limited <= floor * 1.02 && refused <= sums.limited * 0.001 && used >= 0.95
console.log(isGood ? 'All three hold.' : 'Not all three hold.')
process.exitCode = isGood ? 0 : 1
await gantry.stop()
await sandbox.close()
await rm(scratch, { recursive: true, force: true })

/** How long so many calls take at the least: a full hour's worth as fast as ten seconds allow, then the wait for the next. */
function leastSeconds(calls: number): number {
  const fullHours = Math.floor((calls - 1) / hourly)
  return fullHours * 3600 + Math.floor((calls - fullHours * hourly - 1) / spike.calls) * spike.seconds
}

/** The sandbox's own time. */
async function clockOf(address: string): Promise<Clock> {
  const { now: base } = (await (await fetch(`${address}/time`)).json()) as { now: number }
  const startedTicking = performance.now()
  return {
    now: () => base + (performance.now() - startedTicking) * factor,
    sleep: async (ms, signal) => void (await wait(ms / factor, undefined, signal ? { signal } : {})),
  }
}

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${gantry.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Answer
}

async function admin(method: string, path: string): Promise<unknown> {
  const text = await (await fetch(`${sandbox.addresses.admin}${path}`, { method })).text()
  return text === '' ? undefined : JSON.parse(text)
}

function percent(part: number): string {
  return `${(part * 100).toFixed(2)} %`
}

function hours(seconds: number): string {
  return `${(seconds / 3600).toFixed(2)} h`
}

function print(what: string, text: string): void {
  console.log(`${what.padEnd(20)} ${text}`)
}
