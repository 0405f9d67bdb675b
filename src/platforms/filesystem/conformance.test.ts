import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conformance } from '#platform/conformance/conformance.ts'
import { openFilesystem, spaceId } from './filesystem.ts'

conformance('filesystem', {
  async open() {
    const parent = await mkdtemp(join(tmpdir(), 'gantry-conformance-'))
    const root = await mkdtemp(join(parent, 'root-'))
    const storage = openFilesystem(root)
    return {
      storage,
      folder: { space: spaceId, path: [] },
      reopen: async () => openFilesystem(root),
      async source() {
        const source = await mkdtemp(join(parent, 'source-'))
        return { storage: openFilesystem(source), folder: { space: spaceId, path: [] } }
      },
      async close() {
        await storage.close()
        await rm(parent, { recursive: true, force: true })
      },
    }
  },
})
