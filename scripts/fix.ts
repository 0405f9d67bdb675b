// Repairs what can be repaired without thinking: lint that fixes itself, derived documents, format.
import { runScript } from './run-script.ts'

const repairs: readonly (readonly [string, ...string[]])[] = [
  ['node_modules/oxlint/bin/oxlint', '--type-aware', '--fix'],
  ['scripts/documents.ts', '--write'],
  ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', '.'],
]

for (const [script, ...args] of repairs) {
  const { succeeded, output } = await runScript(script, args)
  if (output.trim() !== '') console.log(output.trimEnd())
  if (!succeeded) process.exitCode = 1
}
