import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Field, Manifest, SignInWay, Source } from '#platform'
import { factRows } from './fact-words.ts'
import { table } from './table.ts'

const platforms = 'src/platforms'

/** A page for each platform and one that lists them, by their paths in `folder`. */
export async function platformPages(folder: string): Promise<[path: string, text: string][]> {
  const manifests = await readManifests()
  return [
    [join(folder, 'README.md'), listPage(manifests)],
    ...manifests.map((manifest): [string, string] => [join(folder, `${manifest.id}.md`), page(manifest)]),
  ]
}

export async function readManifests(): Promise<Manifest[]> {
  const ids = readdirSync(platforms).filter((id) => existsSync(join(platforms, id, 'manifest.ts')))
  return Promise.all(ids.toSorted().map(readManifest))
}

async function readManifest(id: string): Promise<Manifest> {
  const module: { manifest?: Manifest } = await import(pathToFileURL(resolve(platforms, id, 'manifest.ts')).href)
  if (!module.manifest) throw new Error(`${platforms}/${id}/manifest.ts must export “manifest”.`)
  return module.manifest
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

${table(
  ['What', 'On this platform', 'Source'],
  factRows(facts, sources).map(([what, value, source]) => [what, value, sourceText(source)]),
)}
${list('Good to know', notes)}${list(
    'Links',
    links.map((link) => `[${link.title}](${link.url})`),
  )}`
}

function wayText({ id, label, help, fields }: SignInWay): string {
  const text = `### ${label} (\`${id}\`)\n\n${help}`
  return fields.length === 0
    ? text
    : `${text}\n\n${table(['Field', 'Id', 'Required', 'What it is'], fields.map(fieldRow))}`
}

function fieldRow({ id, label, help, kind, isRequired, suggestion }: Field): string[] {
  const secret = kind === 'secret' ? ' Kept sealed; never shown again.' : ''
  const usual = suggestion === undefined ? '' : ` Usually \`${suggestion}\`.`
  return [label, `\`${id}\``, isRequired ? 'yes' : 'no', `${help}${usual}${secret}`]
}

function sourceText({ title, url }: Source): string {
  return url === undefined ? title : `[${title}](${url})`
}

function list(head: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n## ${head}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`
}
