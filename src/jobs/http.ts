import { z } from 'zod'
import {
  changeJob,
  jobExport,
  jobFile,
  jobOptions,
  jobPage,
  jobPlan,
  jobQuery,
  jobView,
  newJob,
  type JobPlan,
} from '#api/contract/jobs.ts'
import { previewSchedule, schedulePreview } from '#api/contract/schedule.ts'
import { actorIn } from '#people/asked.ts'
import { lastRuns } from '#runs/rows.ts'
import { attachment } from '#toolkit/content-disposition.ts'
import { rawRoute, route } from '#toolkit/route.ts'
import { addJob, type AddMeans } from './add.ts'
import { giveChoices } from './change.ts'
import { jobCalled } from './find.ts'
import { jobFileText } from './job-file-text.ts'
import type { Job, JobLocation } from './job.ts'
import { planJob } from './plan.ts'
import { presentJob } from './present.ts'
import { previewOf } from './preview.ts'
import { forgetJob } from './remove.ts'
import { listJobs } from './rows.ts'

export interface JobMeans extends AddMeans {
  /** The folder that a location names. */
  locate(text: string, signal: AbortSignal): Promise<JobLocation>
}

const params = z.object({ job: z.string().min(1) })

export function jobRoutes(means: JobMeans) {
  const { db } = means

  async function placesOf(wish: { readonly source: string; readonly destination: string }, signal: AbortSignal) {
    const [source, destination] = await Promise.all([
      means.locate(wish.source, signal),
      means.locate(wish.destination, signal),
    ])
    return { source, destination }
  }

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
        const { source, destination } = await placesOf(body, signal)
        const options = jobOptions.parse(body.options)
        const { name, filters, schedule, reuse } = body
        const wish = { name, source, destination, options, filters, schedule, reuse }
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

    exportJobs: rawRoute({
      query: jobExport,
      async act({ query }) {
        const jobs: Job[] = []
        for (const id of query.jobs.split(',')) jobs.push(await jobCalled(db, id))
        const headers = { 'content-disposition': attachment('gantry-jobs.yaml') }
        return { type: 'application/yaml; charset=utf-8', body: jobFileText(jobs), headers }
      },
    }),

    planJobs: route({
      body: jobFile,
      answer: jobPlan,
      async act({ body, signal }) {
        const jobs: JobPlan['jobs'] = []
        for (const wish of body.jobs) {
          const options = jobOptions.parse(wish.options)
          const named = { ...wish, ...(await placesOf(wish, signal)), options }
          jobs.push(await planJob(db, named, means.clock.now()))
        }
        return { jobs }
      },
    }),

    changeJob: route({
      params,
      body: changeJob,
      answer: jobView,
      async act({ params, body, request }) {
        const before = await jobCalled(db, params.job)
        const { name = before.name, options = before.options, filters = before.filters } = body
        const choices = { name, options, filters, schedule: body.schedule ?? before.schedule }
        const by = actorIn(request)
        const now = means.clock.now()
        const job = await means.transaction((inside) => giveChoices({ db: inside, now }, by, before, choices))
        return presentJob(job, (await lastRuns(db, [job.id])).get(job.id))
      },
    }),

    previewSchedule: route({
      body: previewSchedule,
      answer: schedulePreview,
      act: async ({ body }) => previewOf(body.schedule, means.clock.now()),
    }),

    removeJob: route({
      params,
      status: 204,
      act: async ({ params, request }) => forgetJob(means, actorIn(request), await jobCalled(db, params.job)),
    }),
  }
}
