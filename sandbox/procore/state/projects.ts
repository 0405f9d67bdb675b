import { addRootFolder } from './documents.ts'
import type { Store } from './store.ts'

export interface Project {
  readonly id: number
  readonly company: number
  readonly name: string
  readonly project_number: string | null
  readonly address: string | null
  readonly city: string | null
  readonly state_code: string | null
  readonly country_code: string | null
  readonly zip: string | null
  readonly stage: string
  readonly is_active: number
  readonly has_documents: number
  readonly created_at: string
  readonly updated_at: string
}

/** The documents of one project, or of one company where `project` is null. */
export interface Tree {
  readonly root: number
  readonly recycle_bin: number
  readonly company: number
  readonly project: number | null
}

export function findProject(store: Store, id: number): Project | undefined {
  return store.first<Project>('select * from projects where id = ? and is_removed = 0', id)
}

export function projectsOfCompany(store: Store, company: number): Project[] {
  return store.all<Project>('select * from projects where company = ? and is_removed = 0 order by id', company)
}

export function treeOf(store: Store, company: number, project: number | null): Tree | undefined {
  return store.first<Tree>('select * from trees where company = ? and project is ?', company, project)
}

export interface NewProject {
  readonly id?: number
  readonly company: number
  readonly name: string
  readonly number?: string
  readonly address?: string
  readonly city?: string
  readonly stateCode?: string
  readonly countryCode?: string
  readonly zip?: string
  readonly stage?: string
  readonly isActive?: boolean
  readonly hasDocuments?: boolean
}

/** A project with the folders that every project has. */
export function addProject(store: Store, project: NewProject, author: number, at: string): number {
  const id = store.insert(
    `insert into projects (id, company, name, project_number, address, city, state_code, country_code, zip, stage,
       is_active, has_documents, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    project.id ?? null,
    project.company,
    project.name,
    project.number ?? null,
    project.address ?? null,
    project.city ?? null,
    project.stateCode ?? null,
    project.countryCode ?? null,
    project.zip ?? null,
    project.stage ?? 'Course of Construction',
    project.isActive === false ? 0 : 1,
    project.hasDocuments === false ? 0 : 1,
    at,
    at,
  )
  addRootFolder(store, { company: project.company, project: id, name: project.name, author, at })
  return id
}

export function removeProject(store: Store, id: number): void {
  store.run('update projects set is_removed = 1 where id = ?', id)
}
