import type { ClientCredentialsChange, ClientCredentialsList } from '#api/contract/client-credentials.ts'
import { ask } from '../ask.ts'

export const settingsActs = {
  listClientCredentials: () => ask<ClientCredentialsList>('listClientCredentials'),
  setClientCredentials: (platform: string, values: Readonly<Record<string, string>>) =>
    ask<ClientCredentialsChange>('setClientCredentials', { parts: { platform }, json: { values } }),
  removeClientCredentials: (platform: string) => ask<unknown>('removeClientCredentials', { parts: { platform } }),
} as const
