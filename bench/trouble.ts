// Makes trouble of every kind with real servers, and prints what was done, what a person is told, what is left, and the
// exit code of the command that waited.
//   npm run bench trouble [WORD]
// With a word only those whose kind or description holds it: connections, sign-ins, projects, disks, names, …
import { troubles } from '../test/journeys/trouble/all.ts'
import { openHouse } from '../test/journeys/trouble/house.ts'
import { faultsOf } from '../test/journeys/trouble/trouble.ts'

const [word = ''] = process.argv.slice(2)
let faults = 0
await using house = await openHouse()
for (const [kind, all] of Object.entries(troubles)) {
  const some = all.filter(({ done }) => `${kind} ${done}`.includes(word))
  if (some.length > 0) console.log(`\n${kind}`)
  for (const trouble of some) {
    const cannot = await trouble.cannot?.()
    if (cannot !== undefined) {
      console.log(`  ${trouble.done} → skipped, as ${cannot}`)
      continue
    }
    const seen = await trouble.make(house)
    const sentence = seen.sentence.trim().replaceAll(/\s+/g, ' ')
    console.log(`  ${trouble.done} → “${sentence}” → ${seen.state} → exit ${seen.code}`)
    for (const fault of faultsOf(trouble, seen)) {
      faults++
      console.log(`    ${fault}`)
    }
  }
}
console.log(faults === 0 ? '\nEverything is as it should be.' : `\n${faults} things are not as they should be.`)
if (faults > 0) process.exitCode = 1
