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
import { jobParams } from '#api/contract/params.ts'
import { previewSchedule, schedulePreview } from '#api/contract/schedule.ts'
import { actorIn } from '#people/asked.ts'
import { attachment } from '#toolkit/content-disposition.ts'
import { rawRoute, route } from '#toolkit/route.ts'
import { addJob, nameFor, refuseWish, type AddMeans } from './add.ts'
import { archive } from './archive.ts'
import { giveChoices } from './change.ts'
import { jobCalled } from './find.ts'
import { firstRunAt } from './first-run.ts'
import { jobFileText } from './job-file-text.ts'
import { summaryOf, type Job } from './job.ts'
import { findChildren } from './mapping/find-children.ts'
import { mappingRoutes } from './mapping/http.ts'
import { refuseChild } from './mapping/refuse-child.ts'
import { refuseWrongRows } from './mapping/refuse-wrong-rows.ts'
import { placesOf, type LocateMeans } from './places-of.ts'
import { noticesOf } from './notices.ts'
import { planJob } from './plan.ts'
import { presentJob, presentJobs } from './present.ts'
import { previewOf } from './preview.ts'
import { principalRoutes } from './principals/http.ts'
import { forgetJob } from './remove.ts'
import { listJobs } from './rows.ts'

export type JobMeans = AddMeans & Omit<LocateMeans, 'signal'>

export function jobRoutes(means: JobMeans) {
  const { db } = means

  return {
    ...mappingRoutes(means),
    ...principalRoutes(means),

    listJobs: route({
      query: jobQuery,
      answer: jobPage,
      async act({ query }) {
        const { limit } = query
        const jobs = await listJobs(db, query)
        const last = jobs.at(-1)
        return {
          jobs: await presentJobs(db, jobs),
          ...(last && jobs.length === limit && { next: last.id }),
        }
      },
    }),

    addJob: route({
      body: newJob,
      answer: jobView,
      status: 201,
      async act({ body, signal, request }) {
        const places = await placesOf(body, { ...means, signal })
        const options = body.options && jobOptions.parse(body.options)
        const job = await addJob(means, actorIn(request), { ...body, ...places, options, signal })
        return presentJob(db, job)
      },
    }),

    showJob: route({
      params: jobParams,
      answer: jobView,
      act: async ({ params }) => presentJob(db, await jobCalled(db, params.job)),
    }),

    exportJobs: rawRoute({
      query: jobExport,
      async act({ query }) {
        const jobs: Job[] = []
        for (const id of query.jobs.split(',')) jobs.push(await jobCalled(db, id))
        for (const job of jobs) await refuseChild(db, job, 'exported')
        const headers = { 'content-disposition': attachment('gantry-jobs.yaml') }
        return { type: 'application/yaml; charset=utf-8', body: jobFileText(jobs), headers }
      },
    }),

    previewJob: route({
      body: newJob,
      answer: jobPreview,
      async act({ body, signal }) {
        const places = await placesOf(body, { ...means, signal })
        const options = jobOptions.parse(body.options ?? {})
        const { category, filters = {}, schedule = {}, pace = {}, mapping } = body
        // It is asked for at every key that is pressed, and folders are calls.
        await refuseWish({ ...places, options, filters, mapping, signal }, means, findChildren)
        firstRunAt(schedule, means.clock.now())
        const name = nameFor(body.name, places.source, places.destination)
        const kept = { ...(category && { category }), options, filters, schedule, pace, ...(mapping && { mapping }) }
        const job = { name, ...places, ...kept }
        const notices = await noticesOf(job, means.look)
        return { name, summary: summaryOf(job), notices: [...notices], file: jobFileText([job]) }
      },
    }),

    planJobs: route({
      body: jobFile,
      answer: jobPlan,
      async act({ body, signal }) {
        const jobs: JobPlan['jobs'] = []
        for (const wish of body.jobs) {
          const options = jobOptions.parse(wish.options)
          const { category, mapping, ...described } = wish
          const places = await placesOf(wish, { ...means, signal })
          const chosen = { ...(category !== undefined && { category }), options, ...(mapping && { mapping }) }
          const planned = await planJob(db, { ...described, ...places, ...chosen }, means.clock.now())
          const isNews = planned.do !== 'keep'
          const notices = isNews
            ? await refuseWish({ ...places, options, filters: wish.filters, mapping, signal }, means)
            : []
          jobs.push({ ...planned, ...(notices.length > 0 && { notices: [...notices] }) })
        }
        return { jobs }
      },
    }),

    changeJob: route({
      params: jobParams,
      body: changeJob,
      answer: jobView,
      async act({ params, body, request, signal }) {
        const before = await jobCalled(db, params.job)
        const { name = before.name, options = before.options, filters = before.filters } = body
        const { category = before.category, schedule = before.schedule, pace = before.pace, isArchived } = body
        const { mapping = before.mapping } = body
        const choices = {
          name,
          ...(category && { category }),
          options,
          filters,
          schedule,
          pace,
          ...(mapping && { mapping }),
        }
        if (body.mapping) await refuseWrongRows({ ...before, options, mapping: body.mapping }, { ...means, signal })
        const by = actorIn(request)
        const now = means.clock.now()
        const job = await means.transaction(async (inside) => {
          const changed = await giveChoices({ db: inside, now }, by, before, choices)
          return isArchived === undefined ? changed : archive({ db: inside, now }, by, changed, isArchived)
        })
        return presentJob(db, job)
      },
    }),

    previewSchedule: route({
      body: previewSchedule,
      answer: schedulePreview,
      act: async ({ body }) => previewOf(body.schedule, means.clock.now()),
    }),

    removeJob: route({
      params: jobParams,
      status: 204,
      act: async ({ params, request }) => forgetJob(means, actorIn(request), await jobCalled(db, params.job)),
    }),
  }
}
