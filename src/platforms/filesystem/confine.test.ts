import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isStorageError } from '#platform'
import { describe, expect, test } from 'vitest'
import { at, collect, contentOf, failureOf, opened, scratchFolder, textOf } from './testing/scratch.ts'

function withOutside() {
  const root = scratchFolder()
  const outside = scratchFolder()
  writeFileSync(join(outside, 'secret'), 'secret')
  mkdirSync(join(outside, 'kept'))
  return { root, outside, storage: opened(root) }
}

describe('a link inside the root', () => {
  test('leads no verb outside', async () => {
    const { root, outside, storage } = withOutside()
    symlinkSync(outside, join(root, 'link'))
    const elsewhere = opened(scratchFolder())
    const from = await elsewhere.write?.(at('a'), contentOf('a'))
    if (!from) throw new Error('not written')
    const verbs = [
      () => collect(storage.list(at('link'))),
      () => Promise.resolve(storage.listDeep && collect(storage.listDeep(at('link')))),
      () => storage.stat(at('link', 'secret')),
      () => textOf(storage.read(at('link', 'secret'))),
      () => Promise.resolve(storage.write?.(at('link', 'new'), contentOf('x'))),
      () => Promise.resolve(storage.makeFolder?.(at('link', 'new'))),
      () => Promise.resolve(storage.makeFolder?.(at('link', 'kept', 'new'))),
      () => Promise.resolve(storage.makeFolder?.(at('link'))),
      () => Promise.resolve(storage.delete?.(at('link', 'secret'))),
      () => Promise.resolve(storage.move?.(at('link', 'secret'), at('stolen'))),
      async () => {
        const files = [{ from, to: at('link', 'new'), intent: 'new' }]
        for await (const [one] of storage.takeFrom?.(elsewhere, files, { readBack: false }) ?? []) {
          if (one && 'failure' in one) throw one.failure
        }
      },
    ]
    for (const verb of verbs) {
      expect(isStorageError(await failureOf(verb()), 'not-a-folder'), String(verb)).toBe(true)
    }
    expect(readdirSync(outside)).toEqual(['kept', 'secret'])
    expect(readdirSync(root)).toEqual(['link'])
  })
})

test('a folder swapped for a link 1,000 times lets no verb out while it works', async ({ skip }) => {
  skip(process.platform !== 'linux', 'only Linux can address a file through an open folder')
  const { root, outside, storage } = withOutside()
  const source = opened(scratchFolder())
  for (const name of ['a', 'b', 'c']) await source.write?.(at(name), contentOf(name))
  const entries = await collect(source.list(at()))
  mkdirSync(join(root, 'target'))

  const script = fileURLToPath(new URL('./testing/swap-folder.ts', import.meta.url))
  const swapper = spawn(process.execPath, [script, join(root, 'target'), outside, '1000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(swapper, 'exit')
  await once(swapper.stdout, 'data')

  const outcomes = { done: 0, refused: 0 }
  const attempt = async (act: () => Promise<unknown>) => {
    const failure = await failureOf(act())
    if (failure === undefined) outcomes.done++
    else if (isStorageError(failure)) outcomes.refused++
    else throw failure
  }
  let round = 0
  while (swapper.exitCode === null) {
    const name = `file ${round++ % 7}`
    await attempt(async () => await storage.write?.(at('target', name), contentOf('in', 'side')))
    await attempt(async () => await storage.makeFolder?.(at('target', 'made', `${round % 5}`)))
    await attempt(async () => {
      expect(await textOf(storage.read(at('target', name)))).toBe('inside')
    })
    await attempt(async () => {
      expect(await failureOf(textOf(storage.read(at('target', 'secret'))))).toBeInstanceOf(Error)
    })
    await attempt(async () => {
      expect((await collect(storage.list(at('target')))).map((entry) => entry.path[1])).not.toContain('secret')
    })
    await attempt(async () => await storage.move?.(at('target', name), at('target', `${name} moved`)))
    await attempt(async () => await storage.delete?.(at('target', `${name} moved`)))
    await attempt(async () => await storage.delete?.(at('target', 'secret')))
    const files = entries.map((from) => ({ from, to: at('target', `${from.path[0]}`), intent: name }))
    if (round % 10 === 0) {
      await attempt(async () => {
        await Array.fromAsync(storage.takeFrom?.(source, files, { readBack: true }) ?? [])
      })
    }
  }
  expect(await exit).toEqual([0, null])
  expect(readdirSync(outside)).toEqual(['kept', 'secret'])
  expect(readdirSync(join(outside, 'kept'))).toEqual([])
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret')
  // Both happened, so both sides of the race were run.
  expect(outcomes.done).toBeGreaterThan(0)
  expect(outcomes.refused).toBeGreaterThan(0)
})
