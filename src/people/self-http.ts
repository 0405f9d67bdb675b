import { z } from 'zod'
import { tokenParams } from '#api/contract/params.ts'
import {
  changeMe,
  ended,
  madeToken,
  meView,
  newPassword,
  newToken,
  personView,
  roleList,
  sessionList,
  tokenPage,
} from '#api/contract/people.ts'
import { id, searchQuery } from '#api/contract/text.ts'
import { pageOf } from '#toolkit/page-of.ts'
import { route } from '#toolkit/route.ts'
import { actorIn, callerIn, personIn, visitorIn } from './asked.ts'
import { changePassword } from './change-password.ts'
import type { Means } from './means.ts'
import { isPermission, type Permission } from './permissions.ts'
import { renamePerson } from './people.ts'
import { presentMe, presentPerson, presentRoles, presentSession, presentToken } from './present.ts'
import { PeopleRefused } from './refused.ts'
import { endSession, endSessions, listSessions, wordsOfSession } from './sessions.ts'
import type { Scope } from './token.ts'
import { addToken, listTokens, revokeToken } from './tokens.ts'

/** What people do about themselves. */
export function selfRoutes(means: Means) {
  return {
    showMe: route({ answer: meView, act: async ({ request }) => presentMe(callerIn(request)) }),

    listRoles: route({ answer: roleList, act: async () => presentRoles() }),

    changeMe: route({
      body: changeMe,
      answer: personView,
      async act({ body, request }) {
        const { person } = personIn(request)
        return presentPerson(await renamePerson(means, actorIn(request), person.id, body.name))
      },
    }),

    changePassword: route({
      body: newPassword,
      answer: ended,
      async act({ body, request }) {
        const { person, session } = personIn(request)
        const whose = { person: person.id, session: session.id }
        return { ended: await changePassword(means, actorIn(request), whose, body, visitorIn(request)) }
      },
    }),

    listMySessions: route({
      query: searchQuery,
      answer: sessionList,
      async act({ query, request }) {
        const { person, session } = personIn(request)
        const { page, ...more } = pageOf(await listSessions(means, person.id), query, wordsOfSession)
        return { sessions: page.map((one) => presentSession(one, session.id)), ...more }
      },
    }),

    endMySessions: route({
      answer: ended,
      async act({ request }) {
        const { person, session } = personIn(request)
        return { ended: await endSessions(means, actorIn(request), person.id, session.id) }
      },
    }),

    endMySession: route({
      params: z.object({ session: id.describe('The id of a session') }),
      status: 204,
      act: async ({ params, request }) =>
        endSession(means, actorIn(request), personIn(request).person.id, params.session),
    }),

    listMyTokens: route({
      query: searchQuery,
      answer: tokenPage,
      async act({ query, request }) {
        const { tokens, next } = await listTokens(means, callerIn(request), { of: 'me', ...query })
        return { tokens: tokens.map(presentToken), ...(next !== undefined && { next }) }
      },
    }),

    addToken: route({
      body: newToken,
      answer: madeToken,
      status: 201,
      async act({ body: { name, role, permissions, expiresAt }, request }) {
        const scope: Scope = role === undefined ? { permissions: known(permissions ?? []) } : { role }
        const given = { name, scope, expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt) }
        const { token, text } = await addToken(means, actorIn(request), callerIn(request), given)
        return { token: presentToken(token), text }
      },
    }),

    revokeMyToken: route({
      params: tokenParams,
      status: 204,
      act: async ({ params, request }) => revokeToken(means, actorIn(request), callerIn(request), params.token),
    }),
  }
}

function known(names: readonly string[]): readonly Permission[] {
  const unknown = names.filter((name) => !isPermission(name))
  if (unknown.length === 0) return names.filter(isPermission)
  throw new PeopleRefused('invalid', `There is no permission ${unknown.map((name) => `“${name}”`).join(', ')}.`)
}
