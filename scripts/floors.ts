// Checks the floors of .dependency-cruiser.js, and that no file of the tree was left out of the check.
import { globSync } from 'node:fs'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { complain } from './complain.ts'

const folders = ['src', 'web', 'sandbox', 'test', 'bench', 'scripts']
const inTree = globSync(`{${folders.join(',')}}/**/*.{ts,tsx}`).toSorted()

const result = await cruised([...new Set(inTree.map((file) => file.split('/')[0] ?? file))])
const seen = new Set(result.modules.map(({ source }) => source))
const sentences = new Map(result.summary.ruleSetUsed?.forbidden?.map(({ name, comment }) => [name, comment]))

complain([
  ...result.summary.violations.map(({ from, to, rule }) => `${from} imports ${to}. ${sentences.get(rule.name) ?? ''}`),
  ...inTree.filter((file) => !seen.has(file)).map((file) => `${file} is in the tree, but the check did not see it.`),
])
console.log(`${inTree.length} files, ${result.summary.totalDependenciesCruised ?? 0} imports`)

async function cruised(from: string[]): Promise<ICruiseResult> {
  const options = await extractDepcruiseOptions('./.dependency-cruiser.js')
  const { output } = await cruise(from, options, {}, { tsConfig: extractTSConfig('tsconfig.json') })
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered in words: ${output}`)
  return output
}
