import type { ClientConfig } from 'pg'

/** Where a PostgreSQL server is and who signs in; the same for the embedded one and for one that was given. */
export interface ConnectionSettings {
  /** A postgres:// address; what it says wins over the other fields. */
  readonly url?: string
  /** A host's name, or the folder of the server's unix socket. */
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly password?: string
  readonly database?: string
  /** The name of these connections in pg_stat_activity. */
  readonly applicationName?: string
}

/** The settings in the words of `pg`. */
export function clientConfig(settings: ConnectionSettings): ClientConfig {
  const { url, host, port, user, password, database, applicationName } = settings
  return {
    ...(url !== undefined && { connectionString: url }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    ...(applicationName !== undefined && { application_name: applicationName }),
  }
}

/**
 * The same server and account, another database on it.
 *
 * @internal
 */
export function withDatabase(settings: ConnectionSettings, database: string): ConnectionSettings {
  if (settings.url === undefined) return { ...settings, database }
  const url = new URL(settings.url)
  url.pathname = `/${encodeURIComponent(database)}`
  return { ...settings, url: url.href }
}

/** For messages: host and database, never the password. */
export function showConnection(settings: ConnectionSettings): string {
  if (settings.url === undefined) return `${settings.host ?? 'localhost'}, database ${settings.database ?? 'postgres'}`
  if (!URL.canParse(settings.url)) return 'the given address'
  const { host, pathname } = new URL(settings.url)
  return `${host || 'localhost'}, database ${decodeURIComponent(pathname.slice(1)) || 'postgres'}`
}
