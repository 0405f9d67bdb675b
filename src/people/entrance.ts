import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MeView } from '#api/contract/people.ts'
import { addressOf } from './browser-address.ts'
import { sessionCookie, transportOf } from './cookies.ts'
import type { Means } from './means.ts'
import { permissionsOf } from './permissions.ts'
import { presentMe } from './present.ts'
import { PeopleRefused } from './refused.ts'
import type { Entering, SignedIn } from './sessions.ts'

export interface PeopleMeans extends Means {
  readonly publicUrl?: string | undefined
}

/** What all ways in have in common. */
export function entrance({ publicUrl }: Pick<PeopleMeans, 'publicUrl'>) {
  const transportIn = (request: FastifyRequest) => transportOf(addressOf(request, publicUrl))
  return {
    transportIn,

    refuseExposed(request: FastifyRequest): void {
      if (transportIn(request).kind !== 'exposed') return
      throw new PeopleRefused(
        'forbidden',
        'Over http:// from another machine everybody on the way could read your password, so it is not taken. ' +
          'Put a proxy with a certificate in front and set publicUrl, or come through a tunnel (ssh -L).',
      )
    },

    /** The session that the new one takes the place of. */
    previousIn({ caller }: FastifyRequest): Entering['previous'] {
      return caller?.kind === 'person' ? { person: caller.person.id, session: caller.session.id } : undefined
    },

    /** The secret goes into the cookie and nowhere else. */
    welcome({ person, session, secret }: SignedIn, request: FastifyRequest, reply: FastifyReply): MeView {
      reply.header('set-cookie', sessionCookie(transportIn(request), { secret, expiresAt: session.expiresAt }))
      return presentMe({ kind: 'person', person, session, may: permissionsOf(person.role) })
    },
  }
}
