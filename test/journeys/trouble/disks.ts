import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { startGantry } from '../../servers/gantry.ts'
import { copy, itemsIn, resume, stateOf } from './copying.ts'
import { heldOnDisk, isSame } from './house.ts'
import type { Trouble } from './trouble.ts'

const run = promisify(execFile)
const nobody = 65_534

async function notRoot(): Promise<string | undefined> {
  return process.getuid?.() === 0 ? undefined : 'only root can become another account'
}

export const diskTroubles: readonly Trouble[] = [
  {
    done: 'the disk of the destination is full',
    says: /^Could not write “.\.dwg”: the disk is full\. Make room, then resume the run\.$/,
    leaves:
      'run waiting (no-space): 1 pending, 2 succeeded, 2 files on the disk; with more room resumed: run completed: 3 succeeded, 3 files on the disk, all as at the source',
    code: 1,
    cannot: cannotMount,
    async make({ gantry, plant, path }) {
      const drawing = Buffer.alloc(1_500_000, 'drawing')
      const source = await plant('large', { 'A.dwg': drawing, 'B.dwg': drawing, 'C.dwg': drawing })
      const small = path('small-disk')
      await mkdir(small)
      await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small])
      try {
        const { code, run: full } = await copy(gantry, source, small)
        const left = await heldOnDisk(small)
        await run('mount', ['-o', 'remount,size=16m', small])
        const { run: after } = await resume(gantry, full.id)
        const whole = await Promise.all(['A', 'B', 'C'].map((n) => isSame(`${source}/${n}.dwg`, `${small}/${n}.dwg`)))
        const state = `${stateOf(full)}, ${left}; with more room resumed: ${stateOf(after)}, ${await heldOnDisk(small)}`
        return {
          sentence: full.waiting?.reason ?? full.failure ?? '',
          state: whole.every(Boolean) ? `${state}, all as at the source` : `${state}, some with other content`,
          code,
        }
      } finally {
        await run('umount', [small])
      }
    },
  },
  {
    done: 'the account that runs Gantry may not read a folder and a file of the source',
    says: /Could not read “secret\.txt”: permission denied\. Give the account that runs Gantry access to it\..*Could not list “closed”: permission denied\. .* What is inside it was not looked at\./,
    leaves: 'run completed-with-flags: 1 succeeded, 2 flagged, 1 file on the disk',
    code: 3,
    cannot: notRoot,
    async make({ plant, path }) {
      const source = await plant('closed', ['open.txt', 'secret.txt', 'closed/inside.txt'])
      await chmod(`${source}/secret.txt`, 0o600)
      await chmod(`${source}/closed`, 0o700)
      const to = await folderOfNobody(path('from-closed'))
      await using gantry = await startGantry({ account: nobody })
      const { code, run } = await copy(gantry, source, to)
      const flagged = await itemsIn(gantry, run.id, 'flagged')
      await rm(path('closed'), { recursive: true })
      const sentence = flagged.map((item) => item.sentence).join(' | ')
      return { sentence, state: `${stateOf(run)}, ${await heldOnDisk(to)}`, code }
    },
  },
  {
    done: 'the account that runs Gantry may not read the source at all',
    says: /Could not open the folder “.*all-closed”: permission denied\. Give the account that runs Gantry access to it\./,
    leaves: 'nothing was copied',
    code: 1,
    cannot: notRoot,
    async make({ plant, path }) {
      const source = await plant('all-closed', ['a.txt'])
      await chmod(source, 0o700)
      const to = `${await folderOfNobody(path('from-all-closed'))}/copied`
      await using gantry = await startGantry({ account: nobody })
      const said = await gantry.run(['copy', source, to, '--wait'])
      const state = existsSync(to) ? 'a folder was made' : 'nothing was copied'
      return { sentence: `${said.stderr}${said.stdout}`, state, code: said.code }
    },
  },
]

async function folderOfNobody(folder: string): Promise<string> {
  await mkdir(folder)
  await chown(folder, nobody, nobody)
  return folder
}

async function cannotMount(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux can make a small disk'
  const namespace = await run('mount', ['--help']).then(
    () => undefined,
    () => 'this machine has no mount',
  )
  return namespace
}
