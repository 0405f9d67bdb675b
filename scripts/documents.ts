// Compares the documents that are made from the code with what the code says now; with --write it writes them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { complain } from './complain.ts'
import { cliPage } from './documents/cli-page.ts'
import { decisionsPage } from './documents/decisions-page.ts'
import { optionsPage } from './documents/options-page.ts'
import { platformPages } from './documents/platform-pages.ts'
import { problemsPage } from './documents/problems-page.ts'
import { settingsPage } from './documents/settings-page.ts'

/** Pages by their path. Everything else in docs/platforms/ is left over from a platform that went. */
const pages = new Map([
  ...platformPages('docs/platforms'),
  ['docs/decisions/README.md', decisionsPage('docs/decisions')],
  ['docs/guide/command-line.md', cliPage()],
  ['docs/guide/options.md', optionsPage('docs/decisions')],
  ['docs/guide/problems.md', problemsPage()],
  ['docs/guide/settings.md', settingsPage()],
])

const formatted = await Promise.all(
  [...pages].map(async ([path, text]) => [path, await inOurFormat(path, text)] as const),
)
const changed = formatted.filter(([path, text]) => readIfThere(path) !== text)
const leftOver = readdirSync('docs/platforms')
  .map((name) => join('docs/platforms', name))
  .filter((path) => !pages.has(path))

if (process.argv.includes('--write')) {
  for (const [path, text] of changed) write(path, text)
  for (const path of leftOver) rmSync(path)
} else {
  complain([
    ...changed.map(([path]) => `${path} is not what the code says now. “npm run fix” writes it.`),
    ...leftOver.map((path) => `${path} is the page of no platform. “npm run fix” removes it.`),
  ])
}
console.log(`${pages.size} documents, ${changed.length + leftOver.length} out of date`)

async function inOurFormat(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path })
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(`${path} written`)
}
