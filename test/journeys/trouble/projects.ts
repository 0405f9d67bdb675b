import { beginCopy, copy, stateOf, untilRun } from './copying.ts'
import { manyFiles } from './house.ts'
import type { Trouble } from './trouble.ts'

export const projectTroubles: readonly Trouble[] = [
  {
    done: 'the project of a job is removed before its next run',
    says: /^Could not make the folder “Handover” in Procore: the project is not there any more, .* Procore said: “Project not found”/,
    leaves: 'first run completed: 1 succeeded; then run failed: nothing seen',
    code: 1,
    async make({ gantry, sandbox, plant }) {
      const source = await plant('warehouse', ['a.txt'])
      const place = 'Procore:Pier 7 Warehouse & Cold Store/Handover'
      const first = await copy(gantry, source, place)
      await plant('warehouse', ['b.txt'])
      await sandbox.admin('DELETE', '/projects/5747310')
      const { code, run } = await copy(gantry, source, place)
      return { sentence: run.failure ?? '', state: `first ${stateOf(first.run)}; then ${stateOf(run)}`, code }
    },
  },
  {
    done: 'the project is removed during a run',
    says: /in Procore: the project is not there any more, .* Procore said: “Project not found”/,
    leaves: 'run failed; some of 40 files moved, none flagged',
    code: 1,
    async make({ gantry, sandbox, plant }) {
      const source = await plant('hospital', manyFiles(40))
      await sandbox.admin('POST', '/faults', { endpoint: 'POST /rest/v1.0/files', delayMs: 150 })
      const { id, ended } = await beginCopy(gantry, source, 'Procore:Riverside Medical Center – Phase 2/Handover')
      await untilRun(gantry, id, ({ isScanned, moved }) => isScanned && moved.items > 0)
      await sandbox.admin('DELETE', '/projects/5747272')
      const { code, run } = await ended()
      await sandbox.admin('DELETE', '/faults')
      const moved = run.moved.items === 0 ? 'none' : run.moved.items < 40 ? 'some' : 'all'
      const flagged = (run.states.flagged?.items ?? 0) === 0 ? 'none' : 'some'
      const state = `run ${run.state}; ${moved} of 40 files moved, ${flagged} flagged`
      return { sentence: run.failure ?? '', state, code }
    },
  },
]
