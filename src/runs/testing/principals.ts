import type { Principal } from '#platform'

/** People and groups of a source. */
export const here: readonly Principal[] = [
  { id: 'u1', kind: 'person', name: 'Ada Marsh', email: 'ada@site.example' },
  { id: 'u2', kind: 'person', name: 'Ben Okafor' },
  { id: 'g1', kind: 'group', name: 'Site team' },
]

/** Of its destination, where one has the same e-mail address. */
export const there: readonly Principal[] = [
  { id: 'ada', kind: 'person', name: 'A. Marsh', email: 'ADA@site.example' },
  { id: 'ben', kind: 'person', name: 'B. Okafor' },
  { id: 'others', kind: 'group', name: 'Others' },
]
