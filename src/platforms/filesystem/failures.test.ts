import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StorageError } from '#platform'
import { expect, onTestFinished, test } from 'vitest'
import { failureFrom } from './failures.ts'
import { openFilesystem } from './filesystem.ts'
import { asOrdinaryUser } from './testing/ordinary-user.ts'
import { at, collect, contentOf, failureOf, opened, scratchFolder, textOf } from './testing/scratch.ts'

test('what the account may not do is forbidden, with a sentence that says what to change', async () => {
  const root = scratchFolder()
  chmodSync(root, 0o755)
  mkdirSync(join(root, 'closed'), { mode: 0o700 })
  mkdirSync(join(root, 'fixed'), { mode: 0o755 })
  writeFileSync(join(root, 'closed', 'inside'), '')
  writeFileSync(join(root, 'secret'), 'secret', { mode: 0o600 })
  if (process.geteuid?.() !== 0) {
    chmodSync(join(root, 'closed'), 0)
    chmodSync(join(root, 'fixed'), 0o555)
    chmodSync(join(root, 'secret'), 0)
    onTestFinished(() => chmodSync(join(root, 'closed'), 0o700))
  }
  const storage = opened(root)
  const verbs: readonly (readonly [string, () => Promise<unknown>, string[]])[] = [
    ['list', () => collect(storage.list(at('closed'))), ['closed']],
    ['list', () => Promise.resolve(storage.listDeep && collect(storage.listDeep(at()))), ['closed']],
    ['stat', () => storage.stat(at('closed', 'inside')), ['closed', 'inside']],
    ['read', () => textOf(storage.read(at('secret'))), ['secret']],
    ['write', () => Promise.resolve(storage.write?.(at('fixed', 'a'), contentOf('a'))), ['fixed', 'a']],
    ['make-folder', () => Promise.resolve(storage.makeFolder?.(at('fixed', 'a'))), ['fixed', 'a']],
    ['delete', () => Promise.resolve(storage.delete?.(at('closed'))), ['closed']],
  ]
  await asOrdinaryUser(async () => {
    for (const [verb, act, path] of verbs) {
      const failure = await failureOf(act())
      expect(failure).toMatchObject({ kind: 'forbidden', verb, path })
      expect(String(failure)).toContain('permission denied. Give the account that runs Gantry access')
    }
    expect(await failureOf((async () => openFilesystem(join(root, 'closed')))())).toMatchObject({
      kind: 'forbidden',
      advice: { do: 'fix-settings' },
    })
  })
  expect(readdirSync(join(root, 'fixed'))).toEqual([])
})

test('a disk that fills up stops the run, and keeps the old content and nothing else', async ({ skip }) => {
  const root = scratchFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', root], { stdio: 'ignore' })
  } catch {
    skip('this machine does not allow mounting a small disk')
  }
  onTestFinished(() => void execFileSync('umount', ['-l', root]))
  const storage = opened(root)
  await storage.write?.(at('plan'), contentOf('old'))
  const large = contentOf(...Array.from({ length: 8 }, () => Buffer.alloc(64 * 1024)))
  const failure = await failureOf(Promise.resolve(storage.write?.(at('plan'), large)))
  expect(failure).toMatchObject({ kind: 'no-space', advice: { do: 'stop' }, path: ['plan'] })
  expect(await textOf(storage.read(at('plan')))).toBe('old')

  const elsewhere = opened(scratchFolder())
  const from = await elsewhere.write?.(at('plan'), large)
  if (!from) throw new Error('not written')
  const [taken] = await Array.fromAsync(
    storage.takeFrom?.(elsewhere, [{ from, to: at('plan'), intent: 'plan' }], { readBack: false }) ?? [],
  )
  expect(taken).toMatchObject([{ failure: { kind: 'no-space', advice: { do: 'stop' } } }])
  expect(readdirSync(root)).toEqual(['plan'])
})

function openFiles(): number {
  return readdirSync('/proc/self/fd').length
}

test('no failure leaves a file or folder open', async ({ skip }) => {
  skip(process.platform !== 'linux', 'only Linux lists what a process has open')
  const root = scratchFolder()
  mkdirSync(join(root, 'folder'))
  writeFileSync(join(root, 'file'), 'abc')
  const storage = opened(root)
  const round = async () => {
    for (const path of [['file'], ['folder'], ['file', 'x'], ['none', 'x'], ['..'], ['a\ud800'], []]) {
      await failureOf(collect(storage.list(at(...path))))
      await failureOf(storage.stat(at(...path)))
      await failureOf(textOf(storage.read(at(...path))))
      await failureOf(Promise.resolve(storage.write?.(at(...path), { ...contentOf('abc'), size: 9 })))
      await failureOf(Promise.resolve(storage.write?.abandon?.(at(...path), 'x')))
      await failureOf(Promise.resolve(storage.makeFolder?.(at(...path))))
      await failureOf(Promise.resolve(storage.move?.(at(...path), at('folder', 'x', 'y'))))
      await failureOf(Promise.resolve(storage.delete?.(at(...path, 'x', 'y'))))
      await failureOf(Promise.resolve(storage.listDeep && collect(storage.listDeep(at(...path)))))
    }
    for await (const chunk of storage.read(at('file'))) {
      expect(chunk.length).toBe(3)
      break
    }
  }
  await round()
  const before = openFiles()
  await round()
  await round()
  expect(openFiles()).toBe(before)
})

test.each([
  ['UNKNOWN', 122, 'no-space', 'quota'],
  ['UNKNOWN', 116, 'unavailable', 'gone away'],
  ['EROFS', 30, 'forbidden', 'read-only'],
  ['EMADEUP', 0, 'unexpected', 'the system answered EMADEUP'],
] as const)('the answer %s %d means %s', (code, errno, kind, words) => {
  const error = Object.assign(new Error('write'), { code, errno: -errno })
  const failure: StorageError = failureFrom(error, 'write', ['a'])
  expect(failure).toMatchObject({ kind, verb: 'write', path: ['a'], cause: error })
  expect(failure.message).toContain(words)
})
