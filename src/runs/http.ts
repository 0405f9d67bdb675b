import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { exportParams, exportQuery, runOverview } from '#api/contract/exports.ts'
import { startRun as startRunBody } from '#api/contract/jobs.ts'
import { proofCheckQuery } from '#api/contract/locations.ts'
import { jobParams, runParams } from '#api/contract/params.ts'
import {
  itemDetails as itemDetailsView,
  itemDetailsQuery,
  itemPage,
  itemQuery,
  runPage,
  runQuery,
  runView,
  throughput,
  type RunView,
} from '#api/contract/runs.ts'
import type { Actor } from '#audit/entry.ts'
import { actorIn } from '#people/asked.ts'
import type { Clock, Path, Storage } from '#platform'
import { formats } from '#reports/formats.ts'
import { CannotPrint } from '#reports/pdf.ts'
import { attachment } from '#toolkit/content-disposition.ts'
import { rawRoute, route, type Raw } from '#toolkit/route.ts'
import { inJson, proofCheck } from './check-proof.ts'
import { exportLog, exportUsers } from './export-events.ts'
import { exportFolders, exportItems, refuseFilters, type Asked } from './export-run.ts'
import { flaggedRoutes } from './flagged-http.ts'
import { itemDetails } from './item-details.ts'
import { itemsOf } from './items.ts'
import { overviewOf } from './kept-overview.ts'
import { overviewRoutes } from './overview-http.ts'
import { presentRuns, type LimitsOf } from './present.ts'
import { findRun, listRuns, type Run } from './rows.ts'
import { cancelRun, decideAboutRemovals, pauseRun, resumeRun, RunRefused, startRun, type Means } from './start.ts'
import { throughputOf } from './throughput.ts'
import { totalsRoutes } from './totals-http.ts'
import { foldersFileBeside } from './validate-folders.ts'

export interface RunMeans extends Means {
  readonly limitsOf: LimitsOf
  readonly clock: Clock
  /** A page on the disk as a PDF; throws CannotPrint. */
  printPdf(page: string, signal: AbortSignal): Promise<Buffer>
  /** What is behind a location, to be read. */
  openToRead(
    location: string,
    signal: AbortSignal,
  ): Promise<{ readonly storage: Storage; readonly at: { readonly space: string; readonly path: Path } }>
}

