import type { FastifyRequest } from 'fastify'
import {
  changeConnection as changeForm,
  connectionChange,
  connectionList,
  connectionQuery,
  connectionTest,
  connectionTrouble,
  connectionView,
  duplicateConnection as duplicateForm,
  newConnection,
  scopeChoices,
  testWish,
  troubleQuery,
} from '#api/contract/connections.ts'
import { connectionParams } from '#api/contract/params.ts'
import { actorIn, ownerIn } from '#people/asked.ts'
import { pageOf } from '#toolkit/page-of.ts'
import { route } from '#toolkit/route.ts'
import { addConnection, type Adder } from './add.ts'
import { changeConnection } from './change.ts'
import { choicesOf } from './choices.ts'
import { duplicateConnection } from './duplicate.ts'
import { connectionCalled } from './find.ts'
import { listPage } from './list-page.ts'
import { presentConnection, presentConnections } from './present.ts'
import { forgetConnection } from './remove.ts'
import { troublesOf } from './rows.ts'
import { signInRoutes, type SignInMeans } from './sign-in-http.ts'
import { testConnection } from './test.ts'

export function connectionRoutes(means: SignInMeans) {
  const { db } = means

  return {
    ...signInRoutes(means),

    listConnections: route({
      query: connectionQuery,
      answer: connectionList,
      async act({ query }) {
        const { connections, next } = await listPage(db, query, means.clock.now())
        return {
          connections: await presentConnections(means, connections),
          ...(next !== undefined && { next }),
        }
      },
    }),

    addConnection: route({
      body: newConnection,
      answer: connectionView,
      status: 201,
      act: async ({ body, request }) => presentConnection(means, await addConnection(means, adderIn(request), body)),
    }),

    showConnection: route({
      params: connectionParams,
      answer: connectionView,
      act: async ({ params }) => presentConnection(means, await connectionCalled(db, params.connection)),
    }),

    changeConnection: route({
      params: connectionParams,
      body: changeForm,
      answer: connectionChange,
      async act({ params, body, request }) {
        const { id } = await connectionCalled(db, params.connection)
        const { connection, ...told } = await changeConnection(means, actorIn(request), id, body)
        return { ...told, connection: await presentConnection(means, connection) }
      },
    }),

    duplicateConnection: route({
      params: connectionParams,
      body: duplicateForm,
      answer: connectionView,
      status: 201,
      async act({ params, body, request }) {
        const connection = await connectionCalled(db, params.connection)
        return presentConnection(means, await duplicateConnection(means, adderIn(request), connection, body.name))
      },
    }),

    removeConnection: route({
      params: connectionParams,
      status: 204,
      act: async ({ params, request }) =>
        forgetConnection(means, actorIn(request), await connectionCalled(db, params.connection)),
    }),

    listChoices: route({
      params: connectionParams,
      answer: scopeChoices,
      async act({ params, signal }) {
        const fields = await choicesOf({ ...means, signal }, await connectionCalled(db, params.connection))
        return { fields: fields.map((field) => ({ ...field, choices: [...field.choices] })) }
      },
    }),

    listTroubles: route({
      params: connectionParams,
      query: troubleQuery,
      answer: connectionTrouble,
      async act({ params, query }) {
        const { id } = await connectionCalled(db, params.connection)
        const troubles = (await troublesOf(db, id)).filter(({ health }) => !query.health || query.health === health)
        const { page, ...more } = pageOf(troubles, query, ({ sentence }) => [sentence])
        return { troubles: page.map(({ id: _, at, ...trouble }) => ({ ...trouble, at: at.toISOString() })), ...more }
      },
    }),

    testConnection: route({
      params: connectionParams,
      body: testWish.nullish(),
      answer: connectionTest,
      async act({ params, body, signal }) {
        const connection = await connectionCalled(db, params.connection)
        const result = await testConnection({ ...means, signal }, connection, body ?? undefined)
        const now = await presentConnection(means, await connectionCalled(db, connection.id))
        return { ...result, checks: [...result.checks], connection: now }
      },
    }),
  }
}

function adderIn(request: FastifyRequest): Adder {
  return { actor: actorIn(request), owner: ownerIn(request) }
}
