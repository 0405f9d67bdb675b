import { expect, test } from 'vitest'
import { StorageError, type Principal, type Role } from '#platform'
import { randomFrom } from '#toolkit/testing/random-from.ts'
import type { Holding } from '../../platforms/memory/held.ts'
import { openMemory, type MemoryStorage } from '../../platforms/memory/open-memory.ts'
import { Halt } from '../halt.ts'
import type { Side } from './agreement.ts'
import { shareRights } from './share-rights.ts'
import { whoIsWho } from './who-is-who.ts'

const ranks = ['none', 'read', 'write', 'manage'] as const
type Rank = (typeof ranks)[number]
const rankOf = (rank: Rank) => ranks.indexOf(rank)

/** Whom each person of the source is at the destination: two are one there, and one is nobody; `stranger` is nobody here. */
const there: Readonly<Record<string, string | undefined>> = {
  ada: 'a',
  ben: 'b',
  cem: 'c',
  one: 'twin',
  two: 'twin',
  unknown: undefined,
}
const pairs = [
  ['ada', 'a'],
  ['ben', 'b'],
  ['cem', 'c'],
] as const
const people: Readonly<Record<Side, readonly string[]>> = {
  source: Object.keys(there),
  destination: ['a', 'b', 'c', 'twin', 'stranger'],
}
const sides = ['source', 'destination'] as const
const named = (id: string): Principal => ({ id, kind: 'person', name: id })
const who = whoIsWho(people.source.map(named), ({ id }) => (there[id] === undefined ? undefined : { id: there[id] }))
const place = (path: string) => ({ space: 's', path: [path] })
const items = ['plan.pdf', 'note.txt']

/** Two sides, each as runs open it and as people do, whom nothing fails. */
function open() {
  const of = (side: Side, holding?: Holding) =>
    openMemory({ spaces: ['s'], principals: people[side].map(named) }, holding)
  const stores = { source: of('source'), destination: of('destination') }
  for (const side of sides) for (const item of items) stores[side].put([item], 'content')
  const by = (side: Side) => of(side, stores[side].holding)
  return { stores, by: { source: by('source'), destination: by('destination') } }
}

type Stores = Readonly<Record<Side, MemoryStorage>>

async function rightsOf(store: MemoryStorage, item: string): Promise<Map<string, Role>> {
  const grants = (await store.permissions?.list(place(item))) ?? []
  return new Map(grants.map(({ to, role }) => [to.id, role]))
}

async function give(store: MemoryStorage, item: string, id: string, rank: Rank): Promise<void> {
  const rights = await rightsOf(store, item)
  if (rank === 'none') rights.delete(id)
  else rights.set(id, rank)
  await store.permissions?.set(
    place(item),
    [...rights].map(([to, role]) => ({ to, role })),
  )
}

/** One run over all items, as far as it comes; what an item has agreed on is kept when it is done. */
async function share(stores: Stores, policy: 'add' | 'mirror', agreed: Map<string, string>) {
  const giving = {
    ...stores,
    map: () => undefined,
    who,
    signal: new AbortController().signal,
    clock: { now: () => 0, sleep: async () => undefined },
  }
  const failures: string[] = []
  for (const item of items) {
    const receiving = { from: place(item), to: place(item), print: agreed.get(item) }
    const { print, failure } = await shareRights(receiving, policy, giving)
    if (print !== undefined) agreed.set(item, print)
    if (failure !== undefined) failures.push(failure)
  }
  return failures
}

const sets = (stores: Stores) =>
  sides.flatMap((side) => stores[side].calls).filter((call) => call === 'set-permissions').length

/** Each side's rights of every item and person. */
async function stateOf(stores: Stores): Promise<Map<string, Rank>> {
  const state = new Map<string, Rank>()
  for (const side of sides) {
    for (const item of items) {
      const rights = await rightsOf(stores[side], item)
      for (const id of people[side]) state.set(`${side} ${item} ${id}`, rights.get(id) ?? 'none')
    }
  }
  return state
}

