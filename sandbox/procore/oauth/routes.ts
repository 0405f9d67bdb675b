import type { FastifyInstance } from 'fastify'
import { revokeToken } from '../state/tokens.ts'
import { tokenRefused, validToken } from '../rest/token.ts'
import type { World } from '../world.ts'
import { addAuthorizePages } from './authorize.ts'
import { presentedClient, presentedFields } from './client.ts'
import { grantToken, oauthError } from './grant-token.ts'

/** Everything under /oauth. The bodies are JSON or forms, whichever a client sends. */
export function addOauthRoutes(app: FastifyInstance, world: World): void {
  addAuthorizePages(app, world)

  app.post('/oauth/token', async (request, reply) => {
    const { status, body } = grantToken(world, request)
    return reply.code(status).headers({ 'cache-control': 'no-store', pragma: 'no-cache' }).send(body)
  })

  app.get('/oauth/token/info', async (request) => {
    const token = validToken(world, request)
    if (!token) throw tokenRefused()
    return {
      resource_owner_id: token.user,
      scopes: [],
      expires_in_seconds: Math.max(0, Math.floor((token.expiresAt - world.clock.now()) / 1000)),
      application: { uid: token.clientId },
      created_at: Math.floor(token.createdAt / 1000),
    }
  })

  app.post('/oauth/revoke', async (request, reply) => {
    const client = presentedClient(world, request)
    if (!client)
      return reply.code(403).send(oauthError('unauthorized_client', 'You are not authorized to revoke this token'))
    // A token that is unknown is as good as revoked (RFC 7009, 2.2).
    revokeToken(world.store, client.clientId, presentedFields(request).token ?? '')
    return {}
  })
}
