import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { findApp, type App } from '../state/apps.ts'
import type { World } from '../world.ts'

export type OauthFields = Readonly<Record<string, string | undefined>>

/** The texts of the body, whatever form it had. */
export function presentedFields(request: FastifyRequest): OauthFields {
  const { body } = request
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'))
}

/** The app that a call says it comes from, in the body or by HTTP Basic, when its secret is right. */
export function presentedClient(world: World, request: FastifyRequest): App | undefined {
  const { clientId, clientSecret } = basic(request.headers.authorization) ?? inBody(presentedFields(request))
  const app = findApp(world.store, clientId)
  return app && isSame(app.clientSecret, clientSecret) ? app : undefined
}

function inBody({ client_id: clientId = '', client_secret: clientSecret = '' }: OauthFields) {
  return { clientId, clientSecret }
}

/** Name and secret are percent-encoded before they are joined (RFC 6749, 2.3.1), though many clients do not. */
function basic(header: string | undefined): { clientId: string; clientSecret: string } | undefined {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(header ?? '') ?? []
  if (encoded === undefined) return undefined
  const [clientId = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':')
  return { clientId: decoded(clientId), clientSecret: decoded(rest.join(':')) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function isSame(a: string, b: string): boolean {
  const [right, given] = [Buffer.from(a), Buffer.from(b)]
  return right.length === given.length && timingSafeEqual(right, given)
}
