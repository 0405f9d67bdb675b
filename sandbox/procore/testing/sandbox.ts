import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox.ts'

export interface TestSandbox extends Sandbox {
  readonly data: string
}

type TestOptions = Omit<SandboxOptions, 'data'>

/** A sandbox with its own folder, without limits and without seeded documents unless asked; gone after the test. */
export async function testSandbox(options: TestOptions = {}): Promise<TestSandbox> {
  const { sandbox, remove } = await start(options)
  onTestFinished(remove)
  return sandbox
}

/** The same for all tests of a file. */
export async function lastingSandbox(options: TestOptions = {}): Promise<TestSandbox> {
  const { sandbox, remove } = await start(options)
  afterAll(remove)
  return sandbox
}

async function start(options: TestOptions): Promise<{ sandbox: TestSandbox; remove: () => Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'procore-sandbox-'))
  const sandbox = await startSandbox({ data, seed: 'empty', rateLimit: 'none', ...options })
  let isOpen = true
  const close = async () => {
    if (isOpen) await sandbox.close()
    isOpen = false
  }
  const remove = async () => {
    await close()
    await rm(data, { recursive: true, force: true })
  }
  return { sandbox: { ...sandbox, close, data }, remove }
}
