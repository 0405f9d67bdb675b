// Walks the folders of src/platforms and checks that each has the shape of a platform, and that only index.ts names them.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Manifest } from '#platform'
import { complain } from './complain.ts'

interface Rule {
  readonly sentence: string
  readonly isBroken: (id: string) => boolean
}

const platforms = 'src/platforms'
/** What tests measure others by; nobody connects to it. */
const reference = 'memory'
/** Who may name a platform all the same: a path on this machine's disk, and the demonstration of the sandbox. */
const mayName = ['src/connections/local-folders.ts', 'src/cli/demo.ts']

const ids = readdirSync(platforms, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted()

const rules: readonly Rule[] = [
  { sentence: 'has no manifest.ts, which says what the platform is', isBroken: (id) => !has(id, 'manifest.ts') },
  { sentence: 'has no file of its own name with the verbs', isBroken: (id) => !has(id, `${id}.ts`) },
  { sentence: 'has no README.md that tells what is special', isBroken: (id) => !has(id, 'README.md') },
  {
    sentence: 'has a README.md without a link to where its facts come from',
    isBroken: (id) => !/\]\(https:/.test(text(id, 'README.md')),
  },
  {
    sentence: 'reaches outside and has no failures.ts that says what each answer means',
    isBroken: (id) => reachesOutside(id) && !has(id, 'failures.ts'),
  },
  {
    sentence: 'speaks HTTP and has no client.ts or no wire.ts for it',
    isBroken: (id) => has(id, 'client.ts') !== has(id, 'wire.ts'),
  },
  {
    sentence: 'runs no conformance suite, neither in its own conformance.test.ts nor in test/conformance',
    isBroken: (id) =>
      ![text(id, 'conformance.test.ts'), textOf(`test/conformance/${id}.test.ts`)].some(runsConformance),
  },
  {
    sentence: 'is not in the list of src/platforms/index.ts',
    isBroken: (id) => id !== reference && !text('.', 'index.ts').includes(`'./${id}/`),
  },
]

const manifests = await Promise.all(ids.filter((id) => has(id, 'manifest.ts')).map(readManifest))

complain([
  ...ids.flatMap((id) =>
    rules.filter(({ isBroken }) => isBroken(id)).map(({ sentence }) => `${platforms}/${id} ${sentence}.`),
  ),
  ...manifests.flatMap((manifest) => wrongInManifest(manifest)),
  ...namedElsewhere(),
])
console.log(`${ids.length} platforms: ${ids.join(', ')}`)

async function readManifest(id: string): Promise<Manifest> {
  const module: { manifest?: Manifest } = await import(pathToFileURL(resolve(platforms, id, 'manifest.ts')).href)
  if (!module.manifest) throw new Error(`${platforms}/${id}/manifest.ts must export “manifest”.`)
  return module.manifest
}

function has(id: string, file: string): boolean {
  return existsSync(join(platforms, id, file))
}

function text(id: string, file: string): string {
  return textOf(join(platforms, id, file))
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

function sourceFiles(folder: string): string[] {
  return globSync(join(folder, '**/*.ts')).filter((file) => !/\.test\.ts$|\/testing\//.test(file))
}

function reachesOutside(id: string): boolean {
  return sourceFiles(join(platforms, id)).some((file) =>
    /from '(?:undici|node:fs|node:net|node:http)/.test(textOf(file)),
  )
}

function runsConformance(test: string): boolean {
  return /\bconformance\(/.test(test)
}

function wrongInManifest({ id, ways, notes, summary, links, icon }: Manifest): string[] {
  const fieldIds = ways.map((way) => way.fields.map((field) => field.id))
  const sentences = [summary, ...notes, ...ways.flatMap((way) => [way.help, ...way.fields.map((field) => field.help)])]
  const wrong = [
    ids.includes(id) ? '' : `has the id “${id}”, which is no folder of src/platforms`,
    ways.length > 0 ? '' : 'offers no way to connect',
    new Set(ways.map((way) => way.id)).size === ways.length ? '' : 'has two ways of one id',
    fieldIds.every((some) => new Set(some).size === some.length) ? '' : 'has two fields of one id in one way',
    icon.letters.length > 2 || icon.hue < 0 || icon.hue > 360 ? 'has an icon that is not two letters and a hue' : '',
    ...sentences.filter((words) => !/[.?!)]$/.test(words)).map((words) => `says “${words}”, which is no sentence`),
    ...links.filter(({ url }) => !url.startsWith('https://')).map(({ url }) => `links to ${url} without https`),
  ]
  return wrong.filter((words) => words !== '').map((words) => `The manifest of ${id} ${words}.`)
}

/** Outside of src/platforms nothing may depend on which platform it is. */
function namedElsewhere(): string[] {
  const named = new RegExp(`['"](?:${ids.join('|')})['"]`)
  return sourceFiles('src')
    .filter((file) => !file.startsWith(`${platforms}/`) && !mayName.includes(file))
    .flatMap((file) => {
      const found = named.exec(textOf(file))
      return found ? [`${file} names the platform ${found[0]}; only ${platforms}/index.ts may.`] : []
    })
}
