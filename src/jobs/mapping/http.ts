import { childrenExport, childrenPage, childrenQuery } from '#api/contract/children.ts'
import { jobOptions, newJob } from '#api/contract/jobs.ts'
import { mappingPreview } from '#api/contract/mapping.ts'
import { jobParams } from '#api/contract/params.ts'
import { formats } from '#reports/formats.ts'
import { attachment } from '#toolkit/content-disposition.ts'
import { rawRoute, route } from '#toolkit/route.ts'
import { jobCalled } from '../find.ts'
import type { JobMeans } from '../http.ts'
import { JobRefused, type Job } from '../job.ts'
import { placesOf } from '../places-of.ts'
import { childColumns } from './child-columns.ts'
import { childPages, childrenPageOf } from './children.ts'
import { findReadable } from './find-readable.ts'
import { refuseMapping } from './refuse-mapping.ts'

/** The jobs that mapping jobs make: before they are there, and then with what they have done. */
export function mappingRoutes(means: JobMeans) {
  const { db } = means

  async function mappingJob(id: string): Promise<Job> {
    const job = await jobCalled(db, id)
    if (job.mapping) return job
    throw new JobRefused('invalid', `“${job.name}” has no mapping, so it makes no jobs.`)
  }

  return {
    previewChildren: route({
      body: newJob,
      answer: mappingPreview,
      async act({ body, signal }) {
        const { mapping } = body
        if (!mapping) throw new JobRefused('invalid', 'Without a mapping there are no jobs to preview: say “mapping”.')
        const places = await placesOf(body, { ...means, signal })
        refuseMapping({ ...places, mapping })
        const options = jobOptions.parse(body.options ?? {})
        const {
          children,
          leftOut,
          notices = [],
        } = await findReadable({ ...places, options, mapping }, { ...means, signal })
        return {
          jobs: children.map(({ name, source, destination }) => ({
            name,
            source: source.shown,
            destination: destination.shown,
          })),
          leftOut: leftOut.map(({ name, why }) => ({ name, why })),
          notices: [...notices],
        }
      },
    }),

    listChildren: route({
      params: jobParams,
      query: childrenQuery,
      answer: childrenPage,
      act: async ({ params, query }) => childrenPageOf(db, await mappingJob(params.job), query),
    }),

    exportChildren: rawRoute({
      params: jobParams,
      query: childrenExport,
      async act({ params, query: { format }, signal }) {
        const job = await mappingJob(params.job)
        const { type, write } = formats[format]
        const table = { title: 'Jobs', columns: childColumns, pages: childPages(db, job) }
        const headers = { 'content-disposition': attachment(`gantry-job-${job.id}-jobs.${format}`) }
        return { type, body: write(table, signal), headers }
      },
    }),
  }
}
