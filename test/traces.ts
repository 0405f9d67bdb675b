// What the tests wrote is kept while they run, and searched in the end for the secrets that they and the servers used.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { traceMark, tracesVariable } from '#toolkit/testing/traces.ts'

interface Marked {
  readonly name: string
  readonly secret: string
}

export interface Searched {
  readonly secrets: number
  readonly bytes: number
  /** Where a secret stands, in words; without the secret. */
  readonly finds: readonly string[]
}

export interface Traces extends AsyncDisposable {
  search(): Promise<Searched>
}

/** A place for traces, told to everything that is started from now on. */
export async function openTraces(): Promise<Traces> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-traces-'))
  process.env[tracesVariable] = folder
  return {
    search: () => searchTraces(folder),
    async [Symbol.asyncDispose]() {
      delete process.env[tracesVariable]
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Exported for its test. */
export async function searchTraces(folder: string): Promise<Searched> {
  const files = await readdir(folder)
  const marked = await secretsIn(folder, files)
  const finds = new Set<string>()
  let bytes = 0
  for (const file of files.filter((name) => name.endsWith('.trace'))) {
    const written = await readFile(join(folder, file))
    bytes += written.length
    const kind = file.split('-')[0] ?? file
    for (const { name, secret } of marked) {
      for (const from of placesOf(secret, written)) finds.add(`${name} stands in ${from} (${kind})`)
    }
  }
  return { secrets: marked.length, bytes, finds: [...finds] }
}

async function secretsIn(folder: string, files: readonly string[]): Promise<readonly Marked[]> {
  const bySecret = new Map<string, Marked>()
  for (const file of files.filter((name) => name.endsWith('.secrets'))) {
    const lines = (await readFile(join(folder, file), 'utf8')).trim().split('\n')
    for (const marked of lines.map((line) => JSON.parse(line) as Marked)) bySecret.set(marked.secret, marked)
  }
  return [...bySecret.values()]
}

/** What stood first in each trace that has the secret, as it is or in one of the forms in which texts travel. */
function placesOf(secret: string, written: Buffer): readonly string[] {
  return formsOf(secret).flatMap((form) => {
    const places: string[] = []
    for (let at = written.indexOf(form); at >= 0; at = written.indexOf(form, at + form.length)) {
      const start = written.lastIndexOf(traceMark, at) + traceMark.length
      places.push(written.subarray(start, written.indexOf('\n', start)).toString())
    }
    return places
  })
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const base64 = bytes.toString('base64').replace(/=+$/, '')
  // Its last digit depends on what follows.
  const forms = [secret, encodeURIComponent(secret), base64.slice(0, -1), bytes.toString('hex')]
  return [...new Set(forms)]
}
