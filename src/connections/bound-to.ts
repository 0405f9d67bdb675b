import type { Values } from '#platform'
import { originsOf, type Connection } from './connection.ts'

/** What each secret is bound to: moved elsewhere, or its address changed, it does not open. */
export const boundTo = {
  connection: ({ id, settings }: Pick<Connection, 'id' | 'settings'>) => `connection ${id} at ${originsOf(settings)}`,
  client: (platform: string, settings: Values) => `client of ${platform} at ${originsOf(settings)}`,
  installation: (name: string) => `installation ${name}`,
}
