import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isPartial } from './partial.ts'
import { at, opened, scratchFolder } from './testing/scratch.ts'

const kills = 50
const script = fileURLToPath(new URL('./testing/write-until-killed.ts', import.meta.url))

async function killOnce(root: string, source: string, kill: number): Promise<void> {
  const child = spawn(process.execPath, [script, root, source, String(kill * 1000 + (kill % 2))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  await once(child.stdout, 'data')
  // Some have done a whole round, however busy the machine is.
  if (kill % 3 === 0) await once(child.stdout, 'data')
  // The first threads start after some 40 ms; most kills fall into the midst of the work.
  await wait((kill * 37) % 160)
  child.kill('SIGKILL')
  expect(await exit).toEqual([null, 'SIGKILL'])
}

test(`a process killed ${kills} times leaves whole files and partial ones that are cleared by their intent`, async () => {
  const root = scratchFolder()
  const source = scratchFolder()
  for (let n = 0; n < 50; n++) writeFileSync(join(source, `${n}`), Buffer.alloc(200_000 + n, n))
  for (let kill = 0; kill < kills; kill += 2) {
    await Promise.all([killOnce(root, source, kill), killOnce(root, source, kill + 1)])
  }

  const names = readdirSync(root)
  const whole = names.filter((name) => !isPartial(name))
  for (const name of whole) {
    const bytes = readFileSync(join(root, name))
    expect(bytes.equals(Buffer.alloc(bytes.length, bytes.length - 200_000)), name).toBe(true)
  }
  expect(whole.length).toBeGreaterThan(50)
  // Kills did fall into writes, and what those left is no part of a listing.
  expect(names.length).toBeGreaterThan(whole.length)
  const storage = opened(root)
  const listed = (await Array.fromAsync(storage.list(at()))).flatMap((page) => page.entries)
  expect(listed.length).toBe(whole.length)
  for (const intent of ['written', 'once', 'taken']) await storage.write?.abandon?.(at('x'), intent)
  expect(readdirSync(root).toSorted()).toEqual(whole.toSorted())
}, 120_000)
