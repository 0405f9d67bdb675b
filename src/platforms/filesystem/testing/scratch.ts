import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Content, Entry, Page, Place, Storage } from '#platform'
import { onTestFinished } from 'vitest'
import { openFilesystem, spaceId } from '../filesystem.ts'

/** An empty folder that is gone after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gantry-filesystem-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A storage that is closed after the test. */
export function opened(root: string): Storage {
  const storage = openFilesystem(root)
  onTestFinished(() => storage.close())
  return storage
}

export function at(...path: string[]): Place {
  return { space: spaceId, path }
}

export function contentOf(...chunks: (string | Uint8Array)[]): Content {
  const bytes = chunks.map((chunk) => Buffer.from(chunk))
  return {
    size: bytes.reduce((sum, chunk) => sum + chunk.length, 0),
    async *open() {
      yield* bytes
    },
  }
}

export async function collect(pages: AsyncIterable<Page<Entry>>): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const page of pages) entries.push(...page.entries)
  return entries
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(chunks))
}

export async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  return (await bytesOf(chunks)).toString()
}

/** What was thrown. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}
