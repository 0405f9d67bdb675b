import {
  flaggedExport,
  flaggedPage,
  flaggedQuery,
  ignoredItems,
  ignoreItems as ignoreItemsBody,
  retriedItems,
  retryItems as retryItemsBody,
} from '#api/contract/flagged.ts'
import { actorIn } from '#people/asked.ts'
import { formats } from '#reports/formats.ts'
import { attachment } from '#toolkit/content-disposition.ts'
import { rawRoute, route } from '#toolkit/route.ts'
import { flaggedColumns } from './export-columns.ts'
import { flaggedItems, flaggedPages } from './flagged.ts'
import { ignoreItems } from './ignore.ts'
import { retryItems } from './retry.ts'
import type { Means } from './start.ts'

/** What a person must look at, and what can be done about many at once. */
export function flaggedRoutes(means: Means) {
  return {
    listFlagged: route({
      query: flaggedQuery,
      answer: flaggedPage,
      act: async ({ query }) => flaggedItems(means.db, query),
    }),

    exportFlagged: rawRoute({
      query: flaggedExport,
      async act({ query, signal }) {
        const table = { title: 'Flagged', columns: flaggedColumns, pages: flaggedPages(means.db, query, signal) }
        const { type, write } = formats[query.format]
        const headers = { 'content-disposition': attachment(`gantry-flagged.${query.format}`) }
        return { type, body: write(table, signal), headers }
      },
    }),

    retryItems: route({
      body: retryItemsBody,
      answer: retriedItems,
      act: async ({ body, request }) => retryItems(means, actorIn(request), body),
    }),

    ignoreItems: route({
      body: ignoreItemsBody,
      answer: ignoredItems,
      act: async ({ body, request }) => ({ items: await ignoreItems(means, actorIn(request), body) }),
    }),
  }
}
