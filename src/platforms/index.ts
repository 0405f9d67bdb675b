import type { Platform } from '#platform'
import { filesystem } from './filesystem/filesystem.ts'
import { procore } from './procore/procore.ts'

/** All platforms, in the order in which the picker shows them. */
export const platforms: readonly Platform[] = [procore, filesystem]
