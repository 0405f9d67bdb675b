import { appendFileSync } from 'node:fs'
import { rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beginCopy, copy, sentenceOf, stateOf, untilRun } from './copying.ts'
import { heldInProcore, heldOnDisk, manyFiles } from './house.ts'
import type { Trouble } from './trouble.ts'

export const fileTroubles: readonly Trouble[] = [
  {
    done: 'a file that is written to all the time',
    says: /^“busy\.log” changed .*while it was read\..* It was tried 3 times; the next run tries it again\.$/,
    leaves: 'run completed-with-flags: 1 succeeded, 1 flagged; 1 file on the disk',
    code: 3,
    async make({ gantry, plant, path }) {
      const source = await plant('busy', { 'quiet.txt': 'quiet', 'busy.log': Buffer.alloc(3_000_000, 'log') })
      const writing = setInterval(() => appendFileSync(join(source, 'busy.log'), 'one more line\n'), 2)
      try {
        const { code, run } = await copy(gantry, source, path('busy-copy'))
        const state = `${stateOf(run)}; ${await heldOnDisk(path('busy-copy'))}`
        return { sentence: await sentenceOf(gantry, run.id, 'flagged'), state, code }
      } finally {
        clearInterval(writing)
      }
    },
  },
  {
    done: 'a file that is removed between the look at its folder and its turn',
    says: /^Could not read “sheet 039\.txt”: it is not there\.$/,
    leaves: 'run completed-with-flags: 39 succeeded, 1 flagged; 39 files in Procore, each once',
    code: 3,
    async make(house) {
      const { gantry, sandbox, procore, plant } = house
      const names = manyFiles(40)
      const source = await plant('vanish', names)
      await sandbox.admin('POST', '/faults', { endpoint: 'POST /rest/v1.0/files', delayMs: 150 })
      const { id, ended } = await beginCopy(gantry, source, `${procore.project}/Vanish`)
      await untilRun(gantry, id, ({ isScanned }) => isScanned)
      await rm(join(source, names.at(-1) ?? ''))
      await sandbox.admin('DELETE', '/faults')
      const { code, run } = await ended()
      const state = `${stateOf(run)}; ${await heldInProcore(house, 'Vanish')}`
      return { sentence: await sentenceOf(gantry, id, 'flagged'), state, code }
    },
  },
  {
    done: 'a file that somebody has checked out in Procore',
    says: /the file is checked out by Document Robot\. Ask who holds it to check it in, then run the job again\. Procore said: /,
    leaves: 'run completed-with-flags: 1 succeeded, 1 flagged; 2 files in Procore, each once',
    code: 3,
    async make(house) {
      const { gantry, procore, plant } = house
      const source = await plant('held', ['held.txt', 'free.txt'])
      await copy(gantry, source, `${procore.project}/Held`)
      await procore.checkOut('Held/held.txt')
      await writeFile(join(source, 'held.txt'), 'a newer one')
      await utimes(join(source, 'held.txt'), new Date(), new Date(Date.now() + 60_000))
      const { code, run } = await copy(gantry, source, `${procore.project}/Held`)
      const state = `${stateOf(run)}; ${await heldInProcore(house, 'Held')}`
      return { sentence: await sentenceOf(gantry, run.id, 'flagged'), state, code }
    },
  },
]
