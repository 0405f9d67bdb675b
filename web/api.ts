import type {
  ChangeConnection,
  ConnectionChange,
  ConnectionList,
  ConnectionQuery,
  ConnectionTest,
  ConnectionTrouble,
  ConnectionView,
  NewConnection,
  SignInView,
} from '#api/contract/connections.ts'
import type { EntryPage, VersionList } from '#api/contract/locations.ts'
import type { PlatformList } from '#api/contract/platforms.ts'
import { auditActs } from './acts/audit.ts'
import { comparisonActs } from './acts/comparison.ts'
import { peopleActs } from './acts/people.ts'
import { settingsActs } from './acts/settings.ts'
import { webhookActs } from './acts/webhooks.ts'
import { workActs } from './acts/work.ts'
import { ask } from './ask.ts'

/** The API as functions, one for each act that the page uses, by the names of the contract's routes. */
export const api = {
  ...peopleActs,
  ...settingsActs,
  ...auditActs,
  ...workActs,
  ...webhookActs,
  ...comparisonActs,

  listPlatforms: () => ask<PlatformList>('listPlatforms'),

  listConnections: (query: Omit<ConnectionQuery, 'limit'> & { readonly limit?: number } = {}) =>
    ask<ConnectionList>('listConnections', { query }),
  addConnection: (json: NewConnection) => ask<ConnectionView>('addConnection', { json }),
  showConnection: (connection: string) => ask<ConnectionView>('showConnection', { parts: { connection } }),
  changeConnection: (connection: string, json: ChangeConnection) =>
    ask<ConnectionChange>('changeConnection', { parts: { connection }, json }),
  removeConnection: (connection: string) => ask<void>('removeConnection', { parts: { connection } }),
  duplicateConnection: (connection: string, name?: string) =>
    ask<ConnectionView>('duplicateConnection', { parts: { connection }, json: { name } }),
  testConnection: (connection: string, writes = false) =>
    ask<ConnectionTest>('testConnection', { parts: { connection }, json: { writes } }),
  listTroubles: (connection: string) => ask<ConnectionTrouble>('listTroubles', { parts: { connection } }),
  beginSignIn: (connection: string) => ask<SignInView>('beginSignIn', { parts: { connection } }),

  listEntries: (location: string, cursor?: string) => ask<EntryPage>('listEntries', { query: { location, cursor } }),
  listVersions: (location: string) => ask<VersionList>('listVersions', { query: { location } }),
}

export type Api = typeof api
