import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { House } from './house.ts'
import type { Seen, Trouble } from './trouble.ts'

/** A start that comes to nothing: what it says, and whether the Gantry of the house is as it was. */
async function start({ gantry }: House, flags: readonly string[]): Promise<Seen> {
  const { code, stderr } = await gantry.run(['serve', '--log-level', 'silent', ...flags])
  const works = await gantry.run(['connections', 'list'])
  return { sentence: stderr.trim(), state: works.code === 0 ? 'the other Gantry works on' : works.stderr, code }
}

export const startTroubles: readonly Trouble[] = [
  {
    done: 'a data folder that is a file',
    says: /^Gantry cannot use its data folder .*a-file: a file of that name is there\. Mend that, or choose another with --data\.$/,
    leaves: 'the other Gantry works on',
    code: 1,
    async make(house) {
      await writeFile(house.path('a-file'), '')
      return start(house, ['--port', '0', '--data', house.path('a-file')])
    },
  },
  {
    done: 'a second Gantry on the same data folder',
    says: /^Another Gantry already uses the data folder .* Stop it first, or give this one another folder with --data\./,
    leaves: 'the other Gantry works on',
    code: 1,
    make: (house) => start(house, ['--port', '0', '--data', house.gantry.data]),
  },
  {
    done: 'a port that is taken',
    says: /^Gantry cannot listen on 127\.0\.0\.1:\d+: something listens on port \d+ already\. Stop it, or choose another port with --port\.$/,
    leaves: 'the other Gantry works on',
    code: 1,
    make: (house) => start(house, ['--port', new URL(house.gantry.url).port, '--data', house.path('other-data')]),
  },
  {
    done: 'a master key that is not the one of the data',
    says: /The master key is not the one .* nothing was opened or changed/,
    leaves: 'the other Gantry works on',
    code: 1,
    async make(house) {
      const { gantry, path } = house
      await writeFile(path('other.key'), randomBytes(32).toString('base64'), { mode: 0o600 })
      await gantry.stop()
      const { code, stderr } = await gantry.run([
        'serve',
        '--log-level',
        'silent',
        '--port',
        '0',
        '--master-key-file',
        path('other.key'),
      ])
      await gantry.start()
      const works = await gantry.run(['connections', 'test', 'Procore'])
      return { sentence: stderr.trim(), state: works.code === 0 ? 'the other Gantry works on' : works.stderr, code }
    },
  },
]
