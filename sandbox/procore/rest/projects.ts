import { z } from 'zod'
import { forbidden, notFound, Refusal } from '../http/refusal.ts'
import { isPermitted, permit } from '../state/apps.ts'
import { membershipOf, type Level } from '../state/people.ts'
import { addProject, findProject, projectsOfCompany, treeOf, type Project } from '../state/projects.ts'
import { documentTime } from '../world.ts'
import type { CompanyCall, Route } from './call.ts'
import { paged } from './companies.ts'
import { id, readBody, text } from './fields.ts'
import { enterProject, idOf, inCompany, inProject } from './gate.ts'
import type { Wire } from './present.ts'

const newProject = z.object({ company_id: id, project: z.looseObject({ name: text, project_number: text.nullish() }) })

/** Tools as they are named in addresses and to people; only the documents hold anything here. */
const tools = [
  ['documents', 'Documents'],
  ['drawing_log', 'Drawings'],
  ['submittal_log', 'Submittals'],
  ['rfi', 'RFIs'],
  ['images', 'Photos'],
] as const

const levelNames: Readonly<Record<Level, readonly [id: number, name: string]>> = {
  none: [1, 'None'],
  read: [2, 'Read Only'],
  standard: [3, 'Standard'],
  admin: [4, 'Admin'],
}

export const projectRoutes: readonly Route[] = [
  inCompany('GET', ['/rest/v1.0/projects', '/rest/v1.1/projects'], (call) => {
    const view = call.query.text('view')
    const all = paged(call, visibleProjects(call).filter(chosen(call)).toSorted(sorted(call)))
    if (view === 'ids') return all.map((project) => project.id)
    if (view === 'compact') return all.map(({ id: number, name }) => ({ id: number, name }))
    return all.map((project) => presented(call, project))
  }),

  inCompany('GET', '/rest/v1.0/projects/:id', (call) => presented(call, enterProject(call, idOf(call.params.id)))),

  inCompany('POST', '/rest/v1.0/projects', (call) => {
    const { company_id: company, project } = readBody(call.body, newProject)
    const { store } = call.world
    if (company !== call.company.id) throw notFound('Company')
    if (!call.isAdmin) throw forbidden('You do not have permission to create projects.')
    if (visibleProjects(call).some(({ name }) => name === project.name)) {
      throw new Refusal(422, { name: ['has already been taken'] })
    }
    const { name, project_number: number } = project
    const added = store.together(() =>
      addProject(store, { company, name, ...(number && { number }) }, call.user.id, documentTime()),
    )
    if (call.token.user === null) permit(store, call.token.clientId, added)
    const made = findProject(store, added)
    if (!made) throw notFound('Project')
    return presented(call, made)
  }),

  inCompany('GET', '/rest/v1.0/companies/:company_id/projects', (call) =>
    visibleProjects(call).map((project) => ({
      id: project.id,
      name: project.name,
      address: {
        street: project.address,
        city: project.city,
        state_code: project.state_code,
        zip: project.zip,
        country_code: project.country_code,
      },
      stage_name: project.stage,
      status_name: project.is_active === 1 ? 'Active' : 'Inactive',
      type_name: null,
      open_items: [],
    })),
  ),

  inProject('GET', '/rest/v1.0/projects/:project_id/tools', (call) => {
    const isActive = call.query.flag('filters[is_active]')
    const all = tools.map(([engine, title], index) => ({
      id: call.project.id * 10 + index,
      engine_name: engine,
      title,
      is_active: engine !== 'documents' || call.project.has_documents === 1,
      position: index + 1,
      required: false,
    }))
    return paged(
      call,
      all.filter((tool) => isActive === undefined || tool.is_active === isActive),
    )
  }),

  inCompany('GET', '/rest/v1.0/settings/permissions', (call) => {
    const projectId = call.query.number('project_id')
    const project = projectId === undefined ? undefined : enterProject(call, projectId)
    const tree = treeOf(call.world.store, call.company.id, project?.id ?? null)
    const may = tree && membershipOf(call.world.store, call.company.id, tree.root, call.user.id)
    const level = project?.has_documents === 0 ? 'none' : (may?.level ?? 'none')
    return { tools: [documentsTool(call, project, level, may?.may_delete === 1)] }
  }),
]

function visibleProjects(call: CompanyCall): Project[] {
  const { store } = call.world
  const { user, clientId } = call.token
  return projectsOfCompany(store, call.company.id).filter((project) => {
    if (user === null && !isPermitted(store, clientId, project.id)) return false
    const tree = treeOf(store, call.company.id, project.id)
    return tree !== undefined && membershipOf(store, call.company.id, tree.root, call.user.id) !== undefined
  })
}

function chosen({ query }: CompanyCall): (project: Project) => boolean {
  const status = query.text('filters[by_status]') ?? 'Active'
  const ids = query.list('filters[id]').map(Number)
  const name = query.text('filters[name]')?.toLowerCase()
  const number = query.text('filters[project_number]')
  const updated = query.range('filters[updated_at]')
  return (project) =>
    (status === 'All' || (project.is_active === 1) === (status === 'Active')) &&
    (ids.length === 0 || ids.includes(project.id)) &&
    (name === undefined || project.name.toLowerCase().includes(name)) &&
    (number === undefined || project.project_number === number) &&
    (updated === undefined || (project.updated_at >= updated.from && project.updated_at <= updated.to))
}

function sorted({ query }: CompanyCall): (a: Project, b: Project) => number {
  const [term = ''] = query.list('sort')
  const direction = term.startsWith('-') ? -1 : 1
  if (!/^-?(name|display_name)$/.test(term)) return (a, b) => a.id - b.id
  return (a, b) => direction * a.name.localeCompare(b.name)
}

function presented(call: CompanyCall, project: Project): Wire {
  return {
    id: project.id,
    name: project.name,
    display_name: project.project_number ? `${project.project_number} - ${project.name}` : project.name,
    project_number: project.project_number,
    active: project.is_active === 1,
    address: project.address,
    city: project.city,
    state_code: project.state_code,
    country_code: project.country_code,
    zip: project.zip,
    company: { id: call.company.id, name: call.company.name },
    project_stage: { id: 1, name: project.stage },
    project_template: null,
    start_date: project.created_at.slice(0, 10),
    completion_date: null,
    time_zone: 'US/Pacific',
    is_demo: false,
    custom_fields: {},
    origin_id: null,
    origin_data: null,
    origin_code: null,
    created_at: project.created_at,
    updated_at: project.updated_at,
  }
}

function documentsTool(call: CompanyCall, project: Project | undefined, level: Level, mayDelete: boolean): Wire {
  const [levelId, name] = levelNames[level]
  const action = (actionId: number, actionName: string, label: string) => ({
    id: actionId,
    action_name: actionName,
    label,
    tool_name: 'documents',
  })
  const place = project ? `${project.id}/project/documents` : `${call.company.id}/company/documents`
  return {
    id: 1,
    name: 'documents',
    friendly_name: 'Documents',
    domain_id: project ? 2 : 1,
    tab_group: project ? 'project_management' : 'core',
    available_for_user: level !== 'none',
    url: `${call.world.addresses.api}/${place}`,
    user_access_level: { id: levelId, name },
    permitted_actions: mayDelete && level !== 'admin' ? [action(1, 'delete', 'Delete Folders and Files')] : [],
    create_url: null,
    can_create: level === 'standard' || level === 'admin',
    trial: false,
  }
}