export function runRoutes(means: RunMeans) {
  const { db, limitsOf, clock } = means
  const present = async (run: Run): Promise<RunView> => {
    const [view] = await presentRuns(db, [run], limitsOf, clock.now())
    if (!view) throw new RunRefused('not-found', `The job of run ${run.id} is not there any more.`)
    return view
  }
  /** An act on one run that answers with the run as it is then. */
  const change = (act: (means: Means, by: Actor, id: string) => Promise<Run>) =>
    route({
      params: runParams,
      answer: runView,
      act: async ({ params, request }) =>
        present(await act(means, actorIn(request), (await runCalled(means, params.run)).id)),
    })

  async function exportOf(asked: Asked, run: Run, signal: AbortSignal): Promise<Readable> {
    const { what, format } = asked
    if (what === 'users') return exportUsers(db, run, format, signal)
    if (what === 'log') return exportLog(db, run, format, signal)
    if (what === 'folders') return exportFolders(await foldersFileOf(run), asked, signal)
    return exportItems(db, run, asked, signal)
  }

  return {
    ...overviewRoutes(means),

    startRun: route({
      params: jobParams,
      body: startRunBody.nullish(),
      answer: runView,
      status: 201,
      async act({ params, body, request }) {
        if (!isId(params.job)) throw new RunRefused('not-found', `There is no job “${params.job}”.`)
        const kind = body?.simulate ? 'simulation' : 'run'
        return present(await startRun(means, actorIn(request), params.job, kind))
      },
    }),

    listRuns: route({
      query: runQuery,
      answer: runPage,
      async act({ query }) {
        const runs = await listRuns(db, query)
        const last = runs.at(-1)
        return {
          runs: await presentRuns(db, runs, limitsOf, clock.now()),
          ...(last && runs.length === query.limit && { next: last.id }),
        }
      },
    }),

    showRun: route({
      params: runParams,
      answer: runView,
      act: async ({ params }) => present(await runCalled(means, params.run)),
    }),

    listItems: route({
      params: runParams,
      query: itemQuery,
      answer: itemPage,
      async act({ params, query }) {
        const { items, next } = await itemsOf(db, await runCalled(means, params.run), query)
        return { items: [...items], ...(next !== undefined && { next }) }
      },
    }),

    showItem: route({
      params: runParams,
      query: itemDetailsQuery,
      answer: itemDetailsView,
      async act({ params, query }) {
        const run = await runCalled(means, params.run)
        const found = await itemDetails(db, run, query)
        if (found) return found
        throw new RunRefused('not-found', `Run ${run.id} keeps nothing of the ${query.kind} “${query.source}”.`)
      },
    }),

    showThroughput: route({
      params: runParams,
      answer: throughput,
      act: async ({ params }) => throughputOf(db, (await runCalled(means, params.run)).id),
    }),

    showRunOverview: route({
      params: runParams,
      answer: runOverview,
      async act({ params }) {
        const run = await runCalled(means, params.run)
        const overview = await overviewOf(db, run.id)
        if (overview) return overview
        throw new RunRefused('not-found', `Run ${run.id} has no overview: ${whyNone(run, 'report')}.`)
      },
    }),

    exportRun: rawRoute({
      params: exportParams,
      query: exportQuery,
      async act({ params, query, signal }) {
        const asked = { what: params.what, ...query }
        refuseFilters(asked)
        const run = await runCalled(means, params.run)
        const body = await exportOf(asked, run, signal)
        const name = `gantry-run-${run.id}-${asked.what}.${asked.format}`
        return { type: formats[asked.format].type, body, headers: { 'content-disposition': attachment(name) } }
      },
    }),

    ...flaggedRoutes(means),
    ...totalsRoutes(means),

    resumeRun: change(resumeRun),
    pauseRun: change(pauseRun),
    cancelRun: change(cancelRun),
    approveRun: change((means, by, id) => decideAboutRemovals(means, by, id, 'approved')),
    declineRun: change((means, by, id) => decideAboutRemovals(means, by, id, 'declined')),

    readReport: rawRoute({
      params: runParams,
      async act({ params }) {
        const run = await runCalled(means, params.run)
        return fileOf(run, run.report, 'text/html; charset=utf-8', 'report')
      },
    }),

    printReport: rawRoute({
      params: runParams,
      async act({ params, signal }) {
        const run = await runCalled(means, params.run)
        const page = await thereFor(run, run.report, 'report')
        const pdf = await means.printPdf(page, signal).catch(refusePrinting)
        const headers = { 'content-disposition': `attachment; filename="gantry-run-${run.id}.pdf"` }
        return { type: 'application/pdf', body: Readable.from([pdf]), headers }
      },
    }),

    readProof: rawRoute({
      params: runParams,
      async act({ params }) {
        const run = await runCalled(means, params.run)
        const file = await fileOf(run, run.proof, 'application/jsonl', 'proof')
        return { ...file, headers: { 'content-disposition': `attachment; filename="gantry-run-${run.id}.jsonl"` } }
      },
    }),

    checkProof: rawRoute({
      query: proofCheckQuery,
      body: z.custom<Readable>((body) => body !== null && body !== undefined, 'a proof is needed as the body'),
      async act({ query, body, signal }) {
        const { storage, at } = await means.openToRead(query.location, signal)
        const lines = proofCheck(storage, at, body, { side: query.side, signal })
        return { type: 'application/jsonl', body: inJson(lines) }
      },
    }),
  }
}

function refusePrinting(error: unknown): never {
  throw error instanceof CannotPrint ? new RunRefused('conflict', error.message) : error
}

async function runCalled({ db }: Means, id: string): Promise<Run> {
  const run = isId(id) ? await findRun(db, id) : undefined
  if (run) return run
  throw new RunRefused('not-found', `There is no run “${id}”. See them with: gantry runs list`)
}

function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text)
}

async function fileOf(run: Run, file: string | undefined, type: string, what: 'report' | 'proof'): Promise<Raw> {
  return { type, body: createReadStream(await thereFor(run, file, what)) }
}

function foldersFileOf(run: Run): Promise<string> {
  const isRun = run.kind === 'run' && run.report !== undefined
  return thereFor(run, isRun ? foldersFileBeside(run.report) : undefined, 'validation of folders')
}

async function thereFor(run: Run, file: string | undefined, what: OfEnd): Promise<string> {
  if (file === undefined) throw new RunRefused('not-found', `Run ${run.id} has no ${what}: ${whyNone(run, what)}.`)
  const isThere = await stat(file).then(
    () => true,
    () => false,
  )
  if (isThere) return file
  throw new RunRefused('not-found', `The ${what} of run ${run.id} is not there any more: ${file}`)
}

/** What is written at the end of a run. */
type OfEnd = 'report' | 'proof' | 'validation of folders'

function whyNone(run: Run, what: OfEnd): string {
  return run.kind === 'simulation' && what !== 'report' ? 'a simulation moves nothing' : `it is ${run.state}`
}
