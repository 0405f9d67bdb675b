import { permit, install, keepRedirectUris } from '../state/apps.ts'
import { listed } from '../options.ts'
import { addRootFolder } from '../state/documents.ts'
import { addProject, treeOf } from '../state/projects.ts'
import type { Store } from '../state/store.ts'
import type { World } from '../world.ts'
import {
  builders,
  civil,
  companies,
  controller,
  engineer,
  partner,
  people,
  projects,
  reader,
  serviceApps,
  systemUser,
  userApp,
} from './directory.ts'
import { plantTree } from './plant-tree.ts'
import { hospital, viaduct, warehouse } from './tree.ts'

const seededAt = '2026-01-12T08:00:00Z'
const trees = { hospital, warehouse, viaduct, nothing: () => [] }

/** Ids of documents begin beyond 32 bits, as they do in some regions. */
const firstDocumentId = 562_949_960_000_001
const firstVersionId = 562_949_990_000_001

/** Fills an empty store: always accounts, companies and apps, and as `options.seed` says the documents. */
export async function seed(world: World): Promise<void> {
  const { store, options } = world
  store.together(() => {
    store.run(`insert into documents (id, root, kind, name, folded_name, created_by, created_at, updated_at)
      values (${firstDocumentId - 1}, 0, 'folder', '', '', ${systemUser.id}, '${seededAt}', '${seededAt}')`)
    store.run(`insert into versions (id, document, number, name, size, blob, content_type, disposition, created_by, created_at)
      values (${firstVersionId - 1}, 0, 0, '', 0, '', '', '', ${systemUser.id}, '${seededAt}')`)
    addPeople(store)
    addApps(store, listed(options.redirectUris))
    for (const company of companies) addCompany(store, company)
    for (const project of projects) {
      addProject(store, project, systemUser.id, seededAt)
      addMemberships(store, project.company, project.id)
      if (project.isClosedToApps) continue
      for (const { clientId } of serviceApps) permit(store, clientId, project.id)
    }
  })
  if (options.seed === 'construction') {
    for (const project of projects) {
      const tree = treeOf(store, project.company, project.id)
      if (tree) await plantTree(world, tree, trees[project.content]())
    }
  }
  store.run(`insert or replace into meta (name, value) values ('seeded', ?)`, options.seed)
}

export const isSeeded = (store: Store) => store.first(`select 1 from meta where name = 'seeded'`) !== undefined

function addPeople(store: Store): void {
  store.run(`insert into users (id, login, first_name, last_name) values (?, '', '', '')`, systemUser.id)
  for (const { id, email, password, firstName, lastName, may } of people) {
    store.run(
      'insert into users (id, login, password, first_name, last_name, may) values (?, ?, ?, ?, ?, ?)',
      id,
      email,
      password,
      firstName,
      lastName,
      may,
    )
  }
}

function addApps(store: Store, redirectUris: readonly string[]): void {
  const add = (clientId: string, clientSecret: string, name: string, kind: string) =>
    store.run(
      'insert into apps (client_id, client_secret, name, kind) values (?, ?, ?, ?)',
      clientId,
      clientSecret,
      name,
      kind,
    )
  add(userApp.clientId, userApp.clientSecret, userApp.name, 'user')
  keepRedirectUris(store, userApp.clientId, redirectUris)
  for (const { clientId, clientSecret, firstName, lastName } of serviceApps) {
    add(clientId, clientSecret, `${firstName} ${lastName}`, 'service')
  }
}

/** The apps are installed in the first two companies, where each service account gets a user of its own. */
function addCompany(store: Store, { id, name }: (typeof companies)[number]): void {
  store.run('insert into companies (id, name) values (?, ?)', id, name)
  const root = addRootFolder(store, { company: id, project: null, name, author: systemUser.id, at: seededAt })
  const join = (user: number, isAdmin: boolean) =>
    store.run('insert into company_users (company, user, is_admin) values (?, ?, ?)', id, user, isAdmin ? 1 : 0)
  join(controller.id, true)
  if (id === builders.id) for (const person of [engineer, reader, partner]) join(person.id, false)
  if (id !== builders.id && id !== civil.id) return
  install(store, userApp.clientId, id)
  const place = id === builders.id ? 0 : 1
  for (const { clientId, firstName, lastName, firstUserId } of serviceApps) {
    const user = firstUserId + place
    store.run(
      'insert into users (id, login, first_name, last_name, service_app, company) values (?, ?, ?, ?, ?, ?)',
      user,
      `${clientId}-${id}@service.sandbox.example`,
      firstName,
      lastName,
      clientId,
      id,
    )
    join(user, false)
    install(store, clientId, id)
    addMembership(store, root, user, 'admin')
  }
}

function addMemberships(store: Store, company: number, project: number): void {
  const tree = treeOf(store, company, project)
  if (!tree) return
  if (company === builders.id) {
    addMembership(store, tree.root, engineer.id, 'standard')
    addMembership(store, tree.root, reader.id, 'read')
    addMembership(store, tree.root, partner.id, 'none')
  }
  const accounts = store.all<{ id: number }>(
    'select id from users where service_app is not null and company = ?',
    company,
  )
  for (const { id } of accounts) addMembership(store, tree.root, id, 'admin')
}

function addMembership(store: Store, root: number, user: number, level: string): void {
  store.run('insert into memberships (root, user, level) values (?, ?, ?)', root, user, level)
}
