import { expect, test } from 'vitest'
import type { Grant, Principal, Role } from '#platform'
import { planRights, printOfRights, type MapPrincipal } from './rights.ts'

const person = (id: string): Principal => ({ id, kind: 'person', name: id.toUpperCase() })
const grant = (id: string, role: Role, more: Partial<Grant> = {}): Grant => ({ to: person(id), role, ...more })

/** `a` is `A` over there; `out` is nobody’s business; whoever begins with x is unknown. */
const map: MapPrincipal = ({ id }) =>
  id === 'out' ? 'left-out' : id.startsWith('x') ? undefined : { id: id.toUpperCase() }

const there = (id: string, role: Role) => grant(id, role)

test.each([
  ['gives what is not there', [grant('a', 'read')], [], 'add', [{ to: 'A', role: 'read' }]],
  ['raises and never lowers', [grant('a', 'write')], [there('A', 'read')], 'add', [{ to: 'A', role: 'write' }]],
  ['leaves the higher role', [grant('a', 'read')], [there('A', 'manage')], 'add', undefined],
  ['leaves what others have', [], [there('B', 'read')], 'add', undefined],
  ['takes away what the source lacks', [], [there('B', 'read')], 'mirror', []],
  ['lowers', [grant('a', 'read')], [there('A', 'manage')], 'mirror', [{ to: 'A', role: 'read' }]],
  ['is still where nothing differs', [grant('a', 'read')], [there('A', 'read')], 'mirror', undefined],
  ['passes over what is inherited', [grant('a', 'read', { isInherited: true })], [], 'mirror', undefined],
  ['passes over whom the table leaves out', [grant('out', 'read')], [], 'add', undefined],
] as const)('%s', (_, source, destination, policy, set) => {
  expect(planRights(source, destination, map, policy)).toEqual({ unmapped: [], ...(set && { set }) })
})

test('nobody loses a right while somebody of the source is not mapped', () => {
  const rights = planRights([grant('a', 'read'), grant('x1', 'write')], [there('B', 'manage')], map, 'mirror')
  expect(rights.unmapped).toEqual([person('x1')])
  expect(rights.set).toEqual([
    { to: 'B', role: 'manage' },
    { to: 'A', role: 'read' },
  ])
})

test('two of the source that are one at the destination have the higher role', () => {
  const one: MapPrincipal = () => ({ id: 'ONE' })
  expect(planRights([grant('a', 'manage'), grant('b', 'read')], [], one, 'mirror').set).toEqual([
    { to: 'ONE', role: 'manage' },
  ])
})

test('the print changes with rights, table and policy, and not with their order', () => {
  const rights = [grant('a', 'read'), grant('b', 'write')]
  const print = printOfRights(rights, map, 'add')
  expect(printOfRights(rights.toReversed(), map, 'add')).toBe(print)
  expect(printOfRights([grant('a', 'write'), grant('b', 'write')], map, 'add')).not.toBe(print)
  expect(printOfRights(rights, () => ({ id: 'other' }), 'add')).not.toBe(print)
  expect(printOfRights(rights, map, 'mirror')).not.toBe(print)
})
