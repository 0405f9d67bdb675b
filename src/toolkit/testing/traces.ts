// What a run of tests wrote into the world, and the secrets that must be nowhere in it. Nothing is kept unless the run is
// one that searches it in the end (scripts/test.ts).
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where scripts/test.ts says that the traces of this run come together. */
export const tracesVariable = 'TRACES_FOLDER'

export type TraceKind = 'log' | 'command' | 'answer' | 'database' | 'browser'

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

const marked = new Set<string>()

/** From now on and also before, this is to be found in no trace. */
export function markSecret(name: string, secret: string): void {
  const folder = tracesFolder()
  if (folder === undefined || secret.length < shortestSecret || marked.has(secret)) return
  marked.add(secret)
  appendFileSync(join(folder, `${process.pid}.secrets`), `${JSON.stringify({ name, secret })}\n`)
}
