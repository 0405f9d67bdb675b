import type {
  InvitationList,
  LinkView,
  MeView,
  PersonView,
  RoleList,
  SessionList,
  TokenPage,
} from '#api/contract/people.ts'
import { actorOf, type Caller } from './caller.ts'
import type { OneTimeLink } from './link-rows.ts'
import { permissions, permissionsOf, ruleOf } from './permissions.ts'
import { roles, roleTitles, type Person } from './person.ts'
import type { Session } from './session.ts'
import type { Token } from './token.ts'

export function presentPerson(person: Person): PersonView {
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    isDisabled: person.disabledAt !== undefined,
    isLinked: person.external !== undefined,
    createdAt: person.createdAt.toISOString(),
    ...(person.lastSignInAt && { lastSignInAt: person.lastSignInAt.toISOString() }),
  }
}

export function presentMe(caller: Caller): MeView {
  return {
    kind: caller.kind,
    name: actorOf(caller).name,
    ...(caller.kind === 'person' && { person: presentPerson(caller.person) }),
    may: [...caller.may],
  }
}

export function presentRoles(): RoleList {
  return {
    roles: roles.map((role) => ({ role, title: roleTitles[role], may: [...permissionsOf(role)] })),
    permissions: permissions.map((permission) => {
      const { sentence, onlyInPerson = false } = ruleOf(permission)
      return { permission, sentence, onlyInPerson }
    }),
  }
}

export function presentSession(session: Session, thisOne: string | undefined): SessionList['sessions'][number] {
  return {
    id: session.id,
    device: session.device,
    address: session.address,
    isThis: session.id === thisOne,
    createdAt: session.createdAt.toISOString(),
    usedAt: session.usedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  }
}

export function presentToken(token: Token): TokenPage['tokens'][number] {
  const { scope } = token
  return {
    id: token.id,
    name: token.name,
    hint: token.hint,
    ...(token.owner && { owner: token.owner }),
    ...('role' in scope ? { role: scope.role } : { permissions: [...scope.permissions] }),
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    ...(token.usedAt && { usedAt: token.usedAt.toISOString() }),
  }
}

export function presentLink({ kind, role, email, expiresAt }: OneTimeLink): LinkView {
  return {
    kind,
    ...(role && { role }),
    ...(email !== undefined && { email }),
    expiresAt: expiresAt.toISOString(),
  }
}

export function presentInvitation(link: OneTimeLink): InvitationList['invitations'][number] {
  return {
    id: link.id,
    email: link.email ?? '',
    role: link.role ?? 'viewer',
    madeBy: link.madeBy,
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
  }
}
