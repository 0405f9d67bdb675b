// What a benchmark stands on: the embedded database as it is shipped, and the running of jobs in this process.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RunView } from '#api/contract/runs.ts'
import { openDatabase } from '#database/database.ts'
import { startEmbedded } from '#database/embedded.ts'
import { migrate } from '#database/migrate.ts'
import { silentLog } from '#database/testing/silent-log.ts'
import { defaultOptions, type JobOptions } from '#engine/options.ts'
import { newProofKey, openProofKey } from '#engine/proof-key.ts'
import { insertJob } from '#jobs/rows.ts'
import type { Job } from '#jobs/job.ts'
import { presentRuns } from '../../src/runs/present.ts'
import { findRun } from '../../src/runs/rows.ts'
import { startRun } from '../../src/runs/start.ts'
import { isFinished } from '../../src/runs/states.ts'
import { openStage, stageMigrations, tester, type Ends } from '../../src/runs/testing/open-stage.ts'

const pollMs = 50

/** `ends` may be changed between runs. */
export async function openGround(ends: Ends) {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-bench-'))
  // As root the server runs as another account, which must get through.
  await chmod(folder, 0o711)
  const embedded = await startEmbedded({ folder: join(folder, 'database'), log: silentLog })
  const database = await openDatabase<unknown>(embedded.settings, { log: silentLog })
  await migrate(database, stageMigrations)
  await database.close()
  const opened = await openStage(embedded.settings, ends, {
    clock: { now: () => Date.now(), sleep: async (ms, signal) => void (await wait(ms, undefined, { signal })) },
    reportsFolder: join(folder, 'reports'),
    proofKey: openProofKey(newProofKey()),
    workers: 4,
  })
  const { db, limitsOf } = opened.stage

  return {
    db,
    databaseProcess: embedded.processId,
    job: (options: Partial<JobOptions> = {}): Promise<Job> =>
      insertJob(db, {
        name: 'Benchmark',
        source: { connection: 'from', space: 's', path: [], shown: 'source' },
        destination: { connection: 'to', space: 's', path: [], shown: 'destination' },
        options: { ...defaultOptions, ...options },
        filters: {},
      }),
    /** From the order to the end, with report and proof; `look` is called meanwhile. */
    async run(
      job: Job,
      look: (view: () => Promise<RunView>) => Promise<void> = async () => undefined,
    ): Promise<RunView> {
      const { id } = await startRun(opened.means, tester, job.id, 'run')
      const view = async (): Promise<RunView> => {
        const run = await findRun(db, id)
        const [shown] = run ? await presentRuns(db, [run], limitsOf, Date.now()) : []
        if (!shown) throw new Error(`There is no run ${id}.`)
        return shown
      }
      for (;;) {
        const run = await findRun(db, id)
        if (run && isFinished(run.state)) return await view()
        await look(view)
        await wait(pollMs)
      }
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await opened.close()
      await embedded.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
