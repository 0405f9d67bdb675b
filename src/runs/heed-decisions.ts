import type { Decision } from '#engine/action.ts'
import { nameOf } from '#platform'
import type { Recollection } from './recollection.ts'
import type { Scope } from './scope.ts'

/** What a person has decided to leave stays left, until both sides agree by themselves or somebody has it tried again. */
export function heedDecisions(
  plan: readonly Decision[],
  memories: Recollection,
  scope: Pick<Scope, 'asksFor'>,
): readonly Decision[] {
  return plan.map((action) => {
    const isOpen = action.do === 'copy' || action.do === 'make' || (action.do === 'leave' && action.state === 'flagged')
    if (!isOpen || scope.asksFor(action)) return action
    const memory = memories.of(nameOf(action.source), action.kind)
    if (memory?.reason !== 'ignored-by-decision') return action
    const { source, kind, size } = action
    const sentence = [wasDecided, action.sentence].filter((part) => part !== '').join(' ')
    return { do: 'leave', state: 'ignored', source, kind, size, reason: 'ignored-by-decision', sentence }
  })
}

export const wasDecided = 'Somebody decided to leave it as it is.'
