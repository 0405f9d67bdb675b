// Ends Gantry by kill -9 at 200 random moments of runs into the Procore sandbox and back.
//   npm run bench kill [KILLS] [SEED]
import { killRuns } from '../test/journeys/kills.ts'

const [kills = 200, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
console.log(`seed ${seed}`)
const report = await killRuns({ kills, seed, files: 600, say: (line) => console.log(line) })
for (const problem of report.problems.slice(0, 50)) console.log(problem)
console.log(`${report.kills} kills in ${report.runs} runs: ${report.problems.length} problems`)
if (report.problems.length > 0) process.exitCode = 1
