import { copy, itemsIn, sentenceOf, stateOf } from './copying.ts'
import { heldInProcore, heldOnDisk } from './house.ts'
import type { Trouble } from './trouble.ts'

export const nameTroubles: readonly Trouble[] = [
  {
    done: 'a name that is too long for Procore',
    says: /./,
    leaves: '',
    code: 3,
    async make(house) {
      const { gantry, procore, plant } = house
      const source = await plant('long', {
        'short.txt': 'short',
        [`${'deep/'.repeat(20)}${'long '.repeat(40)}.txt`]: 'long',
      })
      const { code, run } = await copy(gantry, source, `${procore.project}/Long`)
      const state = `${stateOf(run)}; ${await heldInProcore(house, 'Long')}`
      return { sentence: await sentenceOf(gantry, run.id, 'flagged'), state, code }
    },
  },
  {
    done: 'the same, with --long-names truncate',
    says: /./,
    leaves: '',
    code: 0,
    async make(house) {
      const { gantry, procore, path } = house
      const { code, run } = await copy(gantry, path('long'), `${procore.project}/Long`, ['--long-names', 'truncate'])
      const state = `${stateOf(run)}; ${await heldInProcore(house, 'Long')}`
      return { sentence: await sentenceOf(gantry, run.id, 'revised'), state, code }
    },
  },
  {
    done: 'a name from Procore that is too long for the disk',
    says: /./,
    leaves: '',
    code: 3,
    async make({ gantry, procore, path, plant }) {
      const source = await plant('wide', ['a.txt'])
      await copy(gantry, source, `${procore.project}/Wide`)
      await procore.addFile('Wide', `${'ü'.repeat(150)}.txt`, 'wide')
      const { code, run } = await copy(gantry, `${procore.project}/Wide`, path('wide-back'))
      const state = `${stateOf(run)}; ${await heldOnDisk(path('wide-back'))}`
      return { sentence: await sentenceOf(gantry, run.id, 'flagged'), state, code }
    },
  },
  {
    done: 'two names that would become one in Procore',
    says: /./,
    leaves: '',
    code: 3,
    async make(house) {
      const { gantry, procore, plant } = house
      const source = await plant('collide', ['What?.txt', 'What_.txt', 'Plan.pdf', 'plan.pdf'])
      const { code, run } = await copy(gantry, source, `${procore.project}/Collide`)
      const sentences = (await itemsIn(gantry, run.id, 'flagged')).map(({ sentence }) => sentence)
      return {
        sentence: sentences.join(' | '),
        state: `${stateOf(run)}; ${await heldInProcore(house, 'Collide')}`,
        code,
      }
    },
  },
]
