import { linkSecret, linkView, meView, signInForm, welcomeForm } from '#api/contract/people.ts'
import { route } from '#toolkit/route.ts'
import { actorIn, visitorIn } from './asked.ts'
import { sessionCookie } from './cookies.ts'
import { entrance, type PeopleMeans } from './entrance.ts'
import { presentLink } from './present.ts'
import { lookAtLink, redeemLink } from './redeem.ts'
import { endSession } from './sessions.ts'
import { signIn } from './sign-in.ts'

/** How a browser comes in with a password or a link, and goes out. */
export function sessionRoutes(means: PeopleMeans) {
  const { transportIn, refuseExposed, previousIn, welcome } = entrance(means)

  return {
    signIn: route({
      body: signInForm,
      answer: meView,
      async act({ body, request, reply }) {
        refuseExposed(request)
        return welcome(await signIn(means, body, visitorIn(request), previousIn(request)), request, reply)
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
