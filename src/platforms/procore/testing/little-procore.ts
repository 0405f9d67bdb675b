import { scriptedServer, type Answering, type Heard, type Reply, type ScriptedServer } from './scripted-server.ts'

export interface LittleDocument {
  readonly id: number
  name: string
  parent_id: number | null
  readonly isFolder: boolean
  is_deleted: boolean
  readonly is_recycle_bin: boolean
  readonly versions: { readonly id: number; readonly bytes: Buffer }[]
  read_only: boolean
  private: boolean
  held?: string
  custom_fields?: Readonly<Record<string, unknown>>
}

/** A few endpoints of one project, by Procore's reference: enough to see what the connector asks and how often. */
export interface LittleProcore extends AsyncDisposable {
  readonly api: ScriptedServer
  /** Where bytes go and come from; it wants no token. */
  readonly storage: ScriptedServer
  readonly documents: Map<number, LittleDocument>
  /** A folder, or a file when it has content. */
  put(name: string, parent: number, content?: string): LittleDocument
  /** Counted calls since the last time that this was asked. */
  newCalls(): readonly string[]
  /** Answers before all others; `undefined` leaves it to them. */
  override: Answering
}

export const rootId = 100
const project = '7'

export async function littleProcore(): Promise<LittleProcore> {
  const documents = new Map<number, LittleDocument>()
  const uploads = new Map<string, Buffer>()
  let lastId = rootId
  let seen = 0
  const add = (name: string, parent_id: number | null, isFolder: boolean, is_recycle_bin = false): LittleDocument => {
    const flags = { is_deleted: false, is_recycle_bin, read_only: false, private: false }
    const document = { id: lastId++, name, parent_id, isFolder, versions: [], ...flags }
    documents.set(document.id, document)
    return document
  }
  const addVersion = (document: LittleDocument, bytes: Buffer) => document.versions.push({ id: lastId++, bytes })
  add('Bridge', null, true)
  add('Recycle Bin', rootId, true, true)

  const storage = await scriptedServer((heard) => {
    if (heard.headers.authorization !== undefined) return { status: 400, body: '<Error>Only one auth</Error>' }
    const [, what, key = ''] = heard.path.split('/')
    if (what === 'put') return keepSegment(uploads, key, heard)
    if (what === 'form') return keepForm(uploads, heard)
    const version = versionOf(documents, key)
    return version ? ranged(version.bytes, heard) : { status: 404 }
  })

  const wire = (document: LittleDocument) => wireOf(document, api.origin)
  const childrenOf = (id: number) => [...documents.values()].filter((child) => child.parent_id === id)

  function folderWith(id: number): Reply {
    const folder = documents.get(id)
    if (!folder?.isFolder) return { status: 404, body: { message: 'Not found' } }
    const children = childrenOf(id)
    const folders = children
      .filter(({ isFolder }) => isFolder)
      .map((child) => ({ ...wire(child), folders: [], files: [] }))
    const files = children.filter(({ isFolder }) => !isFolder).map(wire)
    return { body: { ...wire(folder), folders, files } }
  }

  function create(isFolder: boolean, given: Given): Reply {
    const parent = Number(given.parent_id ?? rootId)
    if (!documents.get(parent)?.isFolder) return { status: 404, body: { message: 'Not found' } }
    const name = given.name ?? ''
    const isTaken = childrenOf(parent).some(
      (child) => !child.is_deleted && child.name.toLowerCase() === name.toLowerCase(),
    )
    if (isTaken) return { status: 400, body: { errors: { name: ['has already been taken'] } } }
    const content = given.upload_uuid === undefined ? undefined : uploads.get(given.upload_uuid)
    if (!isFolder && !content) return { status: 400, body: { errors: ['upload not found'] } }
    const document = add(name, parent, isFolder)
    if (content) addVersion(document, content)
    return { status: 201, body: wire(document) }
  }

  function change(document: LittleDocument, given: Given): Reply {
    if (given.upload_uuid !== undefined && document.held !== undefined) {
      const body = { errors: { base: ['File is checked out'] }, error_type: 'conflict', file: wire(document) }
      return { status: 409, body }
    }
    const content = given.upload_uuid === undefined ? undefined : uploads.get(given.upload_uuid)
    if (content) addVersion(document, content)
    if (given.name !== undefined) document.name = given.name
    if (given.parent_id !== undefined) document.parent_id = Number(given.parent_id)
    return { body: wire(document) }
  }

  function flat({ query }: Heard): Reply {
    const below = query.get('filters[folder_id]')
    const rows = [...documents.values()].filter((document) => {
      const isWanted = document.isFolder === (query.get('filters[document_type]') === 'folder')
      const isInBin = document.is_deleted || document.is_recycle_bin
      return isWanted && !isInBin && (below === null || isBelow(documents, document, Number(below)))
    })
    const perPage = Number(query.get('per_page'))
    const page = Number(query.get('page'))
    const some = rows.slice((page - 1) * perPage, page * perPage).map((row) => rowOf(row, wire(row)))
    return { headers: { total: String(rows.length), 'per-page': String(perPage) }, body: some }
  }

  const little = { override: (() => undefined) as Answering }
  const api: ScriptedServer = await scriptedServer(async (heard) => {
    const scripted = await little.override(heard)
    if (scripted) return scripted
    const { method, path, body } = heard
    const [kind, id] = path.replace('/rest/v1.0/', '').split('/')
    if (path === '/oauth/token') return { body: { access_token: 'access-token-1', expires_in: 5400 } }
    if (path === '/rest/v1.0/me') return { body: { login: 'gantry@example.com', name: 'Gantry' } }
    if (path === '/rest/v1.0/companies') return { headers: { total: '1' }, body: [{ id: 3, name: 'Acme' }] }
    if (path === '/rest/v1.1/projects')
      return { headers: { total: '1' }, body: [{ id: Number(project), name: 'Bridge' }] }
    if (path === `/rest/v1.0/projects/${project}/documents`) return flat(heard)
    if (path.startsWith(`/rest/v1.1/projects/${project}/uploads`)) return upload(heard, storage.origin)
    if (kind === 'download') return { status: 302, headers: { location: `${storage.origin}/get/${id}` } }
    if (kind !== 'files' && kind !== 'folders') return undefined
    const given = body.length > 0 ? givenIn(body) : {}
    if (id === undefined) return method === 'POST' ? create(kind === 'folders', given) : folderWith(rootId)
    const document = documents.get(Number(id))
    if (!document || document.isFolder !== (kind === 'folders')) return { status: 404, body: { message: 'Not found' } }
    if (method === 'PATCH') return change(document, given)
    if (method === 'DELETE') return ((document.is_deleted = true), {})
    return kind === 'folders' ? folderWith(document.id) : { body: wire(document) }
  })

  return Object.assign(little, {
    api,
    storage,
    documents,
    put(name: string, parent: number, content?: string) {
      const document = add(name, parent, content === undefined)
      if (content !== undefined) addVersion(document, Buffer.from(content))
      return document
    },
    newCalls() {
      const calls = api.calls.slice(seen)
      seen = api.calls.length
      return calls.filter((call) => !call.includes('/oauth/') && !call.includes('/download/'))
    },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]()
      await storage[Symbol.asyncDispose]()
    },
  })
}

