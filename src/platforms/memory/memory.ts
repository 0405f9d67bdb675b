import type { Platform } from '#platform'
import { manifest } from './manifest.ts'
import { openMemory } from './open-memory.ts'

/** Never offered to people: what it holds is gone with the process. */
export const memory: Platform = { manifest, open: async (_, { clock }) => openMemory({ clock }) }
