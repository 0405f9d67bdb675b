import { pageHeaders, readPage } from '../http/paging.ts'
import { forbidden } from '../http/refusal.ts'
import { companiesOf, findUser, nameOf, usersOfCompany, usersOfTree, type User } from '../state/people.ts'
import { treeOf } from '../state/projects.ts'
import type { Call, Route } from './call.ts'
import { enterCompany, inCompany, inProject, missingCompany, personal } from './gate.ts'
import type { Wire } from './present.ts'

export const companyRoutes: readonly Route[] = [
  personal('GET', '/rest/v1.0/me', (call) => {
    const user = callerOf(call)
    const isNamed = call.query.number('company_id') !== undefined || call.query.number('project_id') !== undefined
    return { id: user.id, login: user.login, ...(isNamed && { name: nameOf(user) }) }
  }),

  personal('GET', '/rest/v1.0/companies', (call) => {
    demandHeader(call)
    const companies = companiesOf(call.world.store, call.token.clientId, call.token.user)
    return paged(call, companies).map((company) => ({
      id: company.id,
      name: company.name,
      is_active: company.is_active === 1,
      logo_url: null,
      pcn_business_experience: null,
      my_company: null,
    }))
  }),

  inCompany('GET', ['/rest/v1.0/companies/:company_id/me', '/rest/v1.3/companies/:company_id/me'], (call) =>
    directoryUser(call.user, call.company.name),
  ),

  inCompany('GET', ['/rest/v1.0/companies/:company_id/users', '/rest/v1.3/companies/:company_id/users'], (call) =>
    paged(call, usersOfCompany(call.world.store, call.company.id)).map((user) =>
      directoryUser(user, call.company.name),
    ),
  ),

  inProject('GET', '/rest/v1.0/projects/:project_id/users', (call) => {
    const tree = treeOf(call.world.store, call.company.id, call.project.id)
    const users = paged(call, tree ? usersOfTree(call.world.store, tree.root) : [])
    if (call.query.text('view') === 'compact') return users.map((user) => ({ id: user.id, name: nameOf(user) }))
    return users.map((user) => directoryUser(user, call.company.name))
  }),
]

function callerOf(call: Call): User {
  if (call.token.user === null) return enterCompany(call).user
  if (call.query.number('company_id') !== undefined || call.query.number('project_id') !== undefined) {
    return enterCompany(call).user
  }
  const user = findUser(call.world.store, call.token.user)
  if (!user) throw forbidden('This account is gone.')
  return user
}

/** A service account must name a company even where nobody else has to. */
function demandHeader(call: Call): void {
  const { options } = call.world
  const isNeeded = call.token.user === null && options.serviceAccountHeader === 'required'
  if (isNeeded && call.namedCompany === undefined) throw missingCompany(options.missingCompanyStatus)
}

export function paged<Element>(call: Call, all: readonly Element[]): readonly Element[] {
  const { defaultPerPage, maxPerPage } = call.world.options
  const page = readPage(call.query, defaultPerPage, maxPerPage)
  call.headers(pageHeaders(call.url, page, all.length))
  return all.slice(page.offset, page.offset + page.size)
}

function directoryUser(user: User, company: string): Wire {
  return {
    id: user.id,
    name: nameOf(user),
    first_name: user.first_name,
    last_name: user.last_name,
    initials: `${user.first_name.slice(0, 1)}${user.last_name.slice(0, 1)}`,
    email_address: user.login,
    is_active: true,
    is_employee: user.service_app === null,
    job_title: user.service_app === null ? nameOf(user) : null,
    vendor: { id: user.company ?? 1, name: company },
    permission_template: null,
  }
}