/** What people do on both sides and what fails in between, and what must be so whenever it has come to rest. */
async function playHistory(seed: number): Promise<readonly string[]> {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const policy = pick(['add', 'mirror'] as const)
  const { stores, by } = open()
  const agreed = new Map<string, string>()
  const problems: string[] = []
  const at = (state: ReadonlyMap<string, Rank>, side: Side, item: string, id: string) =>
    state.get(`${side} ${item} ${id}`) ?? 'none'
  let rested: ReadonlyMap<string, Rank> | undefined
  /** As the last run has left it. */
  let seen: ReadonlyMap<string, Rank> = new Map()
  /** Of persons by item, since all was at rest: when somebody took away a right that a run has seen, and gave one. */
  let taken = new Map<string, number>()
  let given = new Map<string, number>()
  let time = 0

  async function act(): Promise<void> {
    const [side, item, rank] = [pick(sides), pick(items), pick(ranks)]
    const id = pick(people[side])
    const before = (await rightsOf(by[side], item)).get(id) ?? 'none'
    await give(by[side], item, id, rank)
    const known = `${item} ${side === 'source' ? id : (who.destination(id) ?? '')}`
    time++
    if (rank === 'none' && at(seen, side, item, id) !== 'none') taken.set(known, time)
    if (rankOf(rank) > rankOf(before)) given.set(known, time)
  }

  async function run(): Promise<void> {
    const before = await stateOf(by)
    await share(stores, policy, agreed).catch((error: unknown) => {
      if (!(error instanceof Halt)) throw error
    })
    const after = await stateOf(by)
    seen = after
    for (const [what, rank] of after) {
      const was = before.get(what) ?? 'none'
      const id = what.split(' ')[2] ?? ''
      if (policy === 'add' && rankOf(rank) < rankOf(was)) problems.push(`${what} had ${was} and has ${rank}`)
      if (['one', 'two', 'unknown', 'stranger'].includes(id) && rank !== was) {
        problems.push(`${what} is nobody’s of the other side, had ${was} and has ${rank}`)
      }
    }
  }

  async function fail(): Promise<void> {
    const side = pick(sides)
    const how = pick(['once', 'breaks off', 'refuses'] as const)
    const [number, when] = [1 + Math.floor(random() * 5), pick(['before', 'after'] as const)]
    const from = stores[side].calls.length
    stores[side].turn(
      how === 'refuses'
        ? {
            fault: ({ verb }) => (verb === 'set-permissions' ? 'before' : undefined),
            failure: (verb) => new StorageError({ kind: 'forbidden', verb, message: 'It may not.' }),
          }
        : {
            fault: (call) => (call.number === from + number ? when : undefined),
            failure: (verb) =>
              new StorageError({ kind: how === 'once' ? 'unavailable' : 'unauthorised', verb, message: 'It failed.' }),
          },
    )
    await run()
    stores[side].turn({ fault: () => undefined })
    // What broke off goes on before anybody has done anything else.
    if (how === 'breaks off') await run()
  }

  async function rest(what: string, isExact: boolean): Promise<void> {
    const before = await stateOf(by)
    await run()
    await run()
    const quiet = sets(stores)
    await run()
    if (sets(stores) > quiet) problems.push(`${what}: not quiet after two runs`)
    const now = await stateOf(by)
    for (const item of items) {
      for (const [here, other] of pairs) {
        const roles = [at(now, 'source', item, here), at(now, 'destination', item, other)] as const
        const [a, b] = [at(before, 'source', item, here), at(before, 'destination', item, other)]
        const z = rested && [at(rested, 'source', item, here), at(rested, 'destination', item, other)]
        const told = `${what}, ${policy}: ${item} ${here} had ${a} and ${b} since ${z?.join(' and ')}, has ${roles.join(' and ')}`
        const isTaken = (taken.get(`${item} ${here}`) ?? 0) > (given.get(`${item} ${here}`) ?? 0)
        if (policy === 'mirror' && roles[0] !== roles[1]) problems.push(`${told}: differs`)
        if (policy === 'mirror' && rested && isTaken && roles[0] !== 'none') problems.push(`${told}: came back`)
        if (isExact && z?.[0] === z?.[1]) {
          const expected = expectedOf(policy, a, b, z?.[0])
          if (expected.join() !== roles.join()) problems.push(`${told}, not ${expected.join(' and ')}`)
        }
      }
      const twins = ['one', 'two'].map((id) => at(now, 'source', item, id))
      const twin = at(now, 'destination', item, 'twin')
      const highest = twins.toSorted((x, y) => rankOf(y) - rankOf(x))[0] ?? 'none'
      if (!rested && rankOf(twin) < rankOf(highest)) problems.push(`${what}: ${item} twin has ${twin}, not ${highest}`)
    }
    rested = now
    taken = new Map()
    given = new Map()
  }

  for (let count = 0; count < 6; count++) await act()
  await rest('at first', true)
  for (let round = 1; round <= 6 && problems.length === 0; round++) {
    const fails = random() < 0.5
    for (let count = 1 + Math.floor(random() * 5); count > 0; count--) await act()
    if (fails) {
      await fail()
      for (let count = Math.floor(random() * 3); count > 0; count--) await act()
    }
    await rest(`in round ${round}${fails ? ' with failures' : ''}`, !fails)
  }
  return problems
}

