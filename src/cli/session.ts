import { flagOf, readSettings, settingTable, type ReadSettings, type Setting, type SettingName } from '#config'
import { openClient, type Client } from './client.ts'
import type { ExitCode } from './exit-codes.ts'
import type { LocalCommands } from './local-commands.ts'
import type { Terminal } from './terminal.ts'
import { ownToken, tokenFor } from './token.ts'

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

/** For a server that this process has started itself. */
export function clientOfOwn(url: string, data: string): Client {
  return openClient({ server: url, token: ownToken(data), tokenAdvice: '' })
}

/** `--port <number>`, as the parser takes it. */
export function flagFor(name: SettingName): string {
  const setting: Setting = settingTable[name]
  return `--${flagOf(name)} <${setting.placeholder}>`
}
