import { cp, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** Puts copies of this project's own documents into a folder; those that are as they were keep their time. */
export async function copyDocuments(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(project)) {
    if (!isDocument(name)) continue
    await cp(join(project, name), join(folder, name), { recursive: true, preserveTimestamps: true })
  }
}

const isDocument = (name: string) => name === 'docs' || name === 'LICENSE' || name === 'NOTICE' || name.endsWith('.md')
