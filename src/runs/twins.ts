import type { Decision } from '#engine/action.ts'
import { nameOf } from '#platform'
import { identityText } from './key.ts'

/** Numbers the second, third, … of several entries of one name and kind: only the one that has the name may be copied. */
export function tellTwinsApart<Line extends Decision>(plan: readonly Line[]): readonly Line[] {
  const seen = new Map<string, Line[]>()
  for (const action of plan) {
    const text = identityText([nameOf(action.source)], action.kind)
    const earlier = seen.get(text)
    if (earlier) earlier.push(action)
    else seen.set(text, [action])
  }
  if (seen.size === plan.length) return plan
  const numbers = new Map<Line, number>()
  for (const same of seen.values()) {
    // The one that is taken comes first.
    const ranked = same.toSorted((a, b) => Number(a.do === 'leave') - Number(b.do === 'leave'))
    ranked.forEach((action, twin) => numbers.set(action, twin))
  }
  return plan.map((action) => {
    const twin = numbers.get(action) ?? 0
    return twin === 0 ? action : { ...action, twin }
  })
}
