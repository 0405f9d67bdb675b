import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copy } from './copying.ts'
import type { House } from './house.ts'
import type { Seen, Trouble } from './trouble.ts'

async function refused({ gantry }: House, args: readonly string[]): Promise<Seen> {
  const jobs = async () => (await gantry.ask<{ jobs: readonly unknown[] }>('/jobs?limit=500')).jobs.length
  const before = await jobs()
  const { code, stdout, stderr } = await gantry.run(args)
  const state = (await jobs()) === before ? 'nothing was begun' : 'a job was made'
  return { sentence: `${stderr}${stdout}`.trim(), state, code }
}

const space = 'Northgate Elementary School'

export const locationTroubles: readonly Trouble[] = [
  {
    done: 'a connection that there is not: Procroe',
    says: /^There is no connection “Procroe”\. Did you mean “Procore”\?$/m,
    leaves: 'nothing was begun',
    code: 1,
    make: async (house) => refused(house, ['copy', await house.plant('here', ['a.txt']), `Procroe:${space}`]),
  },
  {
    done: 'a space that there is not: Northgate Elemantary School',
    says: /shows no space “Northgate Elemantary School”\. Did you mean “Northgate Elementary School”\?$/m,
    leaves: 'nothing was begun',
    code: 1,
    make: async (house) =>
      refused(house, ['copy', await house.plant('here', ['a.txt']), 'Procore:Northgate Elemantary School']),
  },
  {
    done: 'a source folder of Procore that there is not: Handovers',
    says: /Could not list the folder “Handovers” in Procore: it is not there, or this account may not see it\..* Did you mean “Handover”\?/,
    leaves: 'a job was made',
    code: 1,
    async make(house) {
      const { gantry, procore, plant, path } = house
      await copy(gantry, await plant('here', ['a.txt']), `${procore.project}/Handover`)
      return refused(house, ['copy', `${procore.project}/Handovers`, path('nowhere'), '--wait'])
    },
  },
  {
    done: 'ls of a folder that there is not',
    says: /^Could not list the folder “Handovers” in Procore: it is not there, or this account may not see it\..*Did you mean “Handover”\?/,
    leaves: 'nothing was begun',
    code: 1,
    make: (house) => refused(house, ['ls', `${house.procore.project}/Handovers`]),
  },
  {
    done: 'a source folder of the disk that there is not',
    says: /Could not open the folder “.*heer”: it is not there\. Make it, mount it, or correct the path\./,
    leaves: 'a job was made',
    code: 1,
    make: (house) => refused(house, ['copy', house.path('heer'), house.path('there'), '--wait']),
  },
  {
    done: 'a copy of a folder to itself, by another way',
    says: /^Source and destination are the same folder: .* Choose another destination\.$/m,
    leaves: 'nothing was begun',
    code: 2,
    async make(house) {
      const here = await house.plant('here', ['a.txt'])
      await symlink(here, house.path('same'))
      return refused(house, ['copy', here, house.path('same')])
    },
  },
  {
    done: 'a destination inside the source',
    says: /lies inside the source .* Choose one outside of it\.$/m,
    leaves: 'nothing was begun',
    code: 2,
    make: (house) => refused(house, ['copy', house.procore.project, `${house.procore.project}/Copy`]),
  },
  {
    done: 'a proof that is none',
    says: /The beginning is not that of a proof/,
    leaves: 'nothing was begun',
    code: 1,
    async make(house) {
      await writeFile(house.path('none.jsonl'), 'This is a letter.\n')
      return refused(house, ['verify', house.path('none.jsonl')])
    },
  },
  {
    done: 'a proof that was cut off',
    says: /The proof of run \d+ .* is not as it was written\. Do not rely on it\.[^]*ends in the middle of a line/,
    leaves: 'nothing was begun',
    code: 1,
    async make(house) {
      const { gantry, plant, path } = house
      const { run } = await copy(gantry, await plant('proven', ['a.txt', 'b.txt']), path('proven-copy'))
      const text = await readFile(run.proof ?? '', 'utf8')
      await writeFile(path('cut.jsonl'), text.slice(0, text.length / 2))
      return refused(house, ['verify', path('cut.jsonl')])
    },
  },
  {
    done: 'a proof that is not there',
    says: /^The proof .*proof\.jsonl cannot be read: it is not there\.$/m,
    leaves: 'nothing was begun',
    code: 1,
    make: (house) => refused(house, ['verify', join(house.path('nowhere'), 'proof.jsonl')]),
  },
]
