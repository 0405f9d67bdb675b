import type { Actor } from '#audit/entry.ts'
import { permissions, permissionsOf, ruleOf, type Permission } from './permissions.ts'
import { roleTitles, type Person, type Role } from './person.ts'
import { PeopleRefused } from './refused.ts'
import type { Session } from './session.ts'
import type { Scope, Token } from './token.ts'

/** Who makes a request, and what they may do just now. */
export type Caller = (
  | { readonly kind: 'person'; readonly person: Person; readonly session: Session }
  | { readonly kind: 'token'; readonly token: Token }
  /** A command on the server's own machine, which can read what is in the data folder and so may do everything. */
  | { readonly kind: 'local' }
) & { readonly may: ReadonlySet<Permission> }

/** What a scope comes to when its owner has this role; without an owner, what the scope says. */
export function permissionsIn(scope: Scope, ownerRole: Role | undefined): ReadonlySet<Permission> {
  const wide = 'role' in scope ? permissionsOf(scope.role) : new Set<Permission>(['self.read', ...scope.permissions])
  const owners = ownerRole === undefined ? undefined : permissionsOf(ownerRole)
  return new Set(
    [...wide].filter((permission) => !ruleOf(permission).onlyInPerson && (owners?.has(permission) ?? true)),
  )
}

export const everything: ReadonlySet<Permission> = new Set(permissions)

/** Lets the request go on, or refuses it with what is missing. */
export function authorise(caller: Caller | undefined, permission: Permission): asserts caller is Caller {
  if (!caller) throw new PeopleRefused('unauthorised', 'Sign in, or present an API token that is valid.')
  if (caller.may.has(permission)) return
  throw new PeopleRefused('forbidden', missing(caller, permission))
}

function missing(caller: Caller, permission: Permission): string {
  const { from, sentence, onlyInPerson } = ruleOf(permission)
  if (caller.kind === 'token') {
    const why = onlyInPerson
      ? 'an API token never may'
      : `the API token “${caller.token.name}” may not. Use one that may`
    return `To ${sentence} takes ${onlyInPerson ? 'somebody who signed in' : `the permission ${permission}`}; ${why}.`
  }
  const role = caller.kind === 'person' ? `; you are ${roleTitles[caller.person.role]}` : ''
  return `To ${sentence} takes the role ${roleTitles[from]}${role}. Ask an administrator.`
}

/** The caller as the audit log names them. */
export function actorOf(caller: Caller | undefined, address?: string): Actor {
  const from = address === undefined ? {} : { address }
  if (!caller) return { kind: 'nobody', name: 'Nobody', ...from }
  if (caller.kind === 'person') return { kind: 'person', id: caller.person.id, name: caller.person.name, ...from }
  if (caller.kind === 'token') {
    const { id, name, owner } = caller.token
    return { kind: 'token', id, name: owner ? `${name} of ${owner.name}` : name, ...from }
  }
  return { kind: 'local', name: 'A command on the server', ...from }
}