function expectedOf(policy: 'add' | 'mirror', a: Rank, b: Rank, z: Rank | undefined): readonly [Rank, Rank] {
  const max = rankOf(a) > rankOf(b) ? a : b
  const min = max === a ? b : a
  if (z === undefined) return [max, max]
  if (policy === 'add') return [rankOf(b) > rankOf(z) ? max : a, rankOf(a) > rankOf(z) ? max : b]
  if (a === z) return [b, b]
  return b === z ? [a, a] : [min, min]
}

const histories = Number(process.env['HISTORIES'] ?? 300)
const first = Number(process.env['HISTORY'] ?? 1)

test(`${histories} random histories of permissions on both sides come to rest as they should`, async () => {
  for (let seed = first; seed < first + histories; seed++) {
    expect(await playHistory(seed), `history ${seed}`).toEqual([])
  }
}, 600_000)

test('what one side refuses keeps nothing from the other, names the side, and is tried again', async () => {
  const { stores, by } = open()
  const agreed = new Map<string, string>()
  const rights = async (side: Side) => Object.fromEntries(await rightsOf(by[side], 'plan.pdf'))
  await give(by.source, 'plan.pdf', 'ada', 'read')
  await give(by.source, 'plan.pdf', 'ben', 'read')
  await share(stores, 'mirror', agreed)
  await give(by.source, 'plan.pdf', 'ada', 'none')
  await give(by.destination, 'plan.pdf', 'b', 'none')
  stores.source.turn({
    fault: ({ verb }) => (verb === 'set-permissions' ? 'before' : undefined),
    failure: (verb) => new StorageError({ kind: 'forbidden', verb, message: 'The account may not give permissions.' }),
  })
  expect(await share(stores, 'mirror', agreed)).toEqual(['At the source: The account may not give permissions.'])
  expect([await rights('source'), await rights('destination')]).toEqual([{ ben: 'read' }, {}])

  // On the one of the two whom the source did not refuse both sides have agreed.
  await give(by.source, 'plan.pdf', 'ada', 'write')
  stores.source.turn({ fault: () => undefined })
  expect(await share(stores, 'mirror', agreed)).toEqual([])
  expect([await rights('source'), await rights('destination')]).toEqual([{ ada: 'write' }, { a: 'write' }])
})
