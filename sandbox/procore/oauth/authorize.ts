import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readQuery } from '../http/query.ts'
import { findApp, type App } from '../state/apps.ts'
import { issueCode } from '../state/codes.ts'
import { findUser, findUserByLogin, nameOf, type User } from '../state/people.ts'
import type { World } from '../world.ts'
import { presentedFields } from './client.ts'
import { codePage, consentPage, errorPage, logInPage, pageHeaders, type AuthorizationQuery } from './pages.ts'
import { keepSessions } from './sessions.ts'

const outOfBand = 'urn:ietf:wg:oauth:2.0:oob'

/** Log-in, consent, and the way back with a code. */
export function addAuthorizePages(app: FastifyInstance, world: World): void {
  const sessions = keepSessions()

  app.get('/oauth/authorize', async (request, reply) => {
    const asked = readAuthorization(world, request)
    if ('fault' in asked) return html(reply, 400, errorPage(asked.fault))
    const session = sessions.of(request)
    const user = session && findUser(world.store, session.user)
    if (!session || !user) return html(reply, 200, logIn(world, asked.query))
    const action = `/oauth/authorize?${queryOf(asked.query)}`
    return html(
      reply,
      200,
      consentPage({
        action,
        logOutAction: `/logout?${queryOf(asked.query)}`,
        formKey: session.formKey,
        app: asked.app,
        userName: `${nameOf(user)} (${user.login})`,
        redirectUri: asked.query.redirect_uri,
      }),
    )
  })

  app.post('/login', async (request, reply) => {
    const asked = readAuthorization(world, request)
    if ('fault' in asked) return html(reply, 400, errorPage(asked.fault))
    const { email = '', password = '' } = presentedFields(request)
    const user = findUserByLogin(world.store, email)
    if (!user || user.password !== password) {
      return html(reply, 401, logIn(world, asked.query, email, 'The email or the password is wrong.'))
    }
    sessions.begin(reply, user.id)
    return reply.redirect(`/oauth/authorize?${queryOf(asked.query)}`, 303)
  })

  app.post('/logout', async (request, reply) => {
    sessions.end(request)
    return reply.redirect(`/oauth/authorize?${new URLSearchParams(request.url.split('?')[1]).toString()}`, 303)
  })

  app.post('/oauth/authorize', async (request, reply) => {
    const asked = readAuthorization(world, request)
    if ('fault' in asked) return html(reply, 400, errorPage(asked.fault))
    const session = sessions.of(request)
    const { decision, form_key: formKey } = presentedFields(request)
    if (!session || formKey !== session.formKey) {
      return html(reply, 403, errorPage('This page has grown too old. Begin the sign-in again.'))
    }
    const { client_id: clientId, redirect_uri: redirectUri, state } = asked.query
    if (decision !== 'allow')
      return sendBack(reply, redirectUri, { error: 'access_denied', error_description: denied }, state)
    const code = issueCode(world.store, { clientId, user: session.user, redirectUri }, world.clock.now())
    if (redirectUri === outOfBand) return html(reply, 200, codePage(code))
    return sendBack(reply, redirectUri, { code }, state)
  })
}

const denied = 'The resource owner or authorization server denied the request.'

type Asked = { readonly query: AuthorizationQuery; readonly app: App } | { readonly fault: string }

/** Nobody is sent to an address that is not registered exactly as it is written. */
function readAuthorization(world: World, request: FastifyRequest): Asked {
  const query = readQuery(request.url)
  const [clientId, redirectUri, responseType, state] = ['client_id', 'redirect_uri', 'response_type', 'state'].map(
    (name) => query.text(name),
  )
  const app = clientId === undefined ? undefined : findApp(world.store, clientId)
  if (!app || app.kind !== 'user') {
    return {
      fault:
        'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
    }
  }
  if (redirectUri === undefined || !app.redirectUris.includes(redirectUri)) {
    return { fault: "The requested redirect uri is malformed or doesn't match client redirect URI." }
  }
  if (responseType !== 'code') return { fault: 'The authorization server does not support this response type.' }
  return {
    app,
    query: {
      client_id: app.clientId,
      redirect_uri: redirectUri,
      response_type: responseType,
      ...(state !== undefined && { state }),
    },
  }
}

function logIn(world: World, query: AuthorizationQuery, email?: string, error?: string): string {
  const people = world.store.all<User & { may: string | null }>(
    'select * from users where service_app is null and password is not null order by id',
  )
  return logInPage({
    action: `/login?${queryOf(query)}`,
    ...(email !== undefined && { email }),
    ...(error !== undefined && { error }),
    accounts: people.map(({ login, password, may }) => ({ email: login, password: password ?? '', may: may ?? '' })),
  })
}

function sendBack(
  reply: FastifyReply,
  redirectUri: string,
  answer: Readonly<Record<string, string>>,
  state: string | undefined,
): FastifyReply {
  const address = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value)
  if (state !== undefined) address.searchParams.set('state', state)
  return reply.redirect(address.href, 302)
}

const queryOf = (query: AuthorizationQuery) => new URLSearchParams({ ...query }).toString()

function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).headers(pageHeaders).send(page)
}
