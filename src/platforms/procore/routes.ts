import { StorageError, type SpaceId } from '#platform'

/** The tree of documents of a project, or of a company as a whole. */
export interface Tree {
  readonly space: SpaceId
  readonly company: string
  readonly project?: string
}

export function spaceId(company: string, project?: string): SpaceId {
  return project === undefined ? company : `${company}/${project}`
}

/** Throws not-found for what cannot be a space of Procore. */
export function treeOf(space: SpaceId): Tree {
  const [, company, project] = /^(\d+)(?:\/(\d+))?$/.exec(space) ?? []
  if (company !== undefined) return { space, company, ...(project !== undefined && { project }) }
  throw new StorageError({
    kind: 'not-found',
    message: `“${space}” is no project or company in Procore. Choose the space again.`,
  })
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>

export function folderRoute(tree: Tree, id: string | undefined, query: Query = {}): string {
  return routeTo(tree, id === undefined ? 'folders' : `folders/${id}`, query)
}

export function fileRoute(tree: Tree, id: string | undefined, query: Query = {}): string {
  return routeTo(tree, id === undefined ? 'files' : `files/${id}`, query)
}

/** Project and company have the same endpoints at different addresses. */
function routeTo({ company, project }: Tree, what: string, query: Query): string {
  return project === undefined
    ? route(`/rest/v1.0/companies/${company}/${what}`, query)
    : route(`/rest/v1.0/${what}`, { project_id: project, ...query })
}

export function documentsRoute(tree: Tree, query: Query): string {
  return route(`/rest/v1.0/${ownerOf(tree)}/documents`, query)
}

export function uploadRoute(tree: Tree, uuid?: string): string {
  const uploads = `/rest/v1.1/${ownerOf(tree)}/uploads`
  return uuid === undefined ? uploads : `${uploads}/${encodeURIComponent(uuid)}`
}

function ownerOf({ company, project }: Tree): string {
  return project === undefined ? `companies/${company}` : `projects/${project}`
}

export function route(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
