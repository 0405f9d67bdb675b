// Gantry is ended by kill -9 at random moments of runs into Procore and back, and started again each time. A run must find
// its own way to its end; afterwards both sides hold the same content, once, under final names only.
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RunView } from '#api/contract/runs.ts'
import { connectProcore } from '../servers/connect-procore.ts'
import { startGantry, type Gantry } from '../servers/gantry.ts'
import { startSandbox } from '../servers/sandbox.ts'
import { randomFrom } from '../../src/toolkit/testing/random-from.ts'

export interface KillTerms {
  readonly kills: number
  /** Files in the tree that travels. */
  readonly files: number
  /** The same seed gives the same tree and the same moments. */
  readonly seed: number
  readonly say: (line: string) => void
}

export interface KillReport {
  readonly kills: number
  readonly runs: number
  /** What was found wrong, a sentence each. */
  readonly problems: readonly string[]
}

const finished = new Set(['completed', 'completed-with-flags', 'failed', 'cancelled'])

export async function killRuns({ kills, files, seed, say }: KillTerms): Promise<KillReport> {
  const random = randomFrom(seed)
  const scratch = await mkdtemp(join(tmpdir(), 'gantry-kills-'))
  await chmod(scratch, 0o711)
  const problems: string[] = []
  let done = 0
  let runs = 0
  try {
    await using sandbox = await startSandbox({ rateLimit: 'none' })
    await using gantry = await startGantry()
    const { project, documents } = await connectProcore(gantry, sandbox)
    while (done < kills) {
      const round = runs / 2 + 1
      const source = join(scratch, `source-${round}`)
      const back = join(scratch, `back-${round}`)
      const there = `${project}/Round ${round}`
      const expected = await makeTree(source, files, random)
      await mkdir(back)
      for (const [from, to] of [
        [source, there],
        [there, back],
      ] as const) {
        const { run, killed } = await copyUnderFire(gantry, from, to, kills - done, random)
        done += killed
        runs++
        say(`run ${run.id} (${to === back ? 'back' : 'into Procore'}) survived ${killed} kills: ${run.state}`)
        problems.push(...judgeRun(run, expected.size))
      }
      problems.push(...compare(expected, await hashesIn(back), `round ${round}, on the disk`))
      const versions = new Map((await documents(`Round ${round}`)).map((file) => [file.path, file.versions]))
      for (const path of expected.keys()) {
        const count = versions.get(path)
        if (count !== 1) problems.push(`Round ${round}: “${path}” has ${count ?? 'no'} versions in Procore.`)
      }
      if (versions.size !== expected.size) problems.push(`Round ${round}: ${versions.size} files lie in Procore.`)
      await rm(source, { recursive: true })
      await rm(back, { recursive: true })
    }
    return { kills: done, runs, problems }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function copyUnderFire(gantry: Gantry, from: string, to: string, most: number, random: () => number) {
  const { id } = await gantry.json<RunView>(['copy', from, to])
  let killed = 0
  for (;;) {
    // Tasks of a killed process are taken over when its lease of ten seconds has run out: some kills come before, more after.
    await wait(random() < 0.3 ? 100 + random() * 1500 : 9000 + random() * 6000)
    if (killed < most) {
      await gantry.kill()
      killed++
      // Now and then the start itself is hit.
      if (random() < 0.1 && killed < most) {
        const starting = gantry.start().catch(() => undefined)
        await wait(random() * 600)
        await gantry.kill()
        killed++
        await starting
      }
      await gantry.start()
    }
    const run = await gantry.json<RunView>(['runs', 'show', id])
    if (finished.has(run.state)) return { run, killed }
  }
}

function judgeRun(run: RunView, files: number): string[] {
  const problems: string[] = []
  const sum = Object.values(run.states).reduce((all, { items }) => all + items, 0)
  if (run.state !== 'completed') problems.push(`Run ${run.id} ended as ${run.state}: ${run.failure ?? 'no reason'}`)
  if (sum !== run.seen.items) problems.push(`Run ${run.id}: its states add up to ${sum} of ${run.seen.items} items.`)
  if (run.moved.items < files) problems.push(`Run ${run.id} says that it moved ${run.moved.items} of ${files} files.`)
  return problems
}

/** Small files in many folders, and a few that take a while. */
async function makeTree(folder: string, files: number, random: () => number): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  for (let number = 0; number < files; number++) {
    const below = `level ${number % 7}/part ${number % 31}`
    const name = `sheet ${number}.dat`
    const size = number % 50 === 0 ? 6_000_000 : Math.floor(random() * 20_000)
    const bytes = Buffer.alloc(size, `${number} ${random()} `)
    await mkdir(join(folder, below), { recursive: true })
    await writeFile(join(folder, below, name), bytes)
    hashes.set(`${below}/${name}`, sha256(bytes))
  }
  return hashes
}

async function hashesIn(folder: string): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue
    const file = join(entry.parentPath, entry.name)
    hashes.set(file.slice(folder.length + 1), sha256(await readFile(file)))
  }
  return hashes
}

function compare(expected: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>, where: string): string[] {
  const problems: string[] = []
  for (const [path, hash] of expected) {
    if (!found.has(path)) problems.push(`${where}: “${path}” is missing.`)
    else if (found.get(path) !== hash) problems.push(`${where}: “${path}” holds other content.`)
  }
  for (const path of found.keys()) if (!expected.has(path)) problems.push(`${where}: “${path}” should not be there.`)
  return problems
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
