// From disk to disk: a Gantry run beside rclone copy and rclone sync, on the same trees, in turns. Gantry's time goes from
// the order to the end of the run, with journal, read-back of every file, report and signed proof; rclone's is that of its
// process, with its own comparison of hashes after each transfer. The copies are then compared with their sources. Processor
// time is that of all processes, with PostgreSQL and its writing to disk: it tells the two apart on a busy machine too.
//   npm run bench local [-- --files 20000 --rounds 5 --place /dev/shm --tree "small files"]
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { openFilesystem, spaceId } from '../src/platforms/filesystem/filesystem.ts'
import { copyAlone } from './parts/connector-alone.ts'
import { openGround } from './parts/ground.ts'
import { processorSeconds } from './parts/processor-time.ts'
import { digestOf, plant, treeKinds, type TreeKind } from './parts/trees.ts'

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '5' },
    place: { type: 'string', multiple: true, default: ['/dev/shm', tmpdir()] },
    tree: { type: 'string', multiple: true, default: treeKinds.map(({ title }) => title) },
  },
})
const rounds = Number(values.rounds)
// Its default, and what it is often told to use; the better of them counts.
const transfers = [4, 8]

interface Measured {
  readonly seconds: number
  readonly processor: number
  readonly peakBytes: number
}

const ends = { source: openFilesystem(tmpdir()), destination: openFilesystem(tmpdir()), at: {} }
let root = ''
{
  await using ground = await openGround(ends)

  const gantry = async (from: string, to: string): Promise<Measured> => {
    await openAt(dirname(from))
    ends.at = {
      source: { space: spaceId, path: [basename(from)] },
      destination: { space: spaceId, path: [basename(to)] },
    }
    const job = await ground.job()
    const spent = () => processorSeconds(process.pid) + processorSeconds(ground.databaseProcess)
    const before = spent()
    const startedAt = performance.now()
    const view = await ground.run(job)
    const seconds = (performance.now() - startedAt) / 1000
    const processor = spent() - before
    if (view.state !== 'completed' || view.verified !== view.moved.items) throw new Error(JSON.stringify(view, null, 2))
    return { seconds, processor, peakBytes: highest(process.pid) }
  }

  const alone = async (from: string, to: string): Promise<Measured> => {
    await openAt(dirname(from))
    const before = ownSeconds()
    const startedAt = performance.now()
    await copyAlone(ends.source, spaceId, basename(from), basename(to))
    const seconds = (performance.now() - startedAt) / 1000
    return { seconds, processor: ownSeconds() - before, peakBytes: highest(process.pid) }
  }

  for (const place of values.place.filter((folder) => existsSync(folder))) {
    for (const kind of treeKinds.filter(({ title }) => values.tree.includes(title))) {
      await compare(place, kind, [
        ['gantry', gantry],
        ['its connector alone', alone],
        ...transfers.map((many) => [`rclone copy --transfers ${many}`, rclone('copy', many)] as const),
        ['rclone sync', rclone('sync', 4)],
        ['rclone copy, brought to disk', rcloneToDisk],
      ])
    }
  }
  await Promise.all([ends.source.close(), ends.destination.close()])
}
console.log('\nAgain: npm run bench local')

/** As on a server, connections stay open from run to run. */
async function openAt(folder: string): Promise<void> {
  if (folder === root) return
  await Promise.all([ends.source.close(), ends.destination.close()])
  root = folder
  ends.source = openFilesystem(root)
  ends.destination = openFilesystem(root)
}

type Way = readonly [name: string, copy: (from: string, to: string) => Promise<Measured>]

