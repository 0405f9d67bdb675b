// npm run bench NAME [OPTION…]: runs one benchmark. Each prints a table and the command that repeats it.
const benches = {
  api: ['./api.ts', 'lists of 100,000 connections and items, page by page'],
  'api-fuzz': ['./api-fuzz.ts', '20,000 generated requests, valid and hostile, to every act of the API'],
  local: ['./local.ts', 'a disk to a disk, beside rclone copy and rclone sync'],
  items: ['./items.ts', 'the 1,000,000 items of a run by each filter, and exports of them'],
  kill: ['./kill.ts', 'ended by kill -9 at 200 random moments, into the Procore sandbox and back'],
  limits: ['./limits.ts', 'calls and time under the limits that Procore publishes'],
  memory: ['./memory.ts', 'memory of a run over 200,000 items'],
  'round-trip': ['./round-trip.ts', 'real files into the Procore sandbox and back'],
  trouble: ['./trouble.ts', 'what a person is told in trouble of every kind, and what is left'],
  web: ['./web.ts', 'the first page in Chromium with an empty cache: bytes, and time until it can be used'],
} as const

const [name = '', ...options] = process.argv.slice(2)
const bench = Object.entries(benches).find(([known]) => known === name)?.[1]
if (!bench) {
  console.error(`npm run bench NAME, where NAME is one of:\n`)
  for (const [known, [, what]] of Object.entries(benches)) console.error(`  ${known.padEnd(12)} ${what}`)
  process.exit(2)
}
// A bench reads its options as if it had been started alone.
process.argv = [process.argv[0] ?? 'node', bench[0], ...options]
await import(bench[0])
