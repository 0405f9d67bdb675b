import { copy, itemsIn, sentenceOf, stateOf } from './copying.ts'
import { heldInProcore, heldOnDisk } from './house.ts'
import type { Trouble } from './trouble.ts'

export const nameTroubles: readonly Trouble[] = [
  {
    done: 'a name that is too long for Procore',
    says: /^Procore cannot hold “long .*name\.txt” \(has a path of \d+ characters, 255 are allowed\).* Shorten it or its folders at the source, or let the job shorten long names\.$/,
    leaves: 'run completed-with-flags: 6 succeeded, 1 flagged; 1 file in Procore, each once',
    code: 3,
    async make(house) {
      const { gantry, procore, plant } = house
      const source = await plant('long', {
        'short.txt': 'short',
        [`${'deep folder/'.repeat(5)}${'long '.repeat(39)}name.txt`]: 'long',
      })
      const { code, run } = await copy(gantry, source, `${procore.project}/Long`)
      const state = `${stateOf(run)}; ${await heldInProcore(house, 'Long')}`
      return { sentence: await sentenceOf(gantry, run.id, 'flagged'), state, code }
    },
  },
  {
    done: 'the same, with --long-names truncate',
    says: /^Procore cannot hold “long .*name\.txt” \(has a path of \d+ characters, 255 are allowed\); shortened, it becomes “long .*\.txt”\.$/,
    leaves: 'run completed: 6 succeeded, 1 revised; 2 files in Procore, each once',
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
    says: /^Disk or share cannot hold “ü+\.txt” \(is 304 bytes long, 255 are allowed\)\. Shorten it/,
    leaves: 'run completed-with-flags: 1 succeeded, 1 flagged; 1 file on the disk',
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
    says: /“plan\.pdf” and “Plan\.pdf” would both become “Plan\.pdf” at the destination; only “Plan\.pdf” was taken\. Rename one of them at the source\..*“What\?\.txt” and “What_\.txt”/,
    leaves: 'run completed-with-flags: 2 succeeded, 2 flagged; 2 files in Procore, each once',
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
