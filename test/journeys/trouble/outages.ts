import { beginCopy, copy, resume, show, stateOf, untilRun } from './copying.ts'
import { heldInProcore, manyFiles } from './house.ts'
import type { Trouble } from './trouble.ts'

const slow = { endpoint: 'POST /rest/v1.0/files', delayMs: 150 }

export const outageTroubles: readonly Trouble[] = [
  {
    done: 'Procore answers 429 to 20 calls in a row',
    says: /transferring: .*\d+ calls? used/,
    leaves: 'run completed: 12 succeeded; 12 files in Procore, each once',
    code: 0,
    async make(house) {
      const { gantry, sandbox, procore, plant } = house
      const source = await plant('limited', manyFiles(12))
      const headers = { 'retry-after': '1' }
      await sandbox.admin('POST', '/faults', { endpoint: '*', nth: 5, times: 20, status: 429, headers })
      const { code, run, stderr } = await copy(gantry, source, `${procore.project}/Limited`)
      await sandbox.admin('DELETE', '/faults')
      return { sentence: stderr, state: `${stateOf(run)}; ${await heldInProcore(house, 'Limited')}`, code }
    },
  },
  {
    done: 'Procore answers 503 to 20 calls in a row',
    says: /transferring: .*\d+ calls? used/,
    leaves: 'run completed: 12 succeeded; 12 files in Procore, each once',
    code: 0,
    async make(house) {
      const { gantry, sandbox, procore, plant } = house
      const source = await plant('loaded', manyFiles(12))
      const headers = { 'retry-after': '1' }
      await sandbox.admin('POST', '/faults', { endpoint: '*', nth: 5, times: 20, status: 503, headers })
      const { code, run, stderr } = await copy(gantry, source, `${procore.project}/Loaded`)
      await sandbox.admin('DELETE', '/faults')
      return { sentence: stderr, state: `${stateOf(run)}; ${await heldInProcore(house, 'Loaded')}`, code }
    },
  },
  {
    done: 'Procore goes away in the middle of a run, and comes back',
    says: /^Could not .* in Procore: 127\.0\.0\.1:\d+ cannot be reached: nothing listens there\.$/,
    leaves: 'waits as unavailable; back and resumed: run completed: 40 succeeded; 40 files in Procore, each once',
    code: 0,
    async make(house) {
      const { gantry, sandbox, procore, plant } = house
      const source = await plant('away', manyFiles(40))
      await sandbox.admin('POST', '/faults', slow)
      const { id, ended } = await beginCopy(gantry, source, `${procore.project}/Away`)
      await untilRun(gantry, id, ({ isScanned, moved }) => isScanned && moved.items > 0)
      await sandbox.kill()
      const away = await untilRun(gantry, id, ({ state }) => !['scanning', 'transferring'].includes(state))
      await sandbox.start()
      const resumed = await resume(gantry, id)
      const { code } = await ended()
      return {
        sentence: away.waiting?.reason ?? away.failure ?? '',
        state: `waits as ${away.waiting?.code ?? away.state}; back and resumed: ${stateOf(resumed.run)}; ${await heldInProcore(house, 'Away')}`,
        code,
      }
    },
  },
  {
    done: 'the storage host behind Procore is down, and comes back',
    says: /^Could not .* in Procore: .*503/,
    leaves: 'waits as unavailable; back and resumed: run completed: 12 succeeded; 12 files in Procore, each once',
    code: 0,
    async make(house) {
      const { gantry, sandbox, procore, plant } = house
      const source = await plant('storage', manyFiles(12))
      await sandbox.admin('POST', '/faults', { endpoint: 'storage *', status: 503 })
      const { id, ended } = await beginCopy(gantry, source, `${procore.project}/Storage`)
      const away = await untilRun(gantry, id, ({ state }) => !['queued', 'scanning', 'transferring'].includes(state))
      await sandbox.admin('DELETE', '/faults')
      const resumed = away.state === 'waiting' ? (await resume(gantry, id)).run : await show(gantry, id)
      const { code } = await ended()
      return {
        sentence: away.waiting?.reason ?? away.failure ?? '',
        state: `waits as ${away.waiting?.code ?? away.state}; back and resumed: ${stateOf(resumed)}; ${await heldInProcore(house, 'Storage')}`,
        code,
      }
    },
  },
]
