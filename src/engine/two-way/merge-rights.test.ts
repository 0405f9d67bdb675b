import { describe, expect, test } from 'vitest'
import type { Principal, Role } from '#platform'
import { agreeOn, mergeRights, type BothRoles } from './merge-rights.ts'
import { whoIsWho } from './who-is-who.ts'

type Said = Readonly<Record<string, Role>>

const person = (id: string): Principal => ({ id, kind: 'person', name: id })
const rights = (source: Said, destination: Said): BothRoles => ({
  source: new Map(Object.entries(source)),
  destination: new Map(Object.entries(destination)),
})
const said = ({ source, destination }: BothRoles) => [Object.fromEntries(source), Object.fromEntries(destination)]

/** `a` is `A` and `b` is `B`; `one` and `two` are both `T`; `out` is left out; nobody knows who `x` and `Y` are. */
const who = whoIsWho(['a', 'b', 'one', 'two', 'out', 'x'].map(person), ({ id }) => {
  if (id === 'out') return 'left-out'
  if (id === 'x') return undefined
  return { id: id === 'one' || id === 'two' ? 'T' : id.toUpperCase() }
})
const merged = (policy: 'add' | 'mirror', now: BothRoles, agreed?: BothRoles) =>
  said(mergeRights(now, agreed, who, policy))

describe.each(['add', 'mirror'] as const)('permissions of both sides, with %s', (policy) => {
  test('go both ways where the sides have never agreed, and nothing is taken away', () => {
    const now = rights({ a: 'read', x: 'write', out: 'read' }, { A: 'manage', B: 'read', Y: 'write' })
    expect(merged(policy, now)).toEqual([
      { a: 'manage', b: 'read', x: 'write', out: 'read' },
      { A: 'manage', B: 'read', Y: 'write' },
    ])
  })

  test('that were given or raised on one side are so on the other', () => {
    const agreed = rights({ a: 'read' }, { A: 'read' })
    const now = rights({ a: 'write' }, { A: 'read', B: 'manage' })
    expect(merged(policy, now, agreed)).toEqual([
      { a: 'write', b: 'manage' },
      { A: 'write', B: 'manage' },
    ])
  })

  test('of whom the way back cannot be told go one way', () => {
    expect(merged(policy, rights({ one: 'read', two: 'write' }, {}))).toEqual([
      { one: 'read', two: 'write' },
      { T: 'write' },
    ])
    const agreed = rights({ one: 'read' }, { T: 'read' })
    expect(merged(policy, rights({ one: 'read' }, { T: 'manage' }), agreed)).toEqual([{ one: 'read' }, { T: 'manage' }])
    expect(merged(policy, rights({ one: 'read' }, {}), agreed)).toEqual([{ one: 'read' }, {}])
  })

  test('of somebody who is mapped later are as of somebody new', () => {
    const before = whoIsWho([], () => undefined)
    const now = rights({ a: 'read' }, { A: 'write', B: 'read' })
    expect(merged(policy, now, agreeOn(now, now, rights({}, {}), before))).toEqual([
      { a: 'write', b: 'read' },
      { A: 'write', B: 'read' },
    ])
  })
})

test('what one side took away the other loses with mirror, and keeps with add', () => {
  const agreed = rights({ a: 'write', b: 'write' }, { A: 'write', B: 'write' })
  const now = rights({ b: 'write' }, { A: 'write', B: 'read' })
  expect(merged('mirror', now, agreed)).toEqual([{ b: 'read' }, { B: 'read' }])
  expect(merged('add', now, agreed)).toEqual([{ b: 'write' }, { A: 'write', B: 'read' }])
})

test.each([
  ['read', 'manage', 'write', 'read', 'manage'],
  ['manage', 'read', 'none', 'read', 'manage'],
  ['none', 'manage', 'read', 'none', 'manage'],
] as const)('changed to %s on one side and %s on the other since both had %s', (here, there, was, mirror, add) => {
  const of = (id: string, role: Role | 'none'): Said => (role === 'none' ? {} : { [id]: role })
  const agreed = rights(of('a', was), of('A', was))
  const now = rights(of('a', here), of('A', there))
  expect(merged('mirror', now, agreed)).toEqual([of('a', mirror), of('A', mirror)])
  expect(merged('add', now, agreed)).toEqual([of('a', add), of('A', add)])
})

test('two people who are one at the destination have the higher role there, and lose it when both lost theirs', () => {
  const agreed = rights({ one: 'read', two: 'write' }, { T: 'write' })
  expect(merged('mirror', rights({ one: 'read' }, { T: 'write' }), agreed)[1]).toEqual({ T: 'read' })
  expect(merged('mirror', rights({}, { T: 'write' }), agreed)[1]).toEqual({})
})

test('where a side was not given what it was to have, the other side’s is still what has changed', () => {
  const agreed = rights({ a: 'read', b: 'read' }, { A: 'read', B: 'read' })
  const now = rights({ a: 'write', x: 'read' }, { A: 'manage', B: 'read', Y: 'manage' })
  const next = mergeRights(now, agreed, who, 'mirror')
  const refused = agreeOn(now, next, agreed, who)
  expect(said(refused)).toEqual([
    { a: 'manage', b: 'read', x: 'read' },
    { A: 'manage', B: 'read', Y: 'manage' },
  ])
  expect(said(mergeRights(now, refused, who, 'mirror'))).toEqual(said(next))
  const done = agreeOn(next, next, agreed, who)
  expect(said(done)).toEqual(said(next))
})

test('what is to differ is compared with what both last agreed on', () => {
  const agreed = rights({ a: 'read' }, { A: 'read' })
  const now = rights({}, { A: 'read' })
  expect(said(agreeOn(now, mergeRights(now, agreed, who, 'add'), agreed, who))).toEqual(said(agreed))
})
