import type { Platform } from '#platform'
import { filesystem } from './filesystem/filesystem.ts'
import { procore } from './procore/procore.ts'

/** All platforms, in the order in which the picker shows them. */
export const platforms: readonly Platform[] = [procore, filesystem]

export function platformById(id: string): Platform | undefined {
  return platforms.find(({ manifest }) => manifest.id === id)
}
