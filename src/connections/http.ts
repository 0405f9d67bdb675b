import { z } from 'zod'
import { connectionList, connectionTest, connectionView, newConnection, signInView } from '#api/contract/connections.ts'
import { entryPage, listQuery } from '#api/contract/locations.ts'
import { rawRoute, route } from '#toolkit/route.ts'
import { addConnection } from './add.ts'
import { ConnectionRefused } from './connection.ts'
import { connectionCalled } from './find.ts'
import { listEntries, type Listed } from './list-entries.ts'
import type { LocalFolders } from './local-folders.ts'
import { presentConnection } from './present.ts'
import { forgetConnection } from './remove.ts'
import { listConnections } from './rows.ts'
import { signInPage } from './sign-in-page.ts'
import { beginSignIn, completeSignIn } from './sign-in.ts'
import type { StorageMeans, Storages } from './storages.ts'
import { testConnection } from './test.ts'

export interface ConnectionMeans extends StorageMeans {
  readonly storages: Storages
  readonly folders: LocalFolders
  readonly trackingWord: string
  /** Where platforms send people back to; known once the server listens. */
  readonly redirectUrl: () => string
}

const params = z.object({ connection: z.string().min(1) })
const callbackQuery = z.object({
  state: z.string().max(500).optional(),
  code: z.string().max(4096).optional(),
  error: z.string().max(500).optional(),
  error_description: z.string().max(500).optional(),
})

export function connectionRoutes(means: ConnectionMeans) {
  const { db, platforms } = means

  return {
    listConnections: route({
      answer: connectionList,
      act: async () => ({
        connections: (await listConnections(db)).map((connection) => presentConnection(connection, platforms)),
      }),
    }),

    addConnection: route({
      body: newConnection,
      answer: connectionView,
      status: 201,
      act: async ({ body }) => presentConnection(await addConnection(means, body), platforms),
    }),

    showConnection: route({
      params,
      answer: connectionView,
      act: async ({ params }) => presentConnection(await connectionCalled(db, params.connection), platforms),
    }),

    removeConnection: route({
      params,
      status: 204,
      act: async ({ params }) => forgetConnection(means, await connectionCalled(db, params.connection)),
    }),

    testConnection: route({
      params,
      answer: connectionTest,
      async act({ params, signal }) {
        const connection = await connectionCalled(db, params.connection)
        const result = await testConnection({ ...means, signal }, connection)
        const now = presentConnection(await connectionCalled(db, connection.id), platforms)
        return { ...result, checks: [...result.checks], connection: now }
      },
    }),

    beginSignIn: route({
      params,
      answer: signInView,
      async act({ params }) {
        const connection = await connectionCalled(db, params.connection)
        const { url, expiresAt } = await beginSignIn(means, connection, means.redirectUrl())
        return { url, expiresAt: expiresAt.toISOString() }
      },
    }),

    /** A person's browser comes here from the platform; what it shows is all they hear. */
    completeSignIn: rawRoute({
      query: callbackQuery,
      async act({ query, signal }) {
        const page = (title: string, sentence: string) => ({
          type: 'text/html; charset=utf-8',
          body: signInPage(title, sentence),
        })
        try {
          const connection = await completeSignIn(means, query)
          const { succeeded, sentence } = await testConnection({ ...means, signal }, connection)
          if (succeeded) return page('Signed in', 'Signed in. You can close this window.')
          return page('Signed in, but the test failed', sentence)
        } catch (error) {
          if (!(error instanceof ConnectionRefused)) throw error
          return page('Not signed in', error.message)
        }
      },
    }),

    listEntries: route({
      query: listQuery,
      answer: entryPage,
      async act({ query, signal }) {
        const { entries, next } = await listEntries(query.location, query.cursor, { ...means, signal })
        return { entries: entries.map(viewOf), ...(next !== undefined && { next }) }
      },
    }),
  }
}

function viewOf({ modifiedAt, traits, ...line }: Listed) {
  return {
    ...line,
    ...(modifiedAt && { modifiedAt: modifiedAt.toISOString() }),
    ...(traits && { traits: [...traits] }),
  }
}
