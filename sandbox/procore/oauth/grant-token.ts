import type { FastifyRequest } from 'fastify'
import type { App } from '../state/apps.ts'
import { takeCode } from '../state/codes.ts'
import { issueToken, takeRefreshToken } from '../state/tokens.ts'
import type { World } from '../world.ts'
import { presentedClient, presentedFields, type OauthFields } from './client.ts'

interface Answer {
  readonly status: number
  readonly body: object
}

export const oauthError = (error: string, description: string) => ({ error, error_description: description })

const invalidGrant: Answer = {
  status: 400,
  body: oauthError(
    'invalid_grant',
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the ' +
      'authorization request, or was issued to another client.',
  ),
}
const invalidClient: Answer = {
  status: 401,
  body: oauthError(
    'invalid_client',
    'Client authentication failed due to unknown client, no client authentication included, or unsupported ' +
      'authentication method.',
  ),
}
const unauthorizedClient: Answer = {
  status: 401,
  body: oauthError('unauthorized_client', 'The client is not authorized to perform this request using this method.'),
}
const unsupported: Answer = {
  status: 400,
  body: oauthError(
    'unsupported_grant_type',
    'The authorization grant type is not supported by the authorization server.',
  ),
}

type Grant = (world: World, app: App, fields: OauthFields) => Answer

const grants: Readonly<Record<string, Grant>> = {
  authorization_code(world, app, fields) {
    const grant = takeCode(world.store, fields.code ?? '', world.clock.now())
    if (!grant || grant.clientId !== app.clientId || grant.redirectUri !== fields.redirect_uri) return invalidGrant
    return issued(world, app, grant.user)
  },

  refresh_token(world, app, fields) {
    const taken = takeRefreshToken(world.store, fields.refresh_token ?? '')
    return taken?.clientId === app.clientId ? issued(world, app, taken.user) : invalidGrant
  },

  client_credentials: (world, app) => (app.kind === 'service' ? issued(world, app, null) : unauthorizedClient),
}

export function grantToken(world: World, request: FastifyRequest): Answer {
  const fields = presentedFields(request)
  const { grant_type: type } = fields
  if (type === undefined) {
    return { status: 400, body: oauthError('invalid_request', 'Missing required parameter: grant_type.') }
  }
  const grant = Object.hasOwn(grants, type) ? grants[type] : undefined
  if (!grant) return unsupported
  const app = presentedClient(world, request)
  if (app) return grant(world, app, fields)
  // Any call to refresh, also one that fails, uses up the refresh token.
  if (fields.refresh_token !== undefined) takeRefreshToken(world.store, fields.refresh_token)
  return invalidClient
}

function issued(world: World, { clientId }: App, user: number | null): Answer {
  const seconds = world.options.tokenSeconds
  const now = world.clock.now()
  const token = issueToken(world.store, { clientId, user, now, seconds })
  return {
    status: 200,
    body: {
      access_token: token.access,
      token_type: 'bearer',
      expires_in: seconds,
      ...(token.refresh !== undefined && { refresh_token: token.refresh }),
      created_at: Math.floor(now / 1000),
    },
  }
}
