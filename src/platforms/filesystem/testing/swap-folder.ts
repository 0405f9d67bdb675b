// Swaps a folder for a link that leads outside and back, as often as told, while somebody works in it.
import { renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'

const [folder = '', outside = '', times = '0'] = process.argv.slice(2)
console.log('ready')
for (let swap = 0; swap < Number(times); swap++) {
  swapOnce()
  // Long enough for a system call or two of the other side.
  for (const end = process.hrtime.bigint() + 100_000n; process.hrtime.bigint() < end;);
}

function swapOnce(): void {
  renameSync(folder, `${folder}.aside`)
  untilItWorks(() => symlinkSync(outside, folder))
  for (const end = process.hrtime.bigint() + 100_000n; process.hrtime.bigint() < end;);
  unlinkSync(folder)
  untilItWorks(() => renameSync(`${folder}.aside`, folder))
}

/** In the gaps the other side may make the folder anew, and fill it while it is cleared away. */
function untilItWorks(act: () => void): void {
  while (!works(act)) works(() => rmSync(folder, { recursive: true, force: true }))
}

function works(act: () => void): boolean {
  try {
    act()
    return true
  } catch {
    return false
  }
}
