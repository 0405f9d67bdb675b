import { z } from 'zod'
import { jobOptions, jobPage, jobQuery, jobView, newJob } from '#api/contract/jobs.ts'
import { actorIn } from '#people/asked.ts'
import { lastRuns } from '#runs/rows.ts'
import { route } from '#toolkit/route.ts'
import { addJob, type AddMeans } from './add.ts'
import { jobCalled } from './find.ts'
import type { JobLocation } from './job.ts'
import { presentJob } from './present.ts'
import { forgetJob } from './remove.ts'
import { listJobs } from './rows.ts'

export interface JobMeans extends AddMeans {
  /** The folder that a location names. */
  locate(text: string, signal: AbortSignal): Promise<JobLocation>
}

const params = z.object({ job: z.string().min(1) })

export function jobRoutes(means: JobMeans) {
  const { db } = means

  return {
    listJobs: route({
      query: jobQuery,
      answer: jobPage,
      async act({ query }) {
        const { limit } = query
        const jobs = await listJobs(db, query)
        const runs = await lastRuns(
          db,
          jobs.map((job) => job.id),
        )
        const last = jobs.at(-1)
        return {
          jobs: jobs.map((job) => presentJob(job, runs.get(job.id))),
          ...(last && jobs.length === limit && { next: last.id }),
        }
      },
    }),

    addJob: route({
      body: newJob,
      answer: jobView,
      status: 201,
      async act({ body, signal, request }) {
        const [source, destination] = await Promise.all([
          means.locate(body.source, signal),
          means.locate(body.destination, signal),
        ])
        const options = jobOptions.parse(body.options)
        const { name, filters, reuse } = body
        const wish = { name, source, destination, options, filters, reuse }
        const job = await addJob(means, actorIn(request), wish)
        return presentJob(job, (await lastRuns(db, [job.id])).get(job.id))
      },
    }),

    showJob: route({
      params,
      answer: jobView,
      async act({ params }) {
        const job = await jobCalled(db, params.job)
        return presentJob(job, (await lastRuns(db, [job.id])).get(job.id))
      },
    }),

    removeJob: route({
      params,
      status: 204,
      act: async ({ params, request }) => forgetJob(means, actorIn(request), await jobCalled(db, params.job)),
    }),
  }
}
