import type { Kysely } from 'kysely'
import {
  clientCredentialsChange,
  clientCredentialsList,
  clientCredentialsView,
  keyRotation,
  setClientCredentials as setForm,
  type ClientCredentialsView,
} from '#api/contract/client-credentials.ts'
import { platformParams } from '#api/contract/params.ts'
import { actorIn } from '#people/asked.ts'
import type { Clock, Log, Manifest, Platform } from '#platform'
import { route } from '#toolkit/route.ts'
import { platformCalled } from './add.ts'
import { removeClientCredentials, setClientCredentials } from './client-credentials.ts'
import { connectionsWithClient, findClient } from './client-rows.ts'
import { clientFieldsOf } from './client.ts'
import { ConnectionRefused } from './connection.ts'
import type { Keys } from './keys.ts'
import { rotateKeys } from './rotate-keys.ts'
import type { Vault } from './vault.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly vault: Vault
  readonly keys: Keys
  readonly log: Log
  readonly platforms: readonly Platform[]
  readonly clock: Clock
  readonly redirectUrl: () => string
}

/** The installation's own apps at the platforms. */
export function clientRoutes(means: Means) {
  const { db, platforms } = means
  const present = async (manifest: Manifest): Promise<ClientCredentialsView> => {
    const stored = await findClient(db, manifest.id)
    const secrets = clientFieldsOf(manifest).filter(({ kind }) => kind === 'secret')
    return {
      platform: { id: manifest.id, title: manifest.title },
      isSet: stored !== undefined,
      values: { ...stored?.settings },
      secrets: stored ? secrets.map(({ id }) => id) : [],
      connections: (await connectionsWithClient(db, manifest.id)).length,
      ...(stored && { changedAt: stored.changedAt.toISOString() }),
      redirectUrl: means.redirectUrl(),
    }
  }
  const manifestOf = (id: string): Manifest => {
    const { manifest } = platformCalled(platforms, id)
    if (clientFieldsOf(manifest).length > 0) return manifest
    throw new ConnectionRefused('not-found', `${manifest.title} knows no client credentials of an installation.`)
  }

  return {
    listClientCredentials: route({
      answer: clientCredentialsList,
      async act() {
        const manifests = platforms.map(({ manifest }) => manifest).filter((one) => clientFieldsOf(one).length > 0)
        return { credentials: await Promise.all(manifests.map(present)) }
      },
    }),

    showClientCredentials: route({
      params: platformParams,
      answer: clientCredentialsView,
      act: async ({ params }) => present(manifestOf(params.platform)),
    }),

    setClientCredentials: route({
      params: platformParams,
      body: setForm,
      answer: clientCredentialsChange,
      async act({ params, body, request }) {
        const manifest = manifestOf(params.platform)
        const { signedOut } = await setClientCredentials(means, actorIn(request), manifest.id, body.values)
        const credentials = await present(manifest)
        const after =
          signedOut === 0 ? '' : ` They lead elsewhere now: ${signedOut} connections have to be signed in again.`
        return { credentials, signedOut, sentence: `The client credentials for ${manifest.title} are kept.${after}` }
      },
    }),

    removeClientCredentials: route({
      params: platformParams,
      status: 204,
      act: async ({ params, request }) =>
        removeClientCredentials(means, actorIn(request), manifestOf(params.platform).id),
    }),

    rotateKeys: route({
      answer: keyRotation,
      act: async ({ request }) => rotateKeys(means, actorIn(request)),
    }),
  }
}
