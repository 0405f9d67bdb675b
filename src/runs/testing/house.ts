// A whole house around the running of jobs: a database of its own, the real queue, and the two storages of a test.
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import type { FolderView } from '#api/contract/exports.ts'
import type { JobFilters } from '#api/contract/filters.ts'
import type { JobSchedule } from '#api/contract/schedule.ts'
import type { RunView } from '#api/contract/runs.ts'
import { freshDatabase } from '#database/testing/template.ts'
import { checkProof } from '#engine/check-proof.ts'
import { defaultOptions, type JobOptions } from '#engine/options.ts'
import { newProofKey, openProofKey } from '#engine/proof-key.ts'
import { insertJob, replaceChoices } from '#jobs/rows.ts'
import type { Job } from '#jobs/job.ts'
import type { Clock } from '#platform'
import { markKey, traceFiles } from '#toolkit/testing/traces.ts'
import { overviewOf } from '../kept-overview.ts'
import { presentRuns } from '../present.ts'
import { findRun, type Run } from '../rows.ts'
import { startRun } from '../start.ts'
import { foldersFileBeside } from '../validate-folders.ts'
import type { RunState } from '../states.ts'
import { openStage, stageMigrations, tester, type Ends } from './open-stage.ts'

const patient = { timeout: 40_000, interval: 20 }
const pem = newProofKey()
const key = openProofKey(pem)

/** `clock` waits for nothing unless a test brings its own. */
export async function openHouse(ends: Ends, more: { readonly clock?: Clock; readonly workers?: number } = {}) {
  const fresh = await freshDatabase({ migrations: stageMigrations })
  const reportsFolder = await mkdtemp(join(tmpdir(), 'gantry-reports-'))
  const clock = more.clock ?? { now: () => Date.now(), sleep: async () => undefined }
  const opened = await openStage(fresh.settings, ends, {
    clock,
    reportsFolder,
    proofKey: key,
    workers: more.workers ?? 2,
  })
  const { stage, means } = opened
  const { db } = stage

  const house = {
    settings: fresh.settings,
    stage,
    means,
    db,
    reportsFolder,
    job: (options: Partial<JobOptions> = {}, filters: JobFilters = {}, schedule: JobSchedule = {}): Promise<Job> =>
      insertJob(db, {
        name: 'Close-out',
        source: { connection: 'from', space: 's', path: [], shown: 'Source:Plans' },
        destination: { connection: 'to', space: 's', path: [], shown: 'Destination:Plans' },
        options: { ...defaultOptions, ...options },
        filters,
        schedule,
      }),
    /** Gives the job other filters. */
    refilter: (job: Job, filters: JobFilters) => replaceChoices(db, { ...job, filters }),
    /** Gives the job other options. */
    reoption: (job: Job, options: Partial<JobOptions>) =>
      replaceChoices(db, { ...job, options: { ...job.options, ...options } }),
    async view(id: string): Promise<RunView> {
      const run = await findRun(db, id)
      const [view] = run ? await presentRuns(db, [run], stage.limitsOf, Date.now()) : []
      if (!view) throw new Error(`There is no run ${id}.`)
      return view
    },
    async until(id: string, ...states: readonly RunState[]): Promise<RunView> {
      await expect.poll(async () => (await findRun(db, id))?.state, patient).toBeOneOf([...states])
      return house.view(id)
    },
    start: (job: Job, kind: Run['kind'] = 'run') => startRun(means, tester, job.id, kind),
    /** Runs the job to its end. */
    async run(job: Job, kind: Run['kind'] = 'run'): Promise<RunView> {
      const { id } = await house.start(job, kind)
      return house.until(id, 'completed', 'completed-with-flags', 'failed')
    },
    /** What the job knows of each item: state and reason by path. */
    async items(job: Job): Promise<Record<string, string>> {
      const { rows } = await sql<{ source: string; state: string; reason: string; twin: number | null }>`
        select source, state, reason, twin from items where job = ${job.id} and not is_gone order by source`.execute(db)
      return Object.fromEntries(
        rows.map(({ source, state, reason, twin }) => [
          twin === null ? source : `${source} #${twin}`,
          `${state} ${reason}`,
        ]),
      )
    },
    /** What the folders held at the end of the run. */
    async folders({ report }: RunView): Promise<readonly FolderView[]> {
      const lines = (await readFile(foldersFileBeside(report ?? ''), 'utf8')).split('\n').slice(0, -1)
      return lines.map((line) => JSON.parse(line) as FolderView)
    },
    async sentence(job: Job, source: string): Promise<string | null | undefined> {
      const { rows } = await sql<{ sentence: string | null }>`
        select sentence from items where job = ${job.id} and source = ${source}`.execute(db)
      return rows[0]?.sentence
    },
    /** Items, sums, report, proof, overview and folders of a finished run all say the same. */
    async expectSumsToAgree(job: Job, view: RunView): Promise<void> {
      const items = Object.values(await house.items(job))
      const counted = Object.fromEntries(Object.entries(view.states).map(([state, { items: count }]) => [state, count]))
      const known = { pending: 0, retrying: 0, succeeded: 0, revised: 0, flagged: 0, ignored: 0 }
      for (const item of items) known[item.split(' ')[0] as keyof typeof known]++
      expect(counted).toEqual(known)
      expect(view.seen.items).toBe(items.length)
      expect(view.reasons.reduce((sum, line) => sum + line.items, 0)).toBe(items.length)
      const proof = await checkProof(createReadStream(view.proof ?? ''))
      expect(proof).toMatchObject({ isIntact: true, findings: [] })
      expect(proof.sums.items).toBe(items.length)
      expect({ ...counted, ...proof.sums.states }).toEqual(counted)
      expect(await readFile(view.report ?? '', 'utf8')).toContain(`Run ${view.id}`)
      await house.expectFoldersToAgree(job, view)
    },
    async expectFoldersToAgree(job: Job, view: RunView): Promise<void> {
      const { rows } = await sql<Record<string, unknown>>`
        select count(*) filter (where kind = 'file') as files, count(*) filter (where kind = 'folder') as folders,
          count(*) filter (where state in ('succeeded', 'revised')) as there
        from items where job = ${job.id} and not is_gone`.execute(db)
      const folders = await house.folders(view)
      const sum = (of: (folder: FolderView) => number) => folders.reduce((total, folder) => total + of(folder), 0)
      const counted = {
        files: sum(({ atSource }) => atSource.files),
        folders: sum(({ atSource }) => atSource.folders),
        there: sum(({ atDestination }) => atDestination.files + atDestination.folders),
      }
      expect(counted).toEqual(Object.fromEntries(Object.entries(rows[0] ?? {}).map(([key, n]) => [key, Number(n)])))
      const overview = await overviewOf(db, view.id)
      for (const shares of Object.values(overview ?? {})) {
        expect(shares.reduce((total, { files }) => total + files, 0)).toBe(counted.files)
      }
    },
    async close(): Promise<void> {
      await opened.close()
      await fresh.drop()
      markKey('the key of a test’s proofs', pem)
      await traceFiles(reportsFolder)
      await rm(reportsFolder, { recursive: true, force: true })
    },
  }
  return house
}

export type House = Awaited<ReturnType<typeof openHouse>>

/** A house that is closed when the test that asks for it has ended. */
export async function houseOfTest(...given: Parameters<typeof openHouse>): Promise<House> {
  const house = await openHouse(...given)
  onTestFinished(() => house.close())
  return house
}
