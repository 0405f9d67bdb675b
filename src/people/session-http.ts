import type { FastifyReply, FastifyRequest } from 'fastify'
import { linkSecret, linkView, meView, signInForm, welcomeForm } from '#api/contract/people.ts'
import { route } from '#toolkit/route.ts'
import { actorIn, visitorIn } from './asked.ts'
import { addressOf } from './browser-address.ts'
import { sessionCookie, transportOf } from './cookies.ts'
import type { Means } from './means.ts'
import { permissionsOf } from './permissions.ts'
import { presentLink, presentMe } from './present.ts'
import { lookAtLink, redeemLink } from './redeem.ts'
import { PeopleRefused } from './refused.ts'
import { endSession, type SignedIn } from './sessions.ts'
import { signIn } from './sign-in.ts'

export interface PeopleMeans extends Means {
  readonly publicUrl?: string | undefined
}

/** How a browser comes in and goes out. */
export function sessionRoutes(means: PeopleMeans) {
  const transportIn = (request: FastifyRequest) => transportOf(addressOf(request, means.publicUrl))
  const refuseExposed = (request: FastifyRequest) => {
    if (transportIn(request).kind !== 'exposed') return
    throw new PeopleRefused(
      'forbidden',
      'Over http:// from another machine everybody on the way could read your password, so it is not taken. ' +
        'Put a proxy with a certificate in front and set publicUrl, or come through a tunnel (ssh -L).',
    )
  }
  /** The secret goes into the cookie and nowhere else. */
  const welcome = (signedIn: SignedIn, request: FastifyRequest, reply: FastifyReply) => {
    const { person, session, secret } = signedIn
    reply.header('set-cookie', sessionCookie(transportIn(request), { secret, expiresAt: session.expiresAt }))
    return presentMe({ kind: 'person', person, session, may: permissionsOf(person.role) })
  }

  return {
    signIn: route({
      body: signInForm,
      answer: meView,
      async act({ body, request, reply }) {
        refuseExposed(request)
        const { caller } = request
        const previous =
          caller?.kind === 'person' ? { person: caller.person.id, session: caller.session.id } : undefined
        return welcome(await signIn(means, body, visitorIn(request), previous), request, reply)
      },
    }),

    signOut: route({
      status: 204,
      async act({ request, reply }) {
        const { caller } = request
        reply.header('set-cookie', sessionCookie(transportIn(request), undefined))
        if (caller?.kind !== 'person') return
        await endSession(means, actorIn(request), caller.person.id, caller.session.id)
      },
    }),

    lookAtLink: route({
      body: linkSecret,
      answer: linkView,
      act: async ({ body }) => presentLink(await lookAtLink(means, body.secret)),
    }),

    redeemLink: route({
      body: welcomeForm,
      answer: meView,
      status: 201,
      async act({ body: { secret, password, name, email }, request, reply }) {
        refuseExposed(request)
        const newcomer = { password, ...(name !== undefined && { name }), ...(email !== undefined && { email }) }
        return welcome(await redeemLink(means, secret, newcomer, visitorIn(request)), request, reply)
      },
    }),
  }
}
