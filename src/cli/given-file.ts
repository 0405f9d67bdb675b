import { closeSync, openSync, readFileSync } from 'node:fs'
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
