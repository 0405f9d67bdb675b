import type { JobPace } from '#api/contract/pace.ts'

const priorities = { high: 2, normal: 0, low: -2 } as const

/** Higher goes first. */
export function priorityOf({ priority = 'normal' }: JobPace): number {
  return priorities[priority]
}
