import type { Kysely } from 'kysely'
import { overview } from '#api/contract/overview.ts'
import { countHealths } from '#connections/count-healths.ts'
import type { Clock } from '#platform'
import { route } from '#toolkit/route.ts'
import { presentRuns, type LimitsOf } from './present.ts'
import { runsThat, type Standing } from './standing.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly limitsOf: LimitsOf
  readonly clock: Clock
}

export function overviewRoutes({ db, limitsOf, clock }: Means) {
  const standing = async (wanted: Standing) => {
    const { count, runs } = await runsThat(db, wanted)
    return { count, runs: [...(await presentRuns(db, runs, limitsOf, clock.now()))] }
  }
  return {
    showOverview: route({
      answer: overview,
      async act() {
        const healths = await countHealths(db, clock.now())
        const [running, waiting] = [await standing('running'), await standing('waiting')]
        // That calls are used up is known of the connection, not kept with the run.
        const held = running.runs.filter(({ state }) => state === 'waiting')
        return {
          connections: { count: healths.reduce((sum, { count }) => sum + count, 0), healths: [...healths] },
          runs: {
            needing: await standing('needing'),
            running: {
              count: running.count - held.length,
              runs: running.runs.filter((run) => !held.includes(run)),
            },
            waiting: { count: waiting.count + held.length, runs: [...held, ...waiting.runs] },
            finished: await standing('finished'),
          },
        }
      },
    }),
  }
}
