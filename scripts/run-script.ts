// Runs a script on this Node in a process of its own and gathers what it says.
import { spawn } from 'node:child_process'

export interface Outcome {
  readonly succeeded: boolean
  readonly output: string
  readonly ms: number
}

export async function runScript(script: string, args: readonly string[]): Promise<Outcome> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  return { succeeded: code === 0, output: Buffer.concat(chunks).toString(), ms: performance.now() - startedAt }
}
