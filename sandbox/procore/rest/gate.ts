import { forbidden, invalid, notFound, Refusal } from '../http/refusal.ts'
import { isInstalled, isPermitted } from '../state/apps.ts'
import { hiddenFrom } from '../state/listing.ts'
import {
  findCompany,
  findServiceUser,
  findUser,
  isInCompany,
  levels,
  membershipOf,
  type Level,
} from '../state/people.ts'
import { findProject, treeOf, type Project } from '../state/projects.ts'
import type { Call, CompanyCall, DocumentsCall, ProjectCall, Route } from './call.ts'

type Act<Kind extends Call> = (call: Kind) => unknown
type Method = Route['method']
type Paths = string | readonly string[]

const statuses: Readonly<Record<Method, number>> = { GET: 200, POST: 201, PATCH: 200, DELETE: 200 }
const listed = (paths: Paths) => (typeof paths === 'string' ? [paths] : paths)

/** A route of the caller alone. */
export function personal(method: Method, paths: Paths, act: Act<Call>): Route {
  return { method, paths: listed(paths), status: statuses[method], act }
}

/** A route inside the company that header, path or query name. */
export function inCompany(method: Method, paths: Paths, act: Act<CompanyCall>): Route {
  return { method, paths: listed(paths), status: statuses[method], act: (call) => act(enterCompany(call)) }
}

export function inProject(method: Method, paths: Paths, act: Act<ProjectCall>): Route {
  return {
    method,
    paths: listed(paths),
    status: statuses[method],
    act: (call) => {
      const inside = enterCompany(call)
      return act({ ...inside, project: enterProject(inside, projectIdOf(call)) })
    },
  }
}

/** A route on the documents of a project or a company, for those whose level in that tool is at least `level`. */
export function onDocuments(method: Method, paths: Paths, level: Level, act: Act<DocumentsCall>): Route {
  return {
    method,
    paths: listed(paths),
    status: statuses[method],
    act: (call) => act(enterDocuments(enterCompany(call), level)),
  }
}

export function enterCompany(call: Call): CompanyCall {
  const { world, token, namedCompany } = call
  if (namedCompany === undefined) throw missingCompany(world.options.missingCompanyStatus)
  const asked = idOf(call.params.company_id) ?? call.query.number('company_id')
  const company = findCompany(world.store, namedCompany)
  if (asked !== undefined && asked !== namedCompany) throw notFound('Company')
  if (!company) throw notFound('Company')
  if (!isInstalled(world.store, token.clientId, company.id)) throw forbidden('App is not connected to this company.')
  const user =
    token.user === null ? findServiceUser(world.store, token.clientId, company.id) : findUser(world.store, token.user)
  const place = user && isInCompany(world.store, company.id, user.id)
  if (!user || !place) throw forbidden('You are not in the directory of this company.')
  return { ...call, company, user, isAdmin: place.isAdmin }
}

export function enterProject(call: CompanyCall, id: number | undefined): Project {
  if (id === undefined) throw invalid('project_id', 'is required')
  const { store } = call.world
  const project = findProject(store, id)
  if (!project || project.company !== call.company.id) throw notFound('Project')
  if (call.token.user === null && !isPermitted(store, call.token.clientId, id)) {
    throw forbidden('This project is not among the permitted projects of the service account.')
  }
  const tree = treeOf(store, call.company.id, id)
  if (!tree || !membershipOf(store, call.company.id, tree.root, call.user.id)) throw notFound('Project')
  return project
}

function enterDocuments(call: CompanyCall, level: Level): DocumentsCall {
  const { store } = call.world
  const isOfCompany = call.params.project_id === undefined && call.params.company_id !== undefined
  const project = isOfCompany ? undefined : enterProject(call, projectIdOf(call))
  if (project?.has_documents === 0) throw forbidden('The Documents tool is not enabled in this project.')
  const tree = treeOf(store, call.company.id, project?.id ?? null)
  if (!tree) throw notFound('Documents')
  const may = membershipOf(store, call.company.id, tree.root, call.user.id)
  if (!may || !isAtLeast(may.level, level)) throw forbidden(`You need the level ${level} in the Documents tool.`)
  const seesAll = may.level === 'admin' || may.sees_private === 1
  return { ...call, tree, may, hidden: seesAll ? [] : hiddenFrom(store, tree.root, call.user.id) }
}

const isAtLeast = (level: Level, least: Level) => levels.indexOf(level) >= levels.indexOf(least)

function projectIdOf(call: Call): number | undefined {
  return idOf(call.params.project_id) ?? call.query.number('project_id')
}

export function idOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,16}$/.test(text)) throw notFound('Resource')
  return Number(text)
}

export function missingCompany(status: number): Refusal {
  return new Refusal(status, ['Missing Procore-Company-Id header!'], {
    reason: 'MISSING_COMPANY_ID',
    body: {
      message:
        'Missing Procore-Company-Id header! Every request must name the company it is about in the header ' +
        'Procore-Company-Id, so that it reaches the region where that company is kept.',
    },
  })
}
