// Runs the tests that need no account (all of them, or those whose path holds one of the given words), searches all that
// they wrote for secrets, tells what was skipped and why, and ends with one line: “N passed, N failed, N skipped”.
import { relative } from 'node:path'
import { startVitest, type TestCase, type TestModule } from 'vitest/node'
import { openTraces, type Searched } from '../test/traces.ts'

const words = process.argv.slice(2)
// A whole run uses far more. With fewer the search looks for nothing and would find nothing.
const fewestSecrets = words.length === 0 ? 20 : 0

await using traces = await openTraces()
const vitest = await startVitest(words, { run: true, watch: false })
const modules = vitest.state.getTestModules()
const errors = vitest.state.getUnhandledErrors()
await vitest.close()
const searched = await traces.search()

const cases = modules.flatMap((module) => [...module.children.allTests()])
const skipped = cases.filter((test) => test.result().state === 'skipped')
const passed = cases.filter((test) => test.result().state === 'passed').length
// A file that cannot be loaded, an error outside of any test, or a place with a secret counts as one more that failed.
const troubles = [...searched.finds, ...tooFewSecrets(searched)]
const broken = modules.filter(isBroken).length + errors.length + troubles.length
const failed = cases.length - passed - skipped.length + broken

console.log(skippedByReason(skipped))
console.log(triedTwice())
console.log(whereSecretsStand(searched))
console.log(whatFailed())
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

/** Its own hooks or its loading failed, which no test tells of. */
function isBroken(module: TestModule): boolean {
  return module.errors().length > 0 || [...module.children.allSuites()].some((suite) => suite.errors().length > 0)
}

function skippedByReason(tests: readonly TestCase[]): string {
  if (tests.length === 0) return 'Nothing was skipped.'
  const byReason = Object.entries(Object.groupBy(tests, reasonOf))
  return byReason
    .map(([reason, some = []]) => `Skipped, as ${reason}:\n${some.map((test) => `  ${nameOf(test)}\n`).join('')}`)
    .join('')
}

/** Those that failed once and passed then, so that nobody takes them for sound. */
function triedTwice(): string {
  const tests = cases.filter((test) => test.result().state === 'passed' && test.diagnostic()?.flaky)
  return tests.map((test) => `Passed when it was tried again: ${nameOf(test)}\n`).join('')
}

/** Each failure once more in a line or two, as a long run's own words about it are far above its end. */
function whatFailed(): string {
  const tests = cases.filter((test) => test.result().state === 'failed')
  const ofTests = tests.map((test) => `${nameOf(test)}\n    ${firstLine(test.result().errors?.[0])}`)
  const ofModules = modules.filter(isBroken).map((module) => {
    const [error] = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())]
    return `${relative(process.cwd(), module.moduleId)}\n    ${firstLine(error)}`
  })
  return [...ofTests, ...ofModules, ...errors.map(firstLine)].map((line) => `Failed: ${line}`).join('\n')
}

/** Of the secrets that tests and servers used, which must stand in no log, answer, table, output or browser. */
function whereSecretsStand({ secrets, bytes, finds }: Searched): string {
  const looked = `Looked for ${secrets} secrets in ${(bytes / 1024 / 1024).toFixed(1)} MiB of what the tests wrote`
  return [`${looked}: ${finds.length} found.`, ...troubles.map((trouble) => `Failed: ${trouble}`)].join('\n')
}

function tooFewSecrets({ secrets }: Searched): readonly string[] {
  if (secrets >= fewestSecrets) return []
  return [
    `only ${secrets} secrets were marked in a whole run, where at least ${fewestSecrets} are expected: see markSecret`,
  ]
}

function firstLine(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error
  return String(message).slice(0, 500).split('\n').slice(0, 6).join('\n    ')
}

function reasonOf(test: TestCase): string {
  const result = test.result()
  return (result.state === 'skipped' && result.note) || 'the test says, without a reason'
}

function nameOf(test: TestCase): string {
  return `${relative(process.cwd(), test.module.moduleId)}: ${test.fullName}`
}
