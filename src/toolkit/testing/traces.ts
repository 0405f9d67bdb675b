// What a run of tests wrote into the world, and the secrets that must be nowhere in it. Nothing is kept unless the run is
// one that searches it in the end (scripts/test.ts).
import { appendFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where scripts/test.ts says that the traces of this run come together. */
export const tracesVariable = 'TRACES_FOLDER'

export type TraceKind = 'log' | 'command' | 'answer' | 'database' | 'file' | 'browser'

/** Stands before each trace; no text that is traced has it. */
export const traceMark = '\u0001'
// Shorter ones are found by chance.
const shortestSecret = 10

export const tracesFolder = (): string | undefined => process.env[tracesVariable]

/** Keeps what was written; `from` tells a reader which log, which command or which answer it was. */
export function trace(kind: TraceKind, from: string, text: string): void {
  const folder = tracesFolder()
  if (folder === undefined || text === '') return
  appendFileSync(join(folder, `${kind}-${process.pid}.trace`), `${traceMark}${from}\n${text}\n`)
}

/** Keeps what lies in a folder and below, a trace for each file; nothing where there is no such folder. */
export async function traceFiles(folder: string): Promise<void> {
  if (tracesFolder() === undefined) return
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const one of found.filter((entry) => entry.isFile())) {
    const file = join(one.parentPath, one.name)
    trace('file', `the file ${file}`, await readFile(file, 'utf8'))
  }
}

const marked = new Set<string>()

/** From now on and also before, this is to be found in no trace. */
export function markSecret(name: string, secret: string): void {
  const folder = tracesFolder()
  if (folder === undefined || secret.length < shortestSecret || marked.has(secret)) return
  marked.add(secret)
  appendFileSync(join(folder, `${process.pid}.secrets`), `${JSON.stringify({ name, secret })}\n`)
}

/** Marks a key in PEM, which is written over many lines. */
export function markKey(name: string, pem: string): void {
  for (const line of pem.split('\n').filter((line) => !line.startsWith('-----'))) markSecret(name, line)
}
