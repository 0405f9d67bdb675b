import { totalsExport, totalsQuery, totalsView } from '#api/contract/totals.ts'
import { formats } from '#reports/formats.ts'
import { onePage } from '#reports/table.ts'
import { attachment } from '#toolkit/content-disposition.ts'
import { rawRoute, route } from '#toolkit/route.ts'
import type { Means } from './start.ts'
import { totalColumns, totalsOf } from './totals.ts'

/** All runs added up, by job or by category. */
export function totalsRoutes({ db }: Pick<Means, 'db'>) {
  return {
    showTotals: route({
      query: totalsQuery,
      answer: totalsView,
      act: async ({ query }) => ({ totals: [...(await totalsOf(db, query.by))] }),
    }),

    exportTotals: rawRoute({
      query: totalsExport,
      async act({ query: { by, format }, signal }) {
        const pages = onePage(await totalsOf(db, by))
        const { type, write } = formats[format]
        const headers = { 'content-disposition': attachment(`gantry-totals-by-${by}.${format}`) }
        return { type, body: write({ title: 'Totals', columns: totalColumns, pages }, signal), headers }
      },
    }),
  }
}
