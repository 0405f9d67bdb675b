import type { Store } from './store.ts'

export interface App {
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
  /** People sign in through a user app; a service app acts by itself. */
  readonly kind: 'user' | 'service'
  readonly redirectUris: readonly string[]
}

interface AppRow {
  readonly client_id: string
  readonly client_secret: string
  readonly name: string
  readonly kind: App['kind']
  readonly redirect_uris: string
}

export function findApp(store: Store, clientId: string): App | undefined {
  const row = store.first<AppRow>('select * from apps where client_id = ?', clientId)
  return row && toApp(row)
}

export function listApps(store: Store): App[] {
  return store.all<AppRow>('select * from apps order by kind desc, rowid').map(toApp)
}

export function keepRedirectUris(store: Store, clientId: string, uris: readonly string[]): void {
  store.run('update apps set redirect_uris = ? where client_id = ?', JSON.stringify(uris), clientId)
}

export function isInstalled(store: Store, clientId: string, company: number): boolean {
  return store.first('select 1 from installs where client_id = ? and company = ?', clientId, company) !== undefined
}

export function install(store: Store, clientId: string, company: number): void {
  store.run('insert or ignore into installs (client_id, company) values (?, ?)', clientId, company)
}

export function uninstall(store: Store, clientId: string, company: number): void {
  store.run('delete from installs where client_id = ? and company = ?', clientId, company)
}

/** Whether the company's administrator let the service account into the project. */
export function isPermitted(store: Store, clientId: string, project: number): boolean {
  return (
    store.first('select 1 from permitted_projects where client_id = ? and project = ?', clientId, project) !== undefined
  )
}

export function permit(store: Store, clientId: string, project: number): void {
  store.run('insert or ignore into permitted_projects (client_id, project) values (?, ?)', clientId, project)
}

function toApp(row: AppRow): App {
  return {
    clientId: row.client_id,
    clientSecret: row.client_secret,
    name: row.name,
    kind: row.kind,
    redirectUris: JSON.parse(row.redirect_uris) as string[],
  }
}
