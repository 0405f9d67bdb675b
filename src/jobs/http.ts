import { z } from 'zod'
import {
  changeJob,
  jobExport,
  jobFile,
  jobOptions,
  jobPage,
  jobPlan,
  jobPreview,
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
import { addJob, nameFor, type AddMeans } from './add.ts'
import { archive } from './archive.ts'
import { giveChoices } from './change.ts'
import { jobCalled } from './find.ts'
import { firstRunAt } from './first-run.ts'
import { jobFileText } from './job-file-text.ts'
import { summaryOf, type Job, type JobLocation } from './job.ts'
import { refuseOverlap } from './overlap.ts'
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
        const { name, category, filters, schedule, pace, reuse } = body
        const wish = { name, source, destination, category, options, filters, schedule, pace, reuse }
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

    previewJob: route({
      body: newJob,
      answer: jobPreview,
      async act({ body, signal }) {
        const { source, destination } = await placesOf(body, signal)
        await refuseOverlap(source, destination, means)
        const { category, filters, schedule = {}, pace = {} } = body
        firstRunAt(schedule, means.clock.now())
        const name = nameFor(body.name, source, destination)
        const options = jobOptions.parse(body.options)
        const job = { name, source, destination, ...(category && { category }), options, filters, schedule, pace }
        return { name, summary: summaryOf(job), file: jobFileText([job]) }
      },
    }),

    planJobs: route({
      body: jobFile,
      answer: jobPlan,
      async act({ body, signal }) {
        const jobs: JobPlan['jobs'] = []
        for (const wish of body.jobs) {
          const options = jobOptions.parse(wish.options)
          const { category, ...described } = wish
          const named = {
            ...described,
            ...(await placesOf(wish, signal)),
            ...(category !== undefined && { category }),
            options,
          }
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
        const { category = before.category, schedule = before.schedule, pace = before.pace, isArchived } = body
        const choices = { name, ...(category && { category }), options, filters, schedule, pace }
        const by = actorIn(request)
        const now = means.clock.now()
        const job = await means.transaction(async (inside) => {
          const changed = await giveChoices({ db: inside, now }, by, before, choices)
          return isArchived === undefined ? changed : archive({ db: inside, now }, by, changed, isArchived)
        })
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
