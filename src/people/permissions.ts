import { roles, type Role } from './person.ts'

interface PermissionRule {
  /** The least role that has it; those above it have it too. */
  readonly from: Role
  /** Completes “A person with this permission may …”. */
  readonly sentence: string
  /** Only for somebody who signed in, never for an API token, which would otherwise outlive what it was made for. */
  readonly onlyInPerson?: true
}

/**
 * Who may do what: every route of the API declares one of these, or `public`. Reading is for everyone who signed in, except
 * for what is stored on the platforms; changing is for operators, deleting at a source needs an approver, and people,
 * secrets of the installation and settings are for administrators.
 */
export const permissionTable = {
  'self.read': { from: 'viewer', sentence: 'see who they are signed in as and what they may do' },
  'self.manage': {
    from: 'viewer',
    sentence: 'change their own name and password, end their own sessions and make their own API tokens',
    onlyInPerson: true,
  },
  'platforms.read': { from: 'viewer', sentence: 'see and compare the platforms, their limits and ways to sign in' },
  'connections.read': { from: 'viewer', sentence: 'see connections and their health, never their secrets' },
  'connections.add': { from: 'operator', sentence: 'add connections' },
  'connections.edit': {
    from: 'operator',
    sentence: 'change connections, replace their secrets and sign them in again',
  },
  'connections.test': { from: 'operator', sentence: 'test connections' },
  'connections.remove': { from: 'operator', sentence: 'remove connections that no job uses' },
  'content.list': { from: 'operator', sentence: 'list what a connection or a folder of the server holds' },
  'content.read': { from: 'operator', sentence: 'download and read again what a connection or the server holds' },
  'jobs.read': { from: 'viewer', sentence: 'see jobs' },
  'jobs.write': { from: 'operator', sentence: 'add, change, schedule and remove jobs' },
  'jobs.run': { from: 'operator', sentence: 'start runs and simulations' },
  'runs.read': { from: 'viewer', sentence: 'see runs and their items' },
  'runs.control': { from: 'operator', sentence: 'pause, resume and cancel runs, retry and ignore items' },
  'deletes.approve': {
    from: 'approver',
    sentence: 'approve the deletion of content at a source or above the delete guard',
  },
  'reports.read': { from: 'viewer', sentence: 'see and export reports, receipts and proofs' },
  'notifications.read': { from: 'viewer', sentence: 'see notices' },
  'notifications.manage': { from: 'administrator', sentence: 'decide who is told of what, by e-mail or webhook' },
  'people.manage': {
    from: 'administrator',
    sentence: 'see, invite and disable people, change their roles and end their sessions',
  },
  'tokens.manage': { from: 'administrator', sentence: 'see and revoke the API tokens of everyone' },
  'secrets.manage': {
    from: 'administrator',
    sentence: 'replace the installation’s default client credentials and its keys',
  },
  'settings.read': { from: 'operator', sentence: 'see the settings of the installation, never its secrets' },
  'settings.manage': { from: 'administrator', sentence: 'change the settings of the installation' },
  'audit.read': { from: 'approver', sentence: 'search, export and verify the audit log' },
  'diagnostics.read': { from: 'administrator', sentence: 'read metrics and the state of the server' },
} as const satisfies Readonly<Record<string, PermissionRule>>

export type Permission = keyof typeof permissionTable
/** What a route declares. */
export type Access = Permission | 'public'

export const permissions = Object.keys(permissionTable) as Permission[]

export const isPermission = (text: string): text is Permission => Object.hasOwn(permissionTable, text)

export const ruleOf = (permission: Permission): PermissionRule => permissionTable[permission]

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  const rank = roles.indexOf(role)
  return new Set(permissions.filter((permission) => roles.indexOf(ruleOf(permission).from) <= rank))
}
