import { connectPerson } from '../../servers/connect-person.ts'
import { beginCopy, resume, stateOf, untilRun } from './copying.ts'
import { heldInProcore, manyFiles, type House } from './house.ts'
import type { Trouble } from './trouble.ts'

const slow = { endpoint: 'POST /rest/v1.0/files', delayMs: 150 }

export const signInTroubles: readonly Trouble[] = [
  {
    done: 'the tokens of a service account are revoked in the middle of a run',
    says: /^The sign-in was renewed\.$/,
    leaves: 'run completed: 40 succeeded; 40 files in Procore, each once',
    code: 0,
    async make(house) {
      const { gantry, sandbox, procore, plant } = house
      const source = await plant('service', manyFiles(40))
      await sandbox.admin('POST', '/faults', slow)
      const { id, ended } = await beginCopy(gantry, source, `${procore.project}/Service`)
      await inTheMiddle(house, id)
      await sandbox.admin('POST', '/tokens/revoke', { client_id: 'gantry-sandbox-service' })
      await sandbox.admin('DELETE', '/faults')
      const { run, code } = await ended()
      const renewed = gantry.log.includes('credential-renewed') ? 'The sign-in was renewed.' : 'Nothing was renewed.'
      return { sentence: renewed, state: `${stateOf(run)}; ${await heldInProcore(house, 'Service')}`, code }
    },
  },
  {
    done: 'the sign-in of a person is revoked in the middle of a run',
    says: /^Procore no longer accepts this sign-in: .* Sign in again\. Procore said: /,
    leaves:
      'stopped as sign-in-needed; signed in again and resumed: run completed: 40 succeeded; 40 files in Procore, each once',
    code: 4,
    async make(house) {
      const { gantry, sandbox, procore, plant } = house
      const source = await plant('person', manyFiles(40))
      const person = await connectPerson(gantry, sandbox, 'Person')
      await sandbox.admin('POST', '/faults', slow)
      const place = procore.project.replace('Procore:', 'Person:')
      const { id, ended } = await beginCopy(gantry, source, `${place}/Person`)
      await inTheMiddle(house, id)
      await sandbox.admin('POST', '/tokens/revoke', { client_id: 'gantry-sandbox-app' })
      const { run, code } = await ended()
      await sandbox.admin('DELETE', '/faults')
      const stopped = `stopped as ${run.waiting?.code ?? run.state}`
      await person.signIn()
      const after = (await resume(gantry, id)).run
      const state = `${stopped}; signed in again and resumed: ${stateOf(after)}; ${await heldInProcore(house, 'Person')}`
      return { sentence: run.waiting?.reason ?? '', state, code }
    },
  },
]

/** Some files are there, and some are not. */
async function inTheMiddle({ gantry }: House, run: string): Promise<void> {
  await untilRun(gantry, run, ({ isScanned, moved }) => isScanned && moved.items > 0)
}
