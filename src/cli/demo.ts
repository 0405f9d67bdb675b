import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ConnectionView } from '#api/contract/connections.ts'
import { apiRoot, routes } from '#api/contract/routes.ts'
import type { RunView } from '#api/contract/runs.ts'
import { demoFilesIn } from '#config'
import type { Client } from './client.ts'
import { copyDocuments } from './demo-documents.ts'
import { farewell } from './demo-text.ts'
import { CommandFailure } from './failure.ts'
import { follow } from './follow.ts'
import type { LocalCommands, RunningSandbox } from './local-commands.ts'
import { summaryOf } from './run-summary.ts'
import { print, tell, type Terminal } from './terminal.ts'

export interface DemoTerms {
  readonly client: Client
  readonly local: LocalCommands
  readonly terminal: Terminal
  /** The data folder of the Gantry that runs. */
  readonly data: string
  /** A folder to be copied besides the project's documents. */
  readonly folder: string | undefined
  /** What commands need to speak to this Gantry: flags, with a space before them. */
  readonly clientFlags: string
}

/** Where the files of a copy are, where they go and where they come back to; locations as people type them. */
interface Trip {
  readonly source: string
  readonly platform: string
  readonly back: string
}

const procoreName = 'Procore sandbox'
const diskName = 'Demo folder'

/**
 * Shows the main job on real files: a Procore sandbox, two connections, and folders copied into a project and back. A second
 * start finds all of it again and moves only what is new.
 */
export async function demo(terms: DemoTerms): Promise<{ close(): Promise<void> }> {
  const { client, terminal } = terms
  const files = demoFilesIn(terms.data)
  await copyDocuments(join(files, 'documents'))
  const before = (await client.listConnections()).connections
  const sandbox = await startSandbox(before, terms)
  try {
    const procore = await connectProcore(before, sandbox, client)
    await connectDisk(before, files, client)
    const project = await firstProject(procore, client)
    const runs: RunView[] = []
    for (const trip of tripsOf(terms.folder, `${procoreName}:${project}/Gantry demo`)) {
      await mkdir(join(files, 'back', basename(trip.back)), { recursive: true })
      for (const [source, destination] of [
        [trip.source, trip.platform],
        [trip.platform, trip.back],
      ] as const) {
        if (terminal.interrupted.aborted) return sandbox
        runs.push(await copyAndTell(source, destination, terms))
      }
    }
    await print(terminal, farewell({ runs, project, sandbox, files, clientFlags: terms.clientFlags }))
    return sandbox
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

/** On the ports of the last time, since the connection knows them; free ones at first. */
function startSandbox(before: readonly ConnectionView[], { client, local, data }: DemoTerms): Promise<RunningSandbox> {
  const settings = before.find(({ name }) => name === procoreName)?.settings
  const portOf = (address: string | undefined) => (address === undefined ? 0 : Number(new URL(address).port))
  return local.sandbox({
    data: join(data, 'demo', 'sandbox'),
    apiPort: portOf(settings?.domain),
    loginPort: portOf(settings?.loginAddress),
    storagePort: 0,
    adminPort: 0,
    rateLimit: 'none',
    redirectUris: `http://localhost:${new URL(client.server).port}${apiRoot}${routes.completeSignIn.path}`,
    serviceAccountHeader: 'optional',
  })
}

async function connectProcore(
  before: readonly ConnectionView[],
  { addresses, credentials }: RunningSandbox,
  client: Client,
): Promise<ConnectionView> {
  const found = before.find(({ name }) => name === procoreName)
  const [account] = credentials.serviceAccounts
  if (!account) throw new CommandFailure('The sandbox names no service account to connect with.')
  const values = {
    domain: addresses.api,
    loginAddress: addresses.login,
    clientId: account.clientId,
    clientSecret: account.clientSecret,
  }
  const connection =
    found ?? (await client.addConnection({ platform: 'procore', name: procoreName, way: 'client-credentials', values }))
  return tested(connection, client)
}

async function connectDisk(before: readonly ConnectionView[], root: string, client: Client): Promise<ConnectionView> {
  const found = before.find(({ name }) => name === diskName)
  return tested(
    found ?? (await client.addConnection({ platform: 'filesystem', name: diskName, values: { root } })),
    client,
  )
}

async function tested(connection: ConnectionView, client: Client): Promise<ConnectionView> {
  const test = await client.testConnection(connection.id)
  if (!test.succeeded) throw new CommandFailure(`The connection “${connection.name}” does not work: ${test.sentence}`)
  return test.connection
}

/** The first that has Documents: a project whose Documents tool is off refuses to be listed. */
async function firstProject(procore: ConnectionView, client: Client): Promise<string> {
  for await (const { entries } of client.listEntries(`${procore.name}:`)) {
    for (const { name, what } of entries) {
      if (what === 'project' && (await isListed(`${procore.name}:${name}`, client))) return name
    }
  }
  throw new CommandFailure('The sandbox shows no project to copy into.')
}

async function isListed(location: string, client: Client): Promise<boolean> {
  try {
    await client.listEntries(location).next()
    return true
  } catch (error) {
    if (error instanceof CommandFailure) return false
    throw error
  }
}

function tripsOf(folder: string | undefined, platform: string): Trip[] {
  const documents = {
    source: `${diskName}:documents`,
    platform: `${platform}/Gantry documents`,
    back: `${diskName}:back/documents`,
  }
  if (folder === undefined) return [documents]
  const name = (basename(folder) || 'folder').replace(/[^\p{L}\p{N} ._-]/gu, '_')
  return [documents, { source: folder, platform: `${platform}/${name}`, back: `${diskName}:back/${name}` }]
}

async function copyAndTell(source: string, destination: string, { client, terminal }: DemoTerms): Promise<RunView> {
  await tell(terminal, `\nCopying ${source} to ${destination}`)
  const job = await client.addJob({ source, destination, reuse: true })
  const run = await follow(client, await client.startRun(job.id, false), terminal)
  await print(terminal, `${summaryOf(run, terminal)}\n`)
  return run
}
