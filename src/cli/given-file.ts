import { closeSync, openSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { text as textOf } from 'node:stream/consumers'
import { CommandFailure } from './failure.ts'
import { absolute } from './locations.ts'
import type { Terminal } from './terminal.ts'
import { whyNot } from './why-not.ts'

/** The path of a file that a command was given, once it is known that it can be read. `what`: “proof”. */
export function readableFile(what: string, typed: string, { folder }: Terminal): string {
  const file = absolute(typed, folder)
  try {
    closeSync(openSync(file, 'r'))
    return file
  } catch (error) {
    throw unreadable(what, file, error)
  }
}

/** The text of a file; `-` is the standard input. */
export async function textIn(typed: string, { input, folder }: Terminal): Promise<string> {
  try {
    return typed === '-' ? await textOf(input) : await readFile(absolute(typed, folder), 'utf8')
  } catch (error) {
    throw new CommandFailure(`${typed} cannot be read: ${whyNot(error)}.`, undefined, { cause: error })
  }
}

/** What stands in the file of a public key. */
export function readPublicKey(typed: string, { folder }: Terminal): string {
  const file = absolute(typed, folder)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw unreadable('public key', file, error)
  }
}

function unreadable(what: string, file: string, cause: unknown): CommandFailure {
  return new CommandFailure(`The ${what} ${file} cannot be read: ${whyNot(cause)}.`, undefined, { cause })
}
