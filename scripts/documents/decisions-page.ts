import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The list of the decision records in `folder`, by their titles. */
export function decisionsPage(folder: string): string {
  const records = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.md$/.test(name))
    .toSorted()
  return `# Decisions

Made from the titles of the records. Choices that differ from what one would expect, and every dependency: five lines each,
never rewritten. A decision that no longer holds gets a new record that names the old one.

${records.map((name) => `- [${titleOf(join(folder, name))}](${name})`).join('\n')}
`
}

function titleOf(path: string): string {
  const title = /^# (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1]
  if (title === undefined) throw new Error(`${path} has no title.`)
  return title
}