interface Given {
  readonly name?: string
  readonly parent_id?: number | string
  readonly upload_uuid?: string
}

function givenIn(body: Buffer): Given {
  const { file, folder } = JSON.parse(body.toString()) as { file?: Given; folder?: Given }
  return file ?? folder ?? {}
}

function wireOf(document: LittleDocument, origin: string) {
  const { id, name, parent_id, is_deleted, is_recycle_bin, read_only, held, custom_fields = {} } = document
  const updated_at = '2026-03-04T05:06:07Z'
  const common = { id, name, parent_id, is_deleted, updated_at, custom_fields, private: document.private }
  if (document.isFolder) return { ...common, is_recycle_bin, read_only }
  const versions = document.versions.map((version, at) => ({
    id: version.id,
    number: at + 1,
    size: version.bytes.length,
    url: `${origin}/rest/v1.0/download/${version.id}?sig=signed`,
    created_at: `2026-01-02T03:04:0${at}Z`,
    created_by: { id: 1, login: 'ada@example.com', name: 'Ada' },
  }))
  return {
    ...common,
    size: versions.at(-1)?.size,
    created_at: '2026-01-02T03:04:00Z',
    checked_out_by: held === undefined ? null : { id: 2, login: 'bob@example.com', name: held },
    checked_out_until: held === undefined ? null : '2999-01-01T00:00:00Z',
    // Newest first: the order is not documented.
    file_versions: versions.toReversed(),
  }
}

