import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import type { Connection, Storage } from '#platform'
import { conformance } from '#platform/conformance/conformance.ts'
import { platforms } from '#platforms'
import { systemClock } from '#toolkit/clock.ts'
import { networkWith } from '#toolkit/network.ts'
import { memoryPacer } from '#toolkit/testing/memory-pacer.ts'
import { silentLog } from '../../src/database/testing/silent-log.ts'
import { startSandbox, type Sandbox } from '../servers/sandbox.ts'
import { heldCredential, type HeldCredential } from './held-credential.ts'

// A project of the sandbox's first company that has no documents yet (sandbox/procore/seed/directory.ts).
const company = '4264590'
const projectName = 'Northgate Elementary School'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
})

afterAll(async () => {
  await sandbox[Symbol.asyncDispose]()
})

conformance('procore', {
  async open() {
    const [account] = sandbox.credentials.serviceAccounts
    if (!account) throw new Error('The sandbox has no service account.')
    const credential = heldCredential({ clientSecret: account.clientSecret })
    const connection: Connection = {
      way: 'client-credentials',
      settings: {
        domain: sandbox.addresses.api,
        loginAddress: sandbox.addresses.login,
        clientId: account.clientId,
        company,
      },
    }
    const storage = await openProcore(connection, credential)
    const folder = { space: await projectIn(storage), path: [`Case ${randomUUID()}`] }
    await storage.makeFolder?.(folder)
    return {
      storage,
      folder,
      reopen: () => openProcore(connection, credential),
      secrets: credential.secrets,
      async expireToken() {
        await sandbox.admin('POST', '/tokens/expire', { client_id: account.clientId })
        const before = credential.renewals()
        return () => credential.renewals() - before
      },
      async limitRate() {
        const headers = { 'retry-after': '1' }
        await sandbox.admin('POST', '/faults', { endpoint: '*', nth: 3, times: 1, status: 429, headers })
      },
      async close() {
        await sandbox.admin('DELETE', '/faults')
        await storage.delete?.(folder)
        await storage.close()
      },
    }
  },
})

function openProcore(connection: Connection, credential: HeldCredential): Promise<Storage> {
  const procore = platforms.find(({ manifest }) => manifest.id === 'procore')
  if (!procore) throw new Error('Procore is not among the platforms.')
  const pacer = memoryPacer(systemClock)
  const network = networkWith(['loopback'])
  return procore.open(connection, { clock: systemClock, log: silentLog, network, pacer, credential })
}

async function projectIn(storage: Storage): Promise<string> {
  for await (const { entries } of storage.spaces()) {
    const project = entries.find(({ name }) => name === projectName)
    if (project) return project.id
  }
  throw new Error(`The sandbox does not show the project ${projectName}.`)
}
