import type { Platform } from '#platform'
import { filesystem } from './filesystem/filesystem.ts'

/** Every platform that Gantry knows, in the order of the picker. */
export const platforms: readonly Platform[] = [filesystem]
