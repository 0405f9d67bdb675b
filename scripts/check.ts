// Runs every check of the house, as many side by side as there are processors, and shows what the failed ones said.
import { availableParallelism } from 'node:os'
import { runScript, type Outcome } from './run-script.ts'

interface Check {
  readonly name: string
  /** Each a script with its arguments; they run one after the other. */
  readonly steps: readonly (readonly [string, ...string[]])[]
}

/** Where types and format keep what was found right, so that only what has changed since is looked at again. */
const cache = 'node_modules/.cache/gantry'
const typeCheck = ['node_modules/typescript/bin/tsc', '--noEmit', '--incremental', '--tsBuildInfoFile'] as const

/** The longest come first, so that the short ones fill the gaps. */
const checks: readonly Check[] = [
  {
    name: 'types',
    steps: [
      [...typeCheck, `${cache}/types.json`],
      [...typeCheck, `${cache}/web-types.json`, '-p', 'web'],
    ],
  },
  { name: 'lint', steps: [['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings']] },
  {
    name: 'format',
    steps: [
      ['node_modules/prettier/bin/prettier.cjs', '--check', '--cache', '--cache-location', `${cache}/format.json`, '.'],
    ],
  },
  {
    name: 'dead code',
    // The second look leaves the tests out: what only they use is dead too.
    steps: [['node_modules/knip/bin/knip.js'], ['node_modules/knip/bin/knip.js', '--production']],
  },
  { name: 'floors', steps: [['scripts/floors.ts']] },
  { name: 'documents', steps: [['scripts/documents.ts']] },
  { name: 'shape of platforms', steps: [['scripts/shape.ts']] },
  { name: 'house rules', steps: [['scripts/house-rules.ts']] },
]

const startedAt = performance.now()
const failed: [Check, Outcome][] = []
const waiting = [...checks]
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))

for (const [{ name }, { output }] of failed) console.log(`\n── ${name} ──\n${output.trimEnd()}`)
const verdict = failed.length === 0 ? 'All checks passed' : `${failed.length} of ${checks.length} checks failed`
console.log(`\n${verdict} in ${seconds(performance.now() - startedAt)}.`)
if (failed.length > 0) process.exitCode = 1

async function work(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const outcome = await carryOut(check)
    console.log(
      `${outcome.succeeded ? 'passed' : 'FAILED'}  ${check.name.padEnd(20)}${seconds(outcome.ms).padStart(7)}`,
    )
    if (!outcome.succeeded) failed.push([check, outcome])
  }
}

async function carryOut({ steps }: Check): Promise<Outcome> {
  const outcomes: Outcome[] = []
  for (const [script, ...args] of steps) outcomes.push(await runScript(script, args))
  return {
    succeeded: outcomes.every(({ succeeded }) => succeeded),
    output: outcomes.map(({ succeeded, output }) => (succeeded ? '' : output)).join(''),
    ms: outcomes.reduce((sum, { ms }) => sum + ms, 0),
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
