import { expect, it } from 'vitest'
import type { Pacer } from '#platform'
import { openLittle, space } from './testing/open-little.ts'
import { scriptedServer, type Answering, type Reply } from './testing/scripted-server.ts'

/** Writes down what it is told. */
function notedPacer(): Pacer & { readonly notes: unknown[] } {
  const notes: unknown[] = []
  return {
    notes,
    take: async () => void notes.push('take'),
    learn: (heard) => void notes.push(heard),
    left: () => ({ limit: 3600, left: 12, resetsAt: new Date(0) }),
    done: () => void notes.push('done'),
  }
}

const folder: Reply = { body: { id: 100, name: 'Bridge', parent_id: null, folders: [], files: [] } }

async function lookWith(answering: Answering, pacer: Pacer = notedPacer()) {
  await using api = await scriptedServer(answering)
  const storage = await openLittle(api.origin, { pacer })
  try {
    const [result] = await Promise.allSettled([storage.stat({ space, path: [] })])
    return { result, api, budget: storage.budget?.() }
  } finally {
    await storage.close()
  }
}

/** One reply after the other; the last again and again. */
function inTurn(...replies: readonly Reply[]): Answering {
  let at = 0
  return () => replies[Math.min(at++, replies.length - 1)]
}

it('takes a turn for every call, tells what the answer said, and ends it', async () => {
  const pacer = notedPacer()
  const reset = 2_000_000_000
  const headers = { 'x-rate-limit-limit': '25', 'x-rate-limit-remaining': '24', 'x-rate-limit-reset': String(reset) }
  const { result, budget, api } = await lookWith(() => ({ ...folder, headers }), pacer)
  expect(result.status).toBe('fulfilled')
  expect(pacer.notes).toEqual(['take', { limit: 25, left: 24, resetsAt: new Date(reset * 1000) }, 'done'])
  expect(budget).toMatchObject({ left: 12 })
  expect(api.heard[0]?.headers['procore-company-id']).toBe('3')
})

it('waits for the pacer when it is turned away, until the later of the two times that Procore tells', async () => {
  const pacer = notedPacer()
  const soon = Math.floor(Date.now() / 1000) + 10_000_000
  const limits = { 'x-rate-limit-limit': '25', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(soon) }
  const { result, api } = await lookWith(
    inTurn({ status: 429, body: 'too many', headers: { ...limits, 'retry-after': '1' } }, folder),
    pacer,
  )
  expect(result.status).toBe('fulfilled')
  expect(api.heard).toHaveLength(2)
  expect(pacer.notes.slice(0, 4)).toEqual([
    'take',
    { limit: 25, left: 0, resetsAt: new Date(soon * 1000), refused: true },
    'done',
    'take',
  ])
})

it('gives up as rate-limited when it is turned away again and again', async () => {
  const { result, api } = await lookWith(() => ({ status: 429, headers: { 'retry-after': '7' } }))
  expect(result).toMatchObject({ reason: { kind: 'rate-limited' } })
  expect(api.heard).toHaveLength(9)
})

it('asks again when Procore is under load or the connection breaks', async () => {
  for (const trouble of [
    { status: 503, headers: { 'retry-after': '2' } },
    { status: 500 },
    { breaks: 'before' as const },
  ]) {
    const { result, api } = await lookWith(inTurn(trouble, trouble, folder))
    expect(result.status).toBe('fulfilled')
    expect(api.heard).toHaveLength(3)
  }
})

it('does not keep its caller for a long wait, but says how long', async () => {
  const { result, api } = await lookWith(() => ({ status: 503, headers: { 'retry-after': '3600' } }))
  expect(result).toMatchObject({ reason: { kind: 'unavailable', advice: { do: 'retry-later' } } })
  expect(api.heard).toHaveLength(1)
})

it('ends the turn of a call that was not answered', async () => {
  const pacer = notedPacer()
  await lookWith(() => ({ breaks: 'before' }), pacer)
  expect(pacer.notes).toEqual(['take', 'done', 'take', 'done', 'take', 'done'])
})

it('gives its place back when it leaves while it waits', async () => {
  const gate = Promise.withResolvers<void>()
  let ended = 0
  const pacer: Pacer = { take: () => gate.promise, learn() {}, left: () => undefined, done: () => void ended++ }
  await using api = await scriptedServer(() => folder)
  const storage = await openLittle(api.origin, { pacer })
  const stop = new AbortController()
  const looking = storage.stat({ space, path: [] }, { signal: stop.signal })
  stop.abort()
  await expect(looking).rejects.toMatchObject({ kind: 'cancelled' })
  expect(ended).toBe(0)
  gate.resolve()
  await new Promise(setImmediate)
  expect(ended).toBe(1)
  await storage.close()
})

it('says so when something else than Procore answers', async () => {
  const { result } = await lookWith(() => ({ body: '<html>Please log in to the hotel’s network</html>' }))
  expect(result).toMatchObject({ reason: { kind: 'unexpected', message: expect.stringContaining('proxy') as string } })
  const { result: other } = await lookWith(() => ({ body: { id: 'x' } }))
  expect(other).toMatchObject({ reason: { kind: 'unexpected', message: expect.stringContaining('name') as string } })
})

it('has no token in what it throws, even when Procore echoes it', async () => {
  for (const status of [400, 401, 403, 500]) {
    const { result } = await lookWith(() => ({ status, body: { errors: ['token access-token-1 is bad'] } }))
    const text = result.status === 'rejected' ? `${String(result.reason)} ${JSON.stringify(result.reason)}` : 'none'
    expect(text).toContain('Error')
    expect(text).not.toContain('access-token-1')
  }
})
