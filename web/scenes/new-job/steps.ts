/** The questions about a new job, in their order; the address names the one that is asked. */
export const steps = ['what', 'from', 'to', 'policies', 'behaviors', 'filters', 'schedule', 'review'] as const
export type Step = (typeof steps)[number]

export function stepAfter(step: Step): Step | undefined {
  return steps[steps.indexOf(step) + 1]
}

export function stepBefore(step: Step): Step | undefined {
  return steps[steps.indexOf(step) - 1]
}
