import type { FastifyRequest } from 'fastify'
import { addressOf } from '#people/browser-address.ts'
import { authorise } from '#people/caller.ts'
import { readSessionCookie, transportOf } from '#people/cookies.ts'
import type { Access, Permission } from '#people/permissions.ts'
import { PeopleRefused } from '#people/refused.ts'
import { isFromOurPage } from '#people/same-origin.ts'
import { whoIs, type Door } from '#people/who-is.ts'
import type { Names } from './hosts.ts'

/**
 * Lets a request in, or throws why not. The request then knows who asks; nobody only where that is public. A place that does
 * not exist tells so only to those who are known.
 */
export function admission(
  door: Door,
  { publicUrl }: Names,
  keepRefusal: (request: FastifyRequest, permission: Permission) => Promise<void>,
): (request: FastifyRequest, access: Access | undefined) => Promise<void> {
  return async (request, access) => {
    const { authorization, cookie, origin } = request.headers
    const address = addressOf(request, publicUrl)
    const bearer = bearerIn(authorization)
    const session = readSessionCookie(transportOf(address), cookie)
    const secFetchSite = request.headers['sec-fetch-site']
    const isBrowser = session !== undefined || origin !== undefined || secFetchSite !== undefined
    const said = { method: request.method, origin, secFetchSite: String(secFetchSite ?? '') || undefined }
    if (bearer === undefined && isBrowser && !isFromOurPage(said, [new URL(address).origin])) {
      throw new PeopleRefused(
        'forbidden',
        'The request was made by another page than this Gantry’s. If it was not, set publicUrl to the address in the browser.',
      )
    }
    // Whoever signs in or uses a link up need not be known, and a session that has ended is no reason to refuse them.
    if (access === 'public') {
      request.caller = bearer === undefined ? await whoIs(door, { session }) : undefined
      return
    }
    request.caller = await whoIs(door, { bearer, session })
    const permission = access ?? 'self.read'
    if (request.caller && !request.caller.may.has(permission)) await keepRefusal(request, permission)
    authorise(request.caller, permission)
  }
}

/** Another scheme than Bearer counts as a token that is wrong. */
function bearerIn(header: string | undefined): string | undefined {
  return header === undefined ? undefined : (/^Bearer +(\S+)$/i.exec(header)?.[1] ?? '')
}
