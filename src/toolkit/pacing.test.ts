import { describe, expect, test } from 'vitest'
import { answered, freshPacing, isUnlimited, permit, type Heard, type PacingState } from './pacing.ts'

const noon = Date.UTC(2026, 0, 1, 12)
const who = 'worker'

/** Callers that do what they are told, and a service that answers at once. */
function unlimited(): PacingState {
  let state = freshPacing
  for (let call = 0; call < 3; call++) state = answered(permit(state, who, noon).state, who, {}, noon)
  return state
}

function refusal(at: number, seconds?: number): Heard {
  return { refused: true, at, ...(seconds !== undefined && { resetsAt: at + seconds * 1000 }) }
}

function untilOf(state: PacingState, now: number): number {
  const { permit: answer } = permit(state, who, now)
  return answer.go ? now : answer.until
}

test('a service that tells of no limit is not waited for, whatever is under way', () => {
  let state = unlimited()
  expect(isUnlimited(state)).toBe(true)
  for (let call = 0; call < 1000; call++) {
    const next = permit(state, who, noon)
    expect(next.permit).toEqual({ go: true })
    state = next.state
  }
  expect(state.underWay).toEqual({})
})

describe('a call that is turned away', () => {
  test('is followed by others when the service said that they may come', () => {
    const state = answered(unlimited(), who, refusal(noon, 2), noon)
    expect(untilOf(state, noon)).toBe(noon + 2000)
    expect(untilOf(state, noon + 2000)).toBe(noon + 2000)
  })

  test('and is noted only after that moment keeps nobody waiting', () => {
    const late = noon + 3000
    const state = answered(unlimited(), who, refusal(noon, 1), late)
    expect(untilOf(state, late)).toBe(late)
  })

  test('together with others counts once', () => {
    let state = unlimited()
    for (let call = 0; call < 20; call++) state = answered(state, who, refusal(noon), noon)
    expect(untilOf(state, noon)).toBe(noon + 5000)
  })

  test('again and again is followed by ever longer waits, up to five minutes', () => {
    let state = unlimited()
    let now = noon
    const waits: number[] = []
    for (let call = 0; call < 8; call++) {
      state = answered(state, who, refusal(now), now)
      waits.push((untilOf(state, now) - now) / 1000)
      now = untilOf(state, now)
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300])
  })

  test('lets only a few go to find out whether the door is open', () => {
    let state = answered(unlimited(), who, refusal(noon, 1), noon)
    const later = noon + 1000
    const went = Array.from({ length: 8 }, () => {
      const next = permit(state, who, later)
      state = next.state
      return next.permit.go
    })
    expect(went.filter(Boolean)).toHaveLength(2)
    state = answered(state, who, {}, later)
    expect(permit(state, who, later).permit).toEqual({ go: true })
  })
})