function rowOf({ isFolder, read_only }: LittleDocument, wire: ReturnType<typeof wireOf>) {
  if (isFolder || !('file_versions' in wire)) return { ...wire, document_type: 'folder' }
  const { checked_out_by, checked_out_until, file_versions, size: _, ...common } = wire
  const file = { checked_out_by, checked_out_until, current_version: file_versions[0] }
  return { ...common, read_only, document_type: 'file', file }
}

function isBelow(documents: Map<number, LittleDocument>, document: LittleDocument, id: number): boolean {
  for (let at: LittleDocument | undefined = document; at; at = documents.get(at.parent_id ?? 0))
    if (at.id === id) return true
  return false
}

function versionOf(documents: Map<number, LittleDocument>, key: string) {
  for (const { versions } of documents.values()) {
    const found = versions.find(({ id }) => id === Number(key))
    if (found) return found
  }
  return undefined
}

function ranged(bytes: Buffer, { headers }: Heard): Reply {
  const [, start, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? []
  if (start === undefined) return { body: bytes }
  return { status: 206, body: bytes.subarray(Number(start), last === '' ? undefined : Number(last) + 1) }
}

function upload({ method, path, body }: Heard, storage: string): Reply {
  const uuid = `upload-${Math.random().toString(36).slice(2)}`
  const { segments } = JSON.parse(body.toString()) as { segments?: { size: number; sha256: string }[] }
  if (method === 'PATCH') return { body: { uuid: path.split('/').at(-1), status: 'complete' } }
  if (!segments) return { status: 201, body: { uuid, url: `${storage}/form`, fields: { key: uuid, policy: 'p"1' } } }
  const headersOf = ({ sha256 }: { sha256: string }) => ({ 'x-amz-content-sha256': sha256 })
  const targets = segments.map((segment, at) => ({
    url: `${storage}/put/${uuid}?part=${at}`,
    headers: headersOf(segment),
  }))
  return { status: 201, body: { uuid, status: 'ready', segments: targets } }
}

function keepForm(uploads: Map<string, Buffer>, { body, headers }: Heard): Reply {
  const boundary = /boundary=(.*)$/.exec(headers['content-type'] ?? '')?.[1] ?? ''
  const text = body.toString('latin1')
  const key = /name="key"\r\n\r\n(.*?)\r\n/.exec(text)?.[1] ?? ''
  const head = text.indexOf('name="file"')
  const from = text.indexOf('\r\n\r\n', head) + 4
  uploads.set(key, body.subarray(from, text.lastIndexOf(`\r\n--${boundary}--`)))
  return { status: 204 }
}

function keepSegment(uploads: Map<string, Buffer>, key: string, { body, query }: Heard): Reply {
  uploads.set(key, Buffer.concat([uploads.get(key) ?? Buffer.alloc(0), body]))
  return { headers: { etag: `"etag-${query.get('part')}"` } }
}