async function compare(place: string, kind: TreeKind, ways: readonly Way[]) {
  const scratch = await mkdtemp(join(place, 'gantry-bench-'))
  try {
    const source = join(scratch, 'source')
    const sizes = kind.sizes(Number(values.files))
    const bytes = plant(source, sizes)
    const digest = digestOf(source)
    const measured = new Map<string, Measured[]>(ways.map(([name]) => [name, []]))
    for (let round = 0; round < rounds; round++) {
      // Each is the first once: who comes first finds memory that the system has to fetch first.
      for (const [name, copy] of [...ways.slice(round % ways.length), ...ways.slice(0, round % ways.length)]) {
        const destination = join(scratch, 'destination')
        await mkdir(destination)
        // Nobody pays for what the one before has left to be written.
        spawnSync('sync')
        measured.get(name)?.push(await copy(source, destination))
        if (digestOf(destination) !== digest) throw new Error(`${name} made something else of ${kind.title}.`)
        await rm(destination, { recursive: true })
      }
    }
    print(place, kind, { files: sizes.length, bytes }, measured)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function rclone(verb: 'copy' | 'sync', many: number) {
  return async (from: string, to: string): Promise<Measured> => {
    const before = processorSeconds(process.pid) - ownSeconds()
    const startedAt = performance.now()
    const options = ['--transfers', String(many), '--checkers', String(many), '--config', '/dev/null', '-q']
    const child = spawn('rclone', [verb, from, to, ...options], { stdio: 'inherit' })
    let peakBytes = 0
    const looking = setInterval(() => {
      peakBytes = Math.max(peakBytes, highest(child.pid ?? 0))
    }, 20)
    const [status] = (await once(child, 'exit')) as [number]
    clearInterval(looking)
    if (status !== 0) throw new Error(`rclone ${verb} ended with ${status}.`)
    const seconds = (performance.now() - startedAt) / 1000
    const processor = processorSeconds(process.pid) - ownSeconds() - before
    return { seconds, processor, peakBytes }
  }
}

/** As lasting as what Gantry has written when it says so. */
async function rcloneToDisk(from: string, to: string): Promise<Measured> {
  const startedAt = performance.now()
  const measured = await rclone('copy', 8)(from, to)
  spawnSync('sync', ['-f', to])
  return { ...measured, seconds: (performance.now() - startedAt) / 1000 }
}

/** Of this process without those that it has started. */
function ownSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Most memory that a process has held so far. */
function highest(processId: number): number {
  try {
    const text = readFileSync(`/proc/${processId}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+) kB/.exec(text)?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

function print(
  place: string,
  { title }: TreeKind,
  { files, bytes }: { readonly files: number; readonly bytes: number },
  measured: ReadonlyMap<string, readonly Measured[]>,
): void {
  console.log(`\n${title} on ${place}: ${files} files, ${(bytes / 1e6).toFixed(0)} MB, median of ${rounds} rounds`)
  const base = bestOf(measured, 'rclone copy --')
  for (const [name, all] of measured) {
    const seconds = median(all.map((one) => one.seconds))
    const processor = median(all.map((one) => one.processor))
    const peak = Math.max(...all.map((one) => one.peakBytes))
    const cells = [
      name.padEnd(28),
      `${seconds.toFixed(2)} s`.padStart(9),
      `${Math.round(files / seconds)} files/s`.padStart(16),
      `${Math.round(bytes / seconds / 1e6)} MB/s`.padStart(12),
      `${Math.round(peak / 1e6)} MB`.padStart(8),
      `${((processor / files) * 1000).toFixed(3)} s`.padStart(9),
      `${(base / seconds).toFixed(2)} ×`.padStart(8),
    ]
    console.log(cells.join('  '))
  }
  console.log(
    `MB: most memory that the process held (PostgreSQL apart). Then processor time of all processes for 1,000 files, and the speed beside the best rclone copy.`,
  )
}

function bestOf(measured: ReadonlyMap<string, readonly Measured[]>, start: string): number {
  const medians = [...measured]
    .filter(([name]) => name.startsWith(start))
    .map(([, all]) => median(all.map((one) => one.seconds)))
  return Math.min(...medians)
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
}
