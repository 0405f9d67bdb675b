import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { signInView } from '#api/contract/connections.ts'
import { connectionParams } from '#api/contract/params.ts'
import { actorIn, ownerIn } from '#people/asked.ts'
import { addressOf } from '#people/browser-address.ts'
import { rawRoute, route } from '#toolkit/route.ts'
import { ConnectionRefused } from './connection.ts'
import { connectionCalled } from './find.ts'
import { signInPage } from './sign-in-page.ts'
import { beginSignIn, completeSignIn, pageThatWaits, type Beginning, type Returning } from './sign-in.ts'
import type { StorageMeans, Storages } from './storages.ts'
import { testConnection } from './test.ts'

export interface SignInMeans extends StorageMeans {
  readonly storages: Storages
  readonly trackingWord: string
  /** Where platforms send people back to; known once the server listens. */
  readonly redirectUrl: () => string
  readonly publicUrl?: string | undefined
}

const callbackQuery = z.object({
  state: z.string().max(500).optional().describe('Which sign-in it is, as the platform was given it'),
  code: z.string().max(4096).optional().describe('What the platform gives for tokens; absent when it refused'),
  error: z.string().max(500).optional().describe('The code of why the platform refused'),
  error_description: z.string().max(500).optional().describe('Why the platform refused, in its words'),
})

/** Signing in with a platform through the browser. */
export function signInRoutes(means: SignInMeans) {
  return {
    beginSignIn: route({
      params: connectionParams,
      answer: signInView,
      async act({ params, request }) {
        const connection = await connectionCalled(means.db, params.connection)
        const { url, expiresAt } = await beginSignIn(means, connection, beginningIn(request, means))
        return { url, expiresAt: expiresAt.toISOString() }
      },
    }),

    /** A person's browser comes here from the platform; the page tells them how it went, and the page they came from. */
    completeSignIn: rawRoute({
      query: callbackQuery,
      async act({ query, signal, request, reply }) {
        const page = await pageThatWaits(means, query.state)
        if (page !== undefined && page !== originOf(request, means)) {
          // Its session, and the page that is to be told, are known under that name of this server only.
          reply.status(303)
          return { type: 'text/plain', body: '', headers: { location: `${page}${request.url}` } }
        }
        try {
          const { connection, opener, failure } = await completeSignIn(means, query, returning(request))
          const told = (succeeded: boolean, sentence: string) => {
            const message = { kind: 'gantry-sign-in', connection: connection.id, succeeded, sentence } as const
            return opener === undefined ? {} : { told: { origin: opener, message } }
          }
          if (failure !== undefined) {
            return signInPage({ title: 'Not signed in', sentence: failure, ...told(false, failure) })
          }
          const { succeeded, sentence } = await testConnection({ ...means, signal }, connection)
          return succeeded
            ? signInPage({
                title: 'Signed in',
                sentence,
                ...told(true, sentence),
              })
            : signInPage({ title: 'Signed in, but the test failed', sentence, ...told(false, sentence) })
        } catch (error) {
          if (!(error instanceof ConnectionRefused)) throw error
          return signInPage({ title: 'Not signed in', sentence: error.message })
        }
      },
    }),
  }
}

/** Who begins it, in which browser. */
function beginningIn(request: FastifyRequest, means: SignInMeans): Beginning {
  const { caller } = request
  const beginning = { redirectUrl: means.redirectUrl(), actor: actorIn(request), person: ownerIn(request).id }
  return caller?.kind === 'person'
    ? { ...beginning, session: caller.session.id, opener: originOf(request, means) }
    : beginning
}

function returning({ caller }: FastifyRequest): Returning | undefined {
  return caller?.kind === 'person' ? { person: caller.person.id, session: caller.session.id } : undefined
}

function originOf(request: FastifyRequest, { publicUrl }: SignInMeans): string {
  return new URL(addressOf(request, publicUrl)).origin
}
