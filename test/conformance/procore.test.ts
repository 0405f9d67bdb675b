import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import type { Connection, Storage, Values } from '#platform'
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
      async fillIn({ kind, id }) {
        const fields = { custom_field_5101: 'For Review', custom_field_5102: 'Structural' }
        const [, project] = folder.space.split('/')
        await patch(`${kind}s/${id}?project_id=${project}`, { [kind]: fields }, await credential.read())
        return fields
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

async function patch(path: string, body: object, secrets: Values): Promise<void> {
  const answer = await fetch(`${sandbox.addresses.api}/rest/v1.0/${path}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${secrets['accessToken']}`,
      'content-type': 'application/json',
      'procore-company-id': company,
    },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to PATCH ${path}: ${await answer.text()}`)
}

async function projectIn(storage: Storage): Promise<string> {
  for await (const { entries } of storage.spaces()) {
    const project = entries.find(({ name }) => name === projectName)
    if (project) return project.id
  }
  throw new Error(`The sandbox does not show the project ${projectName}.`)
}
