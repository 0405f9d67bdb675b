import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localTokenFile } from '#api/contract/routes.ts'
import type { ReadSettings } from '#config'
import { CommandFailure } from './failure.ts'

/** The token for a server, and what to say of it when the server does not take it. */
export function tokenFor(
  server: string,
  { settings }: ReadSettings,
): { readonly token?: string; readonly tokenAdvice: string } {
  if (settings.tokenFile !== undefined) {
    return { token: readToken(settings.tokenFile), tokenAdvice: `The token is the one in ${settings.tokenFile}.` }
  }
  if (!isLoopback(server)) return { tokenAdvice: 'Name the file of an API token with --token-file.' }
  const file = join(settings.data, localTokenFile)
  try {
    return {
      token: readToken(file),
      tokenAdvice: `The token is the one in ${file}; --data names the folder of another Gantry.`,
    }
  } catch (error) {
    // Whether it matters is for the server to say: perhaps none is there at all.
    return {
      tokenAdvice: `${error instanceof Error ? error.message : ''} --data names the data folder of the Gantry meant.`,
    }
  }
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new CommandFailure(`The token file ${file} cannot be read: ${unreadable[code] ?? code}.`, undefined, {
      cause: error,
    })
  }
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  EACCES: 'permission denied. Use the account that runs Gantry',
  EISDIR: 'it is a folder',
}

/** Of the Gantry with this data folder, for commands on its own machine. */
export function ownToken(data: string): string {
  return readToken(join(data, localTokenFile))
}

export function isLoopback(server: string): boolean {
  const { hostname } = new URL(server)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
