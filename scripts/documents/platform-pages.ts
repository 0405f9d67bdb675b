import { join } from 'node:path'
import { factRows, type FactRow } from '#engine/fact-rows.ts'
import type { Field, Manifest, SignInWay, Source } from '#platform'
import { platforms } from '#platforms'
import { table } from './table.ts'

/** A page for each platform and one that lists them, by their paths in `folder`. */
export function platformPages(folder: string): [path: string, text: string][] {
  const manifests = platforms.map(({ manifest }) => manifest)
  return [
    [join(folder, 'README.md'), listPage(manifests)],
    ...manifests.map((manifest): [string, string] => [join(folder, `${manifest.id}.md`), page(manifest)]),
  ]
}

function listPage(manifests: readonly Manifest[]): string {
  return `# Platforms

Made from the manifests in src/platforms; change them there.

${table(
  ['Platform', 'Id', 'What it is'],
  manifests.map(({ id, title, summary }) => [`[${title}](${id}.md)`, `\`${id}\``, summary]),
)}
`
}

function page({ id, title, summary, ways, facts, sources, notes, links }: Manifest): string {
  return `# ${title}

Made from src/platforms/${id}/manifest.ts; change it there. What is special about the platform is told in the
[connector's README](../../src/platforms/${id}/README.md).

${summary} In commands its id is \`${id}\`.

## Ways to connect

${ways.map(wayText).join('\n\n')}

## Features and limitations

What the planner checks and the comparison shows. See them with \`gantry platforms show ${id}\`, and beside another platform with
\`gantry platforms compare\`.

${factTables(factRows(facts, sources))}
${list('Good to know', notes)}${list(
    'Links',
    links.map((link) => `[${link.title}](${link.url})`),
  )}`
}

const parts: readonly { readonly head: string; readonly has: (row: FactRow) => boolean }[] = [
  { head: 'Supported', has: ({ isSupported }) => isSupported === true },
  { head: 'Not supported', has: ({ isSupported }) => isSupported === false },
  { head: 'Limits', has: ({ group }) => group === 'limits' },
  { head: 'Calls', has: ({ group }) => group === 'rates' },
]

function factTables(rows: readonly FactRow[]): string {
  return parts
    .map(({ head, has }) => {
      const lines = rows.filter(has).map(({ label, value, source }) => [label, valueText(value), sourceText(source)])
      return `### ${head}\n\n${lines.length === 0 ? 'Nothing.' : table(['What', 'On this platform', 'Source'], lines)}`
    })
    .join('\n\n')
}

function valueText(value: FactRow['value']): string {
  if (value === undefined) return 'not known'
  return typeof value === 'string' ? value : value.map((word) => (word === 'NUL' ? word : `\`${word}\``)).join(' ')
}

function wayText({ id, label, help, fields }: SignInWay): string {
  const text = `### ${label} (\`${id}\`)\n\n${help}`
  return fields.length === 0
    ? text
    : `${text}\n\n${table(['Field', 'Id', 'Required', 'What it is'], fields.map(fieldRow))}`
}

function fieldRow({ id, label, help, kind, isRequired, suggestion, choices = [] }: Field): string[] {
  const secret = kind === 'secret' ? ' Kept sealed; never shown again.' : ''
  const usual = suggestion === undefined ? '' : ` Usually \`${suggestion}\`.`
  const named = choices.map((choice) => `${choice.label} \`${choice.value}\``).join(', ')
  const offered = named === '' ? usual : ` Offered: ${named}.`
  return [label, `\`${id}\``, isRequired ? 'yes' : 'no', `${help}${offered}${secret}`]
}

function sourceText(source: Source | undefined): string {
  if (!source) return ''
  const { title, url } = source
  return url === undefined ? title : `[${title}](${url})`
}

function list(head: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n## ${head}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`
}
