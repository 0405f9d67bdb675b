// Ends Gantry by kill -9 at 200 random moments of runs into the Procore sandbox and back; four Gantrys side by side, because
// most of the time goes by in waiting for the leases of the dead.
//   npm run bench kill [KILLS] [SEED]
import { killRuns } from '../test/journeys/kills.ts'

const [kills = 200, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
const sideBySide = 4
console.log(`seed ${seed}`)
const reports = await Promise.all(
  Array.from({ length: sideBySide }, (_, at) =>
    killRuns({
      kills: Math.ceil(kills / sideBySide),
      seed: seed + at,
      files: 600,
      say: (line) => console.log(`${at + 1}: ${line}`),
    }),
  ),
)
const problems = reports.flatMap((report) => report.problems)
for (const problem of problems.slice(0, 50)) console.log(problem)
const sum = (of: 'kills' | 'runs') => reports.reduce((all, report) => all + report[of], 0)
console.log(`${sum('kills')} kills in ${sum('runs')} runs: ${problems.length} problems`)
if (problems.length > 0) process.exitCode = 1
