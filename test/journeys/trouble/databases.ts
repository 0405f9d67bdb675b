import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startDatabaseServer } from '../../servers/database.ts'
import { startGantry } from '../../servers/gantry.ts'
import { beginCopy, stateOf, untilRun } from './copying.ts'
import { heldInProcore, heldOnDisk, manyFiles } from './house.ts'
import type { Trouble } from './trouble.ts'

export const databaseTroubles: readonly Trouble[] = [
  {
    done: 'the embedded database is ended by kill -9 in the middle of a run',
    says: /transferring: /,
    leaves: 'run completed: 40 succeeded; 40 files in Procore, each once',
    code: 0,
    async make(house) {
      const { gantry, sandbox, procore, plant } = house
      const source = await plant('database', manyFiles(40))
      await sandbox.admin('POST', '/faults', { endpoint: 'POST /rest/v1.0/files', delayMs: 150 })
      const { id, ended } = await beginCopy(gantry, source, `${procore.project}/Database`)
      await untilRun(gantry, id, ({ isScanned, moved }) => isScanned && moved.items > 0)
      const [postmaster] = (await readFile(join(gantry.data, 'database/cluster/postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(postmaster), 'SIGKILL')
      await sandbox.admin('DELETE', '/faults')
      const { code, run, stderr } = await ended()
      return { sentence: stderr, state: `${stateOf(run)}; ${await heldInProcore(house, 'Database')}`, code }
    },
  },
  {
    done: 'a database of its own server goes away for some seconds in the middle of a run',
    says: /^Gantry lost its database .* It goes on by itself as soon as the database is back\./,
    leaves: 'run completed: 3000 succeeded; 3000 files on the disk',
    code: 0,
    async make({ plant, path }) {
      await using database = await startDatabaseServer()
      await using gantry = await startGantry({ environment: { DATABASE_URL: database.url } })
      const source = await plant('external', manyFiles(3000))
      const { id, command, ended } = await beginCopy(gantry, source, path('external-copy'))
      await database.stop()
      const meanwhile = await gantry.run(['runs', 'show', id])
      await database.start()
      const { code, run } = await ended()
      const sentence = `${meanwhile.stderr.trim()} ${command.stderr}`
      return { sentence, state: `${stateOf(run)}; ${await heldOnDisk(path('external-copy'))}`, code }
    },
  },
  {
    done: 'a database address at which nothing listens',
    says: /^Gantry cannot reach its database \(127\.0\.0\.1:9, database gantry\): nothing listens there\. Start it, or correct its address\.$/,
    leaves: 'nothing serves',
    code: 1,
    async make({ gantry, path }) {
      const { code, stderr } = await gantry.run(
        ['serve', '--log-level', 'silent', '--port', '0', '--data', path('none')],
        {
          environment: { DATABASE_URL: 'postgres://gantry:sesame@127.0.0.1:9/gantry' },
        },
      )
      return { sentence: stderr.trim(), state: 'nothing serves', code }
    },
  },
]
