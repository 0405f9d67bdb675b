import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { tokenParams } from '#api/contract/params.ts'
import {
  changePerson,
  ended,
  invitationList,
  newInvitation,
  offeredLink,
  peoplePage,
  peopleQuery,
  personView,
  sessionList,
  tokenPage,
  type OfferedLink,
} from '#api/contract/people.ts'
import { id, searchQuery } from '#api/contract/text.ts'
import { pageOf } from '#toolkit/page-of.ts'
import { route } from '#toolkit/route.ts'
import { actorIn, callerIn } from './asked.ts'
import { addressOf } from './browser-address.ts'
import type { PeopleMeans } from './entrance.ts'
import { invite, listInvitations, offerNewPassword, withdrawInvitation, type Offer } from './invite.ts'
import { linkAddress } from './link-address.ts'
import { changeRole, disablePerson, enablePerson, listPeople, renamePerson, unlinkPerson } from './people.ts'
import { presentInvitation, presentPerson, presentSession, presentToken } from './present.ts'
import { PeopleRefused } from './refused.ts'
import { findPerson } from './rows.ts'
import { endSessions, listSessions, wordsOfSession } from './sessions.ts'
import { listTokens, revokeToken } from './tokens.ts'

const params = z.object({ person: id.describe('The id of a person') })

/** What administrators do about people. */
export function administrationRoutes(means: PeopleMeans) {
  const offered = ({ link, secret }: Offer, request: FastifyRequest): OfferedLink => ({
    url: linkAddress(means.publicUrl ?? addressOf(request, undefined), secret),
    expiresAt: link.expiresAt.toISOString(),
  })
  const personCalled = async (id: string) => {
    const person = await findPerson(means.db, id)
    if (!person) throw new PeopleRefused('not-found', `There is no person ${id}.`)
    return person
  }

  return {
    listPeople: route({
      query: peopleQuery,
      answer: peoplePage,
      async act({ query: { text, role, state, after, limit } }) {
        const filter = {
          ...(text !== undefined && { text }),
          ...(role && { role }),
          ...(state && { isDisabled: state === 'disabled' }),
        }
        const { people, next } = await listPeople(means, filter, { limit, ...(after !== undefined && { after }) })
        return { people: people.map(presentPerson), ...(next !== undefined && { next }) }
      },
    }),

    showPerson: route({
      params,
      answer: personView,
      act: async ({ params }) => presentPerson(await personCalled(params.person)),
    }),

    changePerson: route({
      params,
      body: changePerson,
      answer: personView,
      async act({ params, body: { name, role, isDisabled }, request }) {
        const by = actorIn(request)
        await personCalled(params.person)
        if (role) await changeRole(means, by, params.person, role)
        if (isDisabled !== undefined) await (isDisabled ? disablePerson : enablePerson)(means, by, params.person)
        if (name !== undefined) await renamePerson(means, by, params.person, name)
        return presentPerson(await personCalled(params.person))
      },
    }),

    listSessions: route({
      params,
      query: searchQuery,
      answer: sessionList,
      async act({ params, query, request: { caller } }) {
        const thisOne = caller?.kind === 'person' ? caller.session.id : undefined
        const { page, ...more } = pageOf(await listSessions(means, params.person), query, wordsOfSession)
        return { sessions: page.map((session) => presentSession(session, thisOne)), ...more }
      },
    }),

    endSessions: route({
      params,
      answer: ended,
      act: async ({ params, request }) => ({ ended: await endSessions(means, actorIn(request), params.person) }),
    }),

    offerNewPassword: route({
      params,
      answer: offeredLink,
      status: 201,
      act: async ({ params, request }) =>
        offered(await offerNewPassword(means, actorIn(request), params.person), request),
    }),

    unlinkPerson: route({
      params,
      status: 204,
      act: async ({ params, request }) => unlinkPerson(means, actorIn(request), params.person),
    }),

    listInvitations: route({
      query: searchQuery,
      answer: invitationList,
      async act({ query }) {
        const all = (await listInvitations(means)).map(presentInvitation)
        const { page, ...more } = pageOf(all, query, ({ email, role, madeBy }) => [email, role, madeBy])
        return { invitations: [...page], ...more }
      },
    }),

    invite: route({
      body: newInvitation,
      answer: offeredLink,
      status: 201,
      act: async ({ body, request }) => offered(await invite(means, actorIn(request), body), request),
    }),

    withdrawInvitation: route({
      params: z.object({ invitation: id.describe('The id of an invitation') }),
      status: 204,
      act: async ({ params, request }) => withdrawInvitation(means, actorIn(request), params.invitation),
    }),

    listTokens: route({
      query: searchQuery,
      answer: tokenPage,
      async act({ query, request }) {
        const { tokens, next } = await listTokens(means, callerIn(request), { of: 'everyone', ...query })
        return { tokens: tokens.map(presentToken), ...(next !== undefined && { next }) }
      },
    }),

    revokeToken: route({
      params: tokenParams,
      status: 204,
      act: async ({ params, request }) => revokeToken(means, actorIn(request), callerIn(request), params.token),
    }),
  }
}
