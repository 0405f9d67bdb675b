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
  /** Puts a file into a folder of the project's root. */
  addFile(folder: string, name: string, content: string): Promise<void>
  /** Checks a file out, so that nobody else may replace it. */
  checkOut(path: string): Promise<void>
}

interface Project {
  readonly id: number
  readonly name: string
}

interface Document {
  readonly id: number
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

  // Another account than Gantry's, so that what befalls that one does not blind this one.
  const token = await tokenOf(addresses.login, credentials.serviceAccounts[1] ?? account)
  const headers = { authorization: `Bearer ${token}`, 'procore-company-id': company }
  const call = <Result>(method: string, route: string, body?: object) =>
    ask<Result>(`${addresses.api}/rest${route}`, method, headers, body)
  const projects = await call<readonly Project[]>('GET', `/v1.1/projects?company_id=${company}`)
  const project = projects.find(({ name }) => name === projectName)
  if (!project) throw new Error(`The sandbox does not show the project ${projectName}.`)

  async function filesBelow(start: string): Promise<readonly Document[]> {
    const files: Document[] = []
    for (let page = 1; ; page++) {
      const query = `view=extended&per_page=${perPage}&page=${page}`
      const documents = await call<readonly Document[]>('GET', `/v1.0/projects/${project?.id}/documents?${query}`)
      files.push(
        ...documents.filter(
          ({ name_with_path: path, document_type: type, is_deleted: isDeleted }) =>
            type === 'file' && !isDeleted && path.startsWith(start),
        ),
      )
      if (documents.length < perPage) return files
    }
  }

  return {
    project: `Procore:${project.name}`,
    async documents(folder) {
      const start = `${project.name}/${folder}/`
      return (await filesBelow(start)).map(({ name_with_path: path, file }) => ({
        path: path.slice(start.length),
        versions: file?.current_version?.number ?? 0,
      }))
    },
    async addFile(folder, name, content) {
      const documents = await call<readonly Document[]>(
        'GET',
        `/v1.0/projects/${project.id}/documents?per_page=${perPage}`,
      )
      const parent = documents.find((document) => document.name_with_path === `${project.name}/${folder}`)
      const upload = await call<Upload>('POST', `/v1.1/projects/${project.id}/uploads`, { response_filename: name })
      const form = new FormData()
      for (const [field, value] of Object.entries(upload.fields)) form.append(field, value)
      form.append('file', new Blob([content]), 'file')
      await fetch(upload.url, { method: 'POST', body: form })
      await call('POST', `/v1.0/files?project_id=${project.id}`, {
        file: { name, upload_uuid: upload.uuid, parent_id: parent?.id },
      })
    },
    async checkOut(path) {
      const [file] = await filesBelow(`${project.name}/${path}`)
      if (!file) throw new Error(`There is no ${path} in ${project.name}.`)
      const until = new Date(Date.now() + 3_600_000).toISOString()
      await call('PATCH', `/v1.0/files/${file.id}?project_id=${project.id}`, { file: { checked_out_until: until } })
    },
  }
}

interface Upload {
  readonly uuid: string
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
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

async function ask<Answer>(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${method} ${url}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}
