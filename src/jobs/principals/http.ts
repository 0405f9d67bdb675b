import type { z } from 'zod'
import { jobParams } from '#api/contract/params.ts'
import {
  importPrincipals,
  mapPrincipals,
  mappedPrincipals,
  principalExport,
  principalPage,
  principalQuery,
  type PrincipalView,
} from '#api/contract/principals.ts'
import { record } from '#audit/record.ts'
import type { Actor } from '#audit/entry.ts'
import { actorIn } from '#people/asked.ts'
import { formats } from '#reports/formats.ts'
import type { Column } from '#reports/table.ts'
import { attachment } from '#toolkit/content-disposition.ts'
import { rawRoute, route } from '#toolkit/route.ts'
import { jobCalled } from '../find.ts'
import type { JobMeans } from '../http.ts'
import { JobRefused, subjectOf, type Job } from '../job.ts'
import { countRows, nobody, rowsFor, rowsInCsv } from './map.ts'
import { countMet, metPrincipals, writeTable, type MetPrincipal, type MetQuery } from './rows.ts'

/** Who of a job's source is who at its destination. */
export function principalRoutes(means: JobMeans) {
  const { db } = means

  async function map(job: Job, asked: z.output<typeof mapPrincipals>['rows'], by: Actor, signal: AbortSignal) {
    const rows = await rowsFor(asked, await means.look(job.destination), signal)
    const counts = countRows(rows)
    await means.transaction(async (inside) => {
      await writeTable(inside, job, rows)
      await record(inside, {
        actor: by,
        act: 'job.principals-mapped',
        outcome: 'done',
        subject: subjectOf(job),
        facts: { items: rows.length },
      })
    })
    return counts
  }

  return {
    listPrincipals: route({
      params: jobParams,
      query: principalQuery,
      answer: principalPage,
      async act({ params, query }) {
        const job = await jobCalled(db, params.job)
        const met = await metPrincipals(db, job, { ...query, after: placeAfter(query.after) })
        const last = met.at(-1)
        return {
          principals: met.map(viewOf),
          sums: await countMet(db, job),
          ...(last && met.length === query.limit && { next: `${last.side} ${last.id}` }),
        }
      },
    }),

    mapPrincipals: route({
      params: jobParams,
      body: mapPrincipals,
      answer: mappedPrincipals,
      act: async ({ params, body, request, signal }) =>
        map(await jobCalled(db, params.job), body.rows, actorIn(request), signal),
    }),

    importPrincipals: route({
      params: jobParams,
      body: importPrincipals,
      answer: mappedPrincipals,
      async act({ params, body, request, signal }) {
        const rows = rowsInCsv(body.csv)
        if (rows.length === 0)
          throw new JobRefused('invalid', 'The table names nobody at the destination. Fill its column “Destination”.')
        return map(await jobCalled(db, params.job), [...rows], actorIn(request), signal)
      },
    }),

    exportPrincipals: rawRoute({
      params: jobParams,
      query: principalExport,
      async act({ params, query: { format }, signal }) {
        const job = await jobCalled(db, params.job)
        const { type, write } = formats[format]
        const table = { title: 'People and groups', columns, pages: pagesOf(means, job) }
        const headers = { 'content-disposition': attachment(`gantry-job-${job.id}-principals.${format}`) }
        return { type, body: write(table, signal), headers }
      },
    }),
  }
}

function placeAfter(after: string | undefined): MetQuery['after'] {
  if (after === undefined) return undefined
  const side = after.startsWith('source ') ? 'source' : 'destination'
  return { side, id: after.slice(side.length + 1) }
}

function viewOf({ mappedTo, isLeftOut, isMapped, ...met }: MetPrincipal): PrincipalView {
  const { id, side, kind, name, email, grants, owned } = met
  return {
    side,
    id,
    kind,
    name,
    ...(email !== undefined && { email }),
    grants,
    owned,
    state: isLeftOut ? 'left-out' : isMapped ? 'mapped' : 'unmapped',
    ...(mappedTo !== undefined && { to: mappedTo }),
  }
}

const pageSize = 1000

async function* pagesOf({ db }: JobMeans, job: Job): AsyncGenerator<readonly PrincipalView[]> {
  let after: MetPrincipal | undefined
  do {
    const met: readonly MetPrincipal[] = await metPrincipals(db, job, { limit: pageSize, after })
    yield met.map(viewOf)
    after = met.length === pageSize ? met.at(-1) : undefined
  } while (after !== undefined)
}

/** As an import reads it back. */
const columns: readonly Column<PrincipalView>[] = [
  { title: 'Source id', width: 30, cell: (met) => idAt('source', met) },
  { title: 'Name', width: 30, cell: ({ name }) => name },
  { title: 'E-mail', width: 30, cell: ({ email }) => email },
  { title: 'Kind', width: 10, cell: ({ kind }) => kind },
  { title: 'Permissions', width: 12, cell: ({ grants }) => grants },
  { title: 'Owned', width: 12, cell: ({ owned }) => owned },
  { title: 'State', width: 12, cell: ({ state }) => state },
  { title: 'Destination', width: 30, cell: (met) => (met.state === 'left-out' ? nobody : idAt('destination', met)) },
]

function idAt(side: PrincipalView['side'], met: PrincipalView): string | undefined {
  return met.side === side ? met.id : met.to
}
