// Connects a Gantry to a Procore sandbox by its service account, and looks into the sandbox past Gantry.
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Gantry } from './gantry.ts'
import type { Sandbox } from './sandbox.ts'

export interface ConnectedProcore {
  /** The start of a location: `Procore:Harbour Tower`. */
  readonly project: string
  /** The files below a folder of the project's root, as Procore itself lists them. */
  documents(folder: string): Promise<readonly { readonly path: string; readonly versions: number }[]>
}

interface Project {
  readonly id: number
  readonly name: string
}

interface Document {
  readonly name_with_path: string
  readonly document_type: string
  readonly is_deleted: boolean
  readonly file?: { readonly current_version?: { readonly number: number } }
}

const perPage = 2000
// A project of the sandbox's first company that has no documents yet (sandbox/procore/seed/directory.ts).
const company = '4264590'
const projectName = 'Northgate Elementary School'

export async function connectProcore(gantry: Gantry, sandbox: Sandbox): Promise<ConnectedProcore> {
  const { addresses, credentials } = sandbox
  const [account] = credentials.serviceAccounts
  if (!account) throw new Error('The sandbox names no service account.')
  const secret = join(gantry.data, 'client-secret.txt')
  await writeFile(secret, account.clientSecret)
  await chmod(secret, 0o600)
  const values = { domain: addresses.api, loginAddress: addresses.login, clientId: account.clientId, company }
  const set = Object.entries(values).flatMap(([field, value]) => ['--set', `${field}=${value}`])
  const how = ['--way', 'client-credentials', ...set, '--set-file', `clientSecret=${secret}`]
  const { code, stderr } = await gantry.run(['connections', 'add', 'procore', '--name', 'Procore', ...how])
  if (code !== 0) throw new Error(`The sandbox could not be connected: ${stderr}`)

  const token = await tokenOf(addresses.login, account)
  const headers = { authorization: `Bearer ${token}`, 'procore-company-id': company }
  const projects = await ask<readonly Project[]>(`${addresses.api}/rest/v1.1/projects?company_id=${company}`, headers)
  const project = projects.find(({ name }) => name === projectName)
  if (!project) throw new Error(`The sandbox does not show the project ${projectName}.`)
  return {
    project: `Procore:${project.name}`,
    async documents(folder) {
      const files: { path: string; versions: number }[] = []
      for (let page = 1; ; page++) {
        const query = `view=extended&per_page=${perPage}&page=${page}`
        const url = `${addresses.api}/rest/v1.0/projects/${project.id}/documents?${query}`
        const documents = await ask<readonly Document[]>(url, headers)
        const start = `${project.name}/${folder}/`
        for (const { name_with_path: path, document_type: type, is_deleted: isDeleted, file } of documents) {
          if (type !== 'file' || isDeleted || !path.startsWith(start)) continue
          files.push({ path: path.slice(start.length), versions: file?.current_version?.number ?? 0 })
        }
        if (documents.length < perPage) return files
      }
    },
  }
}

async function tokenOf(login: string, account: { clientId: string; clientSecret: string }): Promise<string> {
  const body = { grant_type: 'client_credentials', client_id: account.clientId, client_secret: account.clientSecret }
  const answer = await fetch(`${login}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

async function ask<Answer>(url: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return (await (await fetch(url, { headers })).json()) as Answer
}
