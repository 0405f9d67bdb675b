import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localTokenFile } from '#api/contract/routes.ts'
import type { ReadSettings } from '#config'
import { CommandFailure, explain } from './failure.ts'
import { whyNot } from './why-not.ts'

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
      tokenAdvice: `${explain(error).sentence} --data names the data folder of the Gantry meant.`,
    }
  }
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    const advice = 'Use the account that runs Gantry, or name another file with --token-file.'
    throw new CommandFailure(`The token file ${file} cannot be read: ${whyNot(error)}. ${advice}`, undefined, {
      cause: error,
    })
  }
}

/** Of the Gantry with this data folder, for commands on its own machine. */
export function ownToken(data: string): string {
  return readToken(join(data, localTokenFile))
}

export function isLoopback(server: string): boolean {
  const { hostname } = new URL(server)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
