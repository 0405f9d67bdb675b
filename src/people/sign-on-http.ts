import { meView, signOnAnswer, signOnBegun, signOnView } from '#api/contract/people.ts'
import { route } from '#toolkit/route.ts'
import { visitorIn } from './asked.ts'
import { addressOf } from './browser-address.ts'
import { readSignOnCookie, signOnCookie } from './cookies.ts'
import { entrance, type PeopleMeans } from './entrance.ts'
import { otherBrowser, type IdentityProvider } from './identity-provider.ts'
import { nowOf } from './means.ts'
import { PeopleRefused } from './refused.ts'
import { newSecret } from './secret.ts'
import { attemptOf } from './sign-on-attempt.ts'
import { signOn } from './sign-on.ts'

export interface SignOnMeans extends PeopleMeans {
  /** Absent where none is set up. */
  readonly provider?: IdentityProvider | undefined
  /** The page that the provider sends people back to; known once the server listens. */
  readonly signOnUrl: () => string
}

const attemptMs = 10 * 60_000

/** How a browser comes in through the identity provider. */
export function signOnRoutes(means: SignOnMeans) {
  const { provider, signOnUrl, publicUrl } = means
  const { transportIn, refuseExposed, previousIn, welcome } = entrance(means)
  const setUp = () => {
    if (provider) return provider
    throw new PeopleRefused(
      'not-found',
      'Single sign-on is not set up here. Set oidcIssuer and oidcClientId to use it.',
    )
  }

  return {
    showSignOn: route({ answer: signOnView, act: async () => (provider ? { name: provider.name } : {}) }),

    beginSignOn: route({
      answer: signOnBegun,
      async act({ request, reply }) {
        refuseExposed(request)
        // The cookie comes back only to the address that it was given at.
        const { origin } = new URL(signOnUrl())
        if (new URL(addressOf(request, publicUrl)).origin !== origin) {
          throw new PeopleRefused('conflict', `Single sign-on works at ${origin} only. Open Gantry there.`)
        }
        const secret = newSecret()
        const url = await setUp().begin(attemptOf(secret), signOnUrl())
        const expiresAt = new Date(nowOf(means).getTime() + attemptMs)
        reply.header('set-cookie', signOnCookie(transportIn(request), { secret, expiresAt }))
        return { url }
      },
    }),

    completeSignOn: route({
      body: signOnAnswer,
      answer: meView,
      async act({ body, request, reply }) {
        refuseExposed(request)
        const provider = setUp()
        const secret = readSignOnCookie(transportIn(request), request.headers.cookie)
        reply.header('set-cookie', signOnCookie(transportIn(request), undefined))
        const identify = async () => {
          if (secret === undefined) throw otherBrowser()
          return provider.identify(new URLSearchParams(body.answer), attemptOf(secret), signOnUrl())
        }
        const entering = { visitor: visitorIn(request), previous: previousIn(request) }
        return welcome(await signOn(means, provider, identify, entering), request, reply)
      },
    }),
  }
}
