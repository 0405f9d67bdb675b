import type { SideView } from '#api/contract/comparison.ts'

/** What people type for one of two that are compared: the id of a platform means that platform, all else a connection. */
export function sideFor(typed: string, sides: readonly SideView[]): string {
  return sides.find(({ platform }) => platform === typed)?.side ?? typed
}
