import type { FastifyRequest } from 'fastify'
import type { Actor } from '#audit/entry.ts'
import { actorOf, type Caller } from './caller.ts'
import { PeopleRefused } from './refused.ts'
import type { Visitor } from './session.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; nobody only where that is public. */
    caller: Caller | undefined
  }
}

type Asking = Pick<FastifyRequest, 'caller' | 'ip' | 'headers'>

/** Who asks, as the audit log names them. */
export const actorIn = ({ caller, ip }: Pick<Asking, 'caller' | 'ip'>): Actor => actorOf(caller, ip)

export const visitorIn = ({ ip, headers }: Asking): Visitor => ({ address: ip, userAgent: headers['user-agent'] })

export function callerIn({ caller }: Pick<Asking, 'caller'>): Caller {
  if (!caller) throw new PeopleRefused('unauthorised', 'Sign in first.')
  return caller
}

/** For what only somebody in person has: a name, a password, sessions. */
export function personIn(asking: Pick<Asking, 'caller'>): Extract<Caller, { kind: 'person' }> {
  const caller = callerIn(asking)
  if (caller.kind === 'person') return caller
  throw new PeopleRefused('conflict', 'This is about somebody who signed in; a command on the server is nobody.')
}

/** Whose something is that the caller makes: a person's, their token's too, else of the installation by the caller's name. */
export function ownerIn({ caller, ip }: Pick<Asking, 'caller' | 'ip'>): {
  readonly id?: string
  readonly name: string
} {
  if (caller?.kind === 'person') return { id: caller.person.id, name: caller.person.name }
  if (caller?.kind === 'token' && caller.token.owner) return caller.token.owner
  return { name: actorOf(caller, ip).name }
}
