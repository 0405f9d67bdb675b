// Memory of a run: what this process holds when 50,000, 100,000 and 200,000 items have been seen and at its end, in a first
// run that moves everything and in a second one that finds it all unchanged. Each shape has a process of its own.
//   npm run bench memory [-- --shape "one wide folder"]
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import type { RunView } from '#api/contract/runs.ts'
import { bottomless, endless, type Shape } from './parts/endless.ts'
import { openGround } from './parts/ground.ts'

const shapes: readonly Shape[] = [
  { title: 'folders of 200 files', folders: 1_000, filesEach: 200 },
  { title: 'folders of one file', folders: 100_000, filesEach: 1 },
  { title: 'one wide folder', folders: 1, filesEach: 200_000 },
]
// Each look asks the database for the sums.
const lookEveryMs = 100
const marks = [50_000, 100_000, 200_000]

const { values } = parseArgs({ options: { shape: { type: 'string' } } })
const shape = shapes.find(({ title }) => title === values.shape)
if (shape) await measure(shape)
else {
  for (const { title } of shapes) {
    spawnSync(process.execPath, [new URL(import.meta.url).pathname, '--shape', title], { stdio: 'inherit' })
  }
  console.log('\nAgain: npm run bench memory')
}

async function measure(tree: Shape): Promise<void> {
  const ends = { source: endless(tree), destination: bottomless(tree) }
  await using ground = await openGround(ends)
  const job = await ground.job({ verification: 'none' })
  console.log(`\n${tree.title}: ${(tree.folders + tree.folders * tree.filesEach).toLocaleString('en-US')} items`)
  await follow('first run', (look) => ground.run(job, look))
  ends.destination.isFull = true
  await follow('second run', (look) => ground.run(job, look))
}

type Look = (view: () => Promise<RunView>) => Promise<void>

async function follow(title: string, run: (look: Look) => Promise<RunView>): Promise<void> {
  const startedAt = performance.now()
  const seen = [...marks]
  const cells = [`start ${megabytes()}`]
  let peak = 0
  let lookedAt = 0
  const view = await run(async (look) => {
    peak = Math.max(peak, process.memoryUsage.rss())
    const [next] = seen
    if (next === undefined || performance.now() - lookedAt < lookEveryMs) return
    lookedAt = performance.now()
    const { items } = (await look()).seen
    if (items >= next) cells.push(`${(seen.shift() ?? 0).toLocaleString('en-US')} ${megabytes()}`)
  })
  const seconds = (performance.now() - startedAt) / 1000
  cells.push(`end ${megabytes()}`, `most ${Math.round(peak / 1e6)} MB`)
  console.log(
    `  ${title.padEnd(12)} ${cells.join('   ')}   ${view.state}, ${view.moved.items} moved, ${seconds.toFixed(0)} s`,
  )
}

function megabytes(): string {
  return `${Math.round(process.memoryUsage.rss() / 1e6)} MB`
}
