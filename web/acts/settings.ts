import type { ClientCredentialsChange, ClientCredentialsList } from '#api/contract/client-credentials.ts'
import type { ProofKeyView } from '#api/contract/proof-key.ts'
import { ask } from '../ask.ts'

export const settingsActs = {
  listClientCredentials: () => ask<ClientCredentialsList>('listClientCredentials'),
  setClientCredentials: (platform: string, values: Readonly<Record<string, string>>) =>
    ask<ClientCredentialsChange>('setClientCredentials', { parts: { platform }, json: { values } }),
  showProofKey: () => ask<ProofKeyView>('showProofKey'),
  removeClientCredentials: (platform: string) => ask<unknown>('removeClientCredentials', { parts: { platform } }),
} as const
