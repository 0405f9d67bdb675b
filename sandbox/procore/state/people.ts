import type { Store } from './store.ts'

export interface User {
  readonly id: number
  readonly login: string
  readonly password: string | null
  readonly first_name: string
  readonly last_name: string
  /** The app that this account stands for, when it is no person. */
  readonly service_app: string | null
  readonly company: number | null
}

export interface Company {
  readonly id: number
  readonly name: string
  readonly is_active: number
}

export const levels = ['none', 'read', 'standard', 'admin'] as const
export type Level = (typeof levels)[number]

export interface Membership {
  readonly level: Level
  readonly may_delete: number
  readonly sees_private: number
}

export const nameOf = (user: User) => `${user.first_name} ${user.last_name}`

export function findUser(store: Store, id: number): User | undefined {
  return store.first<User>('select * from users where id = ?', id)
}

export function findUserByLogin(store: Store, login: string): User | undefined {
  return store.first<User>('select * from users where login = ? and service_app is null', login.trim().toLowerCase())
}

/** The account that an app has in a company, from the day it was installed there. */
export function findServiceUser(store: Store, clientId: string, company: number): User | undefined {
  return store.first<User>('select * from users where service_app = ? and company = ?', clientId, company)
}

export function findCompany(store: Store, id: number): Company | undefined {
  return store.first<Company>('select * from companies where id = ?', id)
}

/** Companies whose directory has the user, or, for an app's own account, where the app is installed. */
export function companiesOf(store: Store, clientId: string, user: number | null): Company[] {
  if (user === null) {
    return store.all<Company>(
      'select companies.* from companies join installs on installs.company = companies.id where client_id = ? order by id',
      clientId,
    )
  }
  return store.all<Company>(
    'select companies.* from companies join company_users on company = companies.id where user = ? order by id',
    user,
  )
}

export function isInCompany(store: Store, company: number, user: number): { readonly isAdmin: boolean } | undefined {
  const row = store.first<{ is_admin: number }>(
    'select is_admin from company_users where company = ? and user = ?',
    company,
    user,
  )
  return row && { isAdmin: row.is_admin === 1 }
}

export function usersOfCompany(store: Store, company: number): User[] {
  return store.all<User>(
    'select users.* from users join company_users on user = users.id where company_users.company = ? order by users.id',
    company,
  )
}

export function usersOfTree(store: Store, root: number): User[] {
  return store.all<User>(
    'select users.* from users join memberships on user = users.id where root = ? order by users.id',
    root,
  )
}

/** What the user may do in a tree of documents; an administrator of the company may do everything. */
export function membershipOf(store: Store, company: number, root: number, user: number): Membership | undefined {
  if (isInCompany(store, company, user)?.isAdmin) return { level: 'admin', may_delete: 1, sees_private: 1 }
  return store.first<Membership>(
    'select level, may_delete, sees_private from memberships where root = ? and user = ?',
    root,
    user,
  )
}
