// The main job on real files, through the command line: a tree of Debian's documents goes into the Procore sandbox, once
// more (nothing may move), and back into an empty folder, which is then compared with the source byte by byte.
//   npm run bench round-trip [FOLDER…]        default: /usr/share/doc /usr/include /usr/share/man
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import type { ItemView, RunView } from '#api/contract/runs.ts'
import { startGantry } from '../test/servers/gantry.ts'
import { startSandbox } from '../test/servers/sandbox.ts'
import { connectProcore } from '../test/servers/connect-procore.ts'

const run = promisify(execFile)
const given = process.argv.slice(2)
const folders = given.length > 0 ? given : ['/usr/share/doc', '/usr/include', '/usr/share/man']

const scratch = await mkdtemp(join(tmpdir(), 'gantry-round-trip-'))
const source = join(scratch, 'source')
const back = join(scratch, 'back')
await mkdir(source)
await mkdir(back)
for (const folder of folders) await run('cp', ['-a', folder, join(source, basename(folder))])

await using sandbox = await startSandbox({ rateLimit: 'none' })
await using gantry = await startGantry()
const { project } = await connectProcore(gantry, sandbox)
const there = `${project}/Round trip`

const first = await copy('into the sandbox', source, there)
const second = await copy('into the sandbox, again', source, there)
const third = await copy('back to the disk', there, back)
const revised = [...first.revised, ...third.revised]
const { ignored, flagged } = first

const documents = first.view.moved.items
const allowed = Math.ceil(documents / 2000) + 5
print('second run', `${second.view.moved.items} files moved, ${second.calls} calls (at most ${allowed} allowed)`)
await compare()
await rm(scratch, { recursive: true, force: true })

interface Copied {
  readonly view: RunView
  readonly calls: number
  readonly revised: readonly ItemView[]
  readonly ignored: readonly ItemView[]
  readonly flagged: readonly ItemView[]
}

async function copy(what: string, from: string, to: string): Promise<Copied> {
  await sandbox.admin('DELETE', '/calls')
  const startedAt = performance.now()
  const view = await gantry.json<RunView>(['copy', from, to, '--wait'])
  const seconds = (performance.now() - startedAt) / 1000
  const { limited: calls } = (await sandbox.admin('GET', '/calls')) as { limited: number }
  const states = Object.entries(view.states)
    .filter(([, { items }]) => items > 0)
    .map(([state, { items }]) => `${items} ${state}`)
  const sum = Object.values(view.states).reduce((all, { items }) => all + items, 0)
  print(what, `${view.state} in ${seconds.toFixed(1)} s, ${calls} calls`)
  print('', `${states.join(', ')}: together ${sum} of ${view.seen.items} seen`)
  print('', `${view.moved.items} moved (${Math.round(view.moved.items / seconds)} a second), ${view.verified} verified`)
  if (sum !== view.seen.items) throw new Error(`The states of run ${view.id} do not add up.`)
  const [revised = [], ignored = [], flagged = []] = await Promise.all(
    ['revised', 'ignored', 'flagged'].map((state) => itemsOf(view, state)),
  )
  return { view, calls, revised, ignored, flagged }
}

async function itemsOf(view: RunView, state: string): Promise<readonly ItemView[]> {
  const { stdout } = await gantry.run(['runs', 'items', view.id, '--state', state, '--json'])
  return (JSON.parse(stdout) as { items: readonly ItemView[] }).items
}

/** Everything that differs must be explained by an item that was revised or ignored, or that waits for a person. */
async function compare(): Promise<void> {
  const { stdout } = await run('diff', ['-rq', '--no-dereference', source, back], { maxBuffer: 2 ** 28 }).catch(
    (error: { stdout: string }) => error,
  )
  const lines = stdout.split('\n').filter((line) => line !== '')
  const names = new Set(
    [...revised, ...ignored, ...flagged].flatMap((item) => [item.source, item.destination ?? item.source]),
  )
  const unexplained = lines.filter((line) => {
    const [, folder = '', name = ''] = /^Only in (.*?): (.*)$/.exec(line) ?? []
    const path = join(folder, name).replace(`${source}/`, '').replace(`${back}/`, '')
    return !names.has(path.replaceAll('\\', '\\\\'))
  })
  print('source', `${await count(source)} files and links`)
  print('back', `${await count(back)} files`)
  print('diff -rq', `${lines.length} lines; ${revised.length} items were renamed, ${ignored.length} links left out,`)
  print('', `${flagged.length} wait for a person, as only their case tells them from others`)
  print('', `${unexplained.length} lines are explained by none of these`)
  for (const line of unexplained.slice(0, 20)) console.log(line)
  if (unexplained.length > 0) process.exitCode = 1
}

async function count(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => !entry.isDirectory()).length
}

function print(what: string, text: string): void {
  console.log(`${what.padEnd(26)} ${text}`)
}
