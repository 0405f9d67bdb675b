// Builds the web page into web/dist; with --if-needed only when the build is missing or older than what it is made of.
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const built = 'web/dist/index.html'
const sources = ['web/*/**/*', 'web/*.*', 'src/api/contract/*.ts', 'package-lock.json']

if (!process.argv.includes('--if-needed') || !isUpToDate()) await buildWeb()

function isUpToDate(): boolean {
  const builtAt = modifiedAt(built)
  const files = globSync(sources, { exclude: (path) => /^web[/]dist/.test(path) || path.endsWith('node_modules') })
  return files.every((file) => modifiedAt(file) <= builtAt)
}

function modifiedAt(file: string): number {
  const status = statSync(file, { throwIfNoEntry: false })
  // A folder changes when something in it comes or goes.
  return status?.mtimeMs ?? 0
}

async function buildWeb(): Promise<void> {
  // Whoever starts it, tests too: what is built is what people get.
  process.env['NODE_ENV'] = 'production'
  const vite = await import('vite').catch(() => undefined)
  if (!vite) {
    console.error(
      'The web page cannot be built here: its packages are missing. “npm ci” without --omit=dev brings them.',
    )
    return
  }
  const outDir = `dist-${process.pid}`
  await vite.build({ configFile: 'web/vite.config.ts', logLevel: 'warn', build: { outDir } })
  compress(`web/${outDir}`)
  takePlace(`web/${outDir}`)
}

/** The new build stands in the old one's place in one step; of two that are made side by side the later one is dropped. */
function takePlace(made: string): void {
  try {
    rmSync('web/dist', { recursive: true, force: true })
    renameSync(made, 'web/dist')
  } catch (error) {
    if (!existsSync(built)) throw error
    rmSync(made, { recursive: true, force: true })
  }
}

/** Beside each file its small forms, which the server gives to whoever takes them. */
function compress(folder: string): void {
  for (const file of globSync(`${folder}/assets/*.{js,css,svg}`)) {
    const content = readFileSync(file)
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params }))
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  }
}
