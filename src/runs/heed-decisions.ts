import type { Decision, Leave } from '#engine/action.ts'
import type { BothDecision } from '#engine/two-way/decide.ts'
import type { Pair } from '#engine/two-way/pair-up.ts'
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
    return memory?.reason === 'ignored-by-decision' ? leftByDecision(action) : action
  })
}

/** The same for a job that goes both ways. */
export function heedDecision(decision: BothDecision, pair: Pair, scope: Pick<Scope, 'asksFor'>): BothDecision {
  const isSettled = ['keep', 'forget', 'remove'].includes(decision.do)
  if (isSettled || pair.known?.reason !== 'ignored-by-decision' || scope.asksFor(pair)) return decision
  const { source, kind, here, there } = pair
  const { size = 0 } = here ?? there ?? {}
  return leftByDecision({ source, kind, size, sentence: '' })
}

export function leftByDecision({
  source,
  kind,
  size,
  sentence,
}: Pick<Leave, 'source' | 'kind' | 'size' | 'sentence'>): Leave {
  const why = [wasDecided, sentence].filter((part) => part !== '').join(' ')
  return { do: 'leave', state: 'ignored', source, kind, size, reason: 'ignored-by-decision', sentence: why }
}

export const wasDecided = 'Somebody decided to leave it as it is.'
