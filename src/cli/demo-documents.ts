import { cp, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** Puts copies of this project's own documents into a folder; those that are there already are left untouched. */
export async function copyDocuments(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(project)) {
    if (!isDocument(name)) continue
    await cp(join(project, name), join(folder, name), { recursive: true, preserveTimestamps: true, filter: isNew })
  }
}

const isDocument = (name: string) => name === 'docs' || name === 'LICENSE' || name === 'NOTICE' || name.endsWith('.md')

async function isNew(from: string, to: string): Promise<boolean> {
  const [source, copy] = await Promise.all([stat(from), stat(to).catch(() => undefined)])
  if (!copy || source.isDirectory()) return true
  // Times are set to the millisecond, and may be cut down by one.
  return source.size !== copy.size || Math.abs(source.mtimeMs - copy.mtimeMs) > 1
}
