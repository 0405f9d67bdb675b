import type {
  ConnectionList,
  ConnectionTest,
  ConnectionView,
  NewConnection,
  SignInView,
} from '#api/contract/connections.ts'
import type { EntryPage } from '#api/contract/locations.ts'
import type { LinkView, MeView, SignInForm, WelcomeForm } from '#api/contract/people.ts'
import type { PlatformList } from '#api/contract/platforms.ts'
import { ask } from './ask.ts'

/** The API as functions, one for each act that the page uses, by the names of the contract's routes. */
export const api = {
  showMe: () => ask<MeView>('showMe'),
  signIn: (json: SignInForm) => ask<MeView>('signIn', { json }),
  signOut: () => ask<void>('signOut'),
  lookAtLink: (secret: string) => ask<LinkView>('lookAtLink', { json: { secret } }),
  redeemLink: (json: WelcomeForm) => ask<MeView>('redeemLink', { json }),

  listPlatforms: () => ask<PlatformList>('listPlatforms'),
  listConnections: () => ask<ConnectionList>('listConnections'),
  addConnection: (json: NewConnection) => ask<ConnectionView>('addConnection', { json }),
  showConnection: (connection: string) => ask<ConnectionView>('showConnection', { parts: { connection } }),
  removeConnection: (connection: string) => ask<void>('removeConnection', { parts: { connection } }),
  testConnection: (connection: string) => ask<ConnectionTest>('testConnection', { parts: { connection } }),
  beginSignIn: (connection: string) => ask<SignInView>('beginSignIn', { parts: { connection } }),
  listEntries: (location: string, cursor?: string) => ask<EntryPage>('listEntries', { query: { location, cursor } }),
}

export type Api = typeof api
