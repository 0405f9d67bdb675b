import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localTokenFile } from '#api/contract/routes.ts'
import { flagOf, readSettings, settingTable, type ReadSettings, type Setting, type SettingName } from '#config'
import { openClient, type Client } from './client.ts'
import type { ExitCode } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import type { LocalCommands } from './local-commands.ts'
import type { Terminal } from './terminal.ts'

/** What every command is given. */
export interface Session {
  readonly terminal: Terminal
  readonly local: LocalCommands
  /** Turns what a command does into what the parser calls, and keeps its exit code. */
  act<Given extends readonly unknown[]>(
    command: (...given: Given) => Promise<ExitCode>,
  ): (...given: Given) => Promise<void>
}

/** Flags as parsed: those of settings by setting's name, and those of the command. */
export type Flags = Readonly<Record<string, unknown>>

/** The settings that say which Gantry a command speaks to. */
export const clientSettings: readonly SettingName[] = ['server', 'tokenFile', 'data']

/** All settings, the flags of a command among their sources. */
export function settingsOf(
  session: Session,
  flags: Flags,
  names: readonly SettingName[] = clientSettings,
): ReadSettings {
  return readSettings({
    flags: Object.fromEntries(names.map((name) => [name, flags[name]])),
    environment: session.terminal.environment,
    file: typeof flags.settings === 'string' ? flags.settings : undefined,
  })
}

export function clientOf(session: Session, flags: Flags): Client {
  const read = settingsOf(session, flags)
  const server = serverOf(read)
  return openClient({ server, ...tokenFor(server, read) })
}

/** Without word of where the server is, it is the one that the settings of this machine describe. */
function serverOf({ settings, origins }: ReadSettings): string {
  if (origins.server !== 'default') return settings.server
  const everywhere = ['0.0.0.0', '::'].includes(settings.host)
  const host = everywhere ? '127.0.0.1' : settings.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${settings.port}`
}

export function isLoopback(server: string): boolean {
  const { hostname } = new URL(server)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

/** For a server that this process has started itself. */
export function clientOfOwn(url: string, data: string): Client {
  return openClient({ server: url, token: readToken(join(data, localTokenFile)), tokenAdvice: '' })
}

function tokenFor(
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

/** `--port <number>`, as the parser takes it. */
export function flagFor(name: SettingName): string {
  const setting: Setting = settingTable[name]
  return `--${flagOf(name)} <${setting.placeholder}>`
}
