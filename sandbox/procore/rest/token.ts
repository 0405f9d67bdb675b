import type { FastifyRequest } from 'fastify'
import { Refusal } from '../http/refusal.ts'
import { findToken, type Token } from '../state/tokens.ts'
import type { World } from '../world.ts'

export function validToken(world: World, request: FastifyRequest): Token | undefined {
  const [, access] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  const token = access === undefined ? undefined : findToken(world.store, access)
  return token && !token.isRevoked && token.expiresAt > world.clock.now() ? token : undefined
}

export function tokenRefused(): Refusal {
  const message = 'The access token is invalid'
  return new Refusal(401, [message], {
    reason: 'INVALID_TOKEN',
    body: { code: 401, message, reason: 'invalid_token' },
    headers: { 'WWW-Authenticate': `Bearer realm="Procore", error="invalid_token", error_description="${message}"` },
  })
}
