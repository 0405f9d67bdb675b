import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { countCalls } from './admin/calls.ts'
import { keepFaults } from './admin/faults.ts'
import { adminServer } from './admin/admin-server.ts'
import { sandboxClock } from './clock.ts'
import { limitCalls } from './limits.ts'
import { loginServer } from './oauth/login-server.ts'
import { listed, readOptions, type OptionName, type OptionValues } from './options.ts'
import { apiServer } from './rest/api-server.ts'
import { people, serviceApps, userApp } from './seed/directory.ts'
import { isSeeded, seed } from './seed/seed.ts'
import { findApp, keepRedirectUris } from './state/apps.ts'
import { openContent } from './state/content.ts'
import { openStore, type Store } from './state/store.ts'
import { forgetStaleUploads } from './state/uploads.ts'
import { signer } from './storage/sign.ts'
import { storageServer } from './storage/storage-server.ts'
import type { World } from './world.ts'

/** `data` is the folder of all that the sandbox keeps; it is made when it is missing. The rest has defaults. */
export type SandboxOptions = {
  readonly data: string
  readonly log?: (line: string) => void
} & { readonly [Name in OptionName]?: OptionValues[Name] | undefined }

export interface Sandbox {
  readonly addresses: SandboxAddresses
  readonly credentials: SandboxCredentials
  /** Stops listening and closes what is open; what it holds stays in the data folder. */
  close(): Promise<void>
}

/** Origins without a slash at the end: http://127.0.0.1:7081 */
export interface SandboxAddresses {
  /** Log-in pages and OAuth; what login.procore.com is. */
  readonly login: string
  /** The REST API; what api.procore.com is. */
  readonly api: string
  readonly storage: string
  readonly admin: string
}

export interface SandboxCredentials {
  /** The app that people sign in through. */
  readonly app: { readonly clientId: string; readonly clientSecret: string; readonly redirectUris: readonly string[] }
  /** Apps for client_credentials, each with the name of the account it acts as. */
  readonly serviceAccounts: readonly ServiceAccountCredential[]
  /** The first is an administrator of everything. */
  readonly users: readonly UserCredential[]
}

export interface ServiceAccountCredential {
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface UserCredential {
  readonly name: string
  readonly email: string
  readonly password: string
  /** What this account may do with documents, in a few words. */
  readonly may: string
}

/** Starts the four servers on what the data folder holds. Throws an OptionError for options that make no sense. */
export async function startSandbox({ data, log = () => undefined, ...given }: SandboxOptions): Promise<Sandbox> {
  const options = readOptions(given)
  const clock = sandboxClock(options.clock)
  const store = openStore(data)
  const addresses = { login: '', api: '', storage: '', admin: '' }
  const world: World = {
    options,
    clock,
    store,
    content: openContent(join(data, 'content')),
    signer: signer(signingKey(store)),
    limits: limitCalls(options, clock),
    calls: countCalls(),
    faults: keepFaults(),
    addresses,
    log,
  }
  const servers: FastifyInstance[] = []
  const close = async () => {
    await Promise.all(servers.map((server) => server.close()))
    store.close()
  }
  try {
    await prepare(world)
    if (given.redirectUris !== undefined) keepRedirectUris(store, userApp.clientId, listed(options.redirectUris))
    const listen = async (server: FastifyInstance, port: number) => {
      servers.push(server)
      return server.listen({ host: options.host, port })
    }
    addresses.login = await listen(loginServer(world), options.loginPort)
    addresses.api = await listen(apiServer(world), options.apiPort)
    addresses.storage = await listen(storageServer(world), options.storagePort)
    addresses.admin = await listen(
      adminServer(world, () => reset(world)),
      options.adminPort,
    )
  } catch (error) {
    await close()
    throw error
  }
  return { addresses, credentials: credentialsOf(store), close }
}

async function prepare(world: World): Promise<void> {
  if (!isSeeded(world.store)) await reset(world)
  for (const blob of forgetStaleUploads(world.store, world.clock.now())) await world.content.remove(blob)
}

/** Everything as it was on the first day; who is signed in stays so. A start that broke off is begun anew as well. */
async function reset(world: World): Promise<void> {
  world.store.empty()
  world.content.empty()
  await seed(world)
}

/** Kept, so that addresses that were given out survive a restart. */
function signingKey(store: Store): Buffer {
  const kept = store.first<{ value: string }>(`select value from keys where name = 'signing'`)
  if (kept) return Buffer.from(kept.value, 'hex')
  const key = randomBytes(32)
  store.run(`insert into keys (name, value) values ('signing', ?)`, key.toString('hex'))
  return key
}

function credentialsOf(store: Store): SandboxCredentials {
  return {
    app: { ...pick(userApp), redirectUris: findApp(store, userApp.clientId)?.redirectUris ?? [] },
    serviceAccounts: serviceApps.map((app) => ({ name: `${app.firstName} ${app.lastName}`, ...pick(app) })),
    users: people.map(({ firstName, lastName, email, password, may }) => ({
      name: `${firstName} ${lastName}`,
      email,
      password,
      may,
    })),
  }
}

function pick({ clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string }) {
  return { clientId, clientSecret }
}
