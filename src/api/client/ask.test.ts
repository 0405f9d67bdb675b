import { expect, test } from 'vitest'
import { ask, placeOf, type Message, type Reply, type Way } from './ask.ts'

const broken = new Error('broken off')

/** A server that gives these answers one after the other, and what it was sent. */
function answering(...answers: readonly (Reply | Error)[]) {
  const sent: Message[] = []
  const way: Way<Reply> = {
    async send(_, message) {
      const answer = answers[sent.push(message) - 1] ?? broken
      if (answer instanceof Error) throw answer
      return answer
    },
    canRepeat: (error) => error === broken,
    refusal: (_, status, said) => new Error(`${status} ${said?.code ?? 'nothing'}`),
  }
  return { way, sent, keys: () => sent.map(({ headers }) => headers['idempotency-key']) }
}

function reply(status: number, body: object = {}, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: new Headers(headers), text: async () => JSON.stringify(body) }
}

test('what got no answer is sent again under the same key', async () => {
  const server = answering(broken, reply(409, {}, { 'retry-after': '1' }), reply(201))
  expect((await ask(server.way, 'startRun', { parts: { job: '1' }, json: {} })).status).toBe(201)
  const [first, ...others] = server.keys()
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  expect(others).toEqual([first, first])
})

test('each act has a key of its own, and what changes nothing has none', async () => {
  const server = answering(reply(201), reply(201), reply(200))
  for (const name of ['addJob', 'addJob', 'listJobs'] as const) await ask(server.way, name)
  const [first, second, none] = server.keys()
  expect(first).not.toBe(second)
  expect([second, none]).toEqual([expect.any(String), undefined])
})

test('what may be done twice and what never arrived is not sent again', async () => {
  const changing = answering(broken)
  await expect(ask(changing.way, 'changeJob', { parts: { job: '1' }, json: {} })).rejects.toBe(broken)
  const unreached = answering(new Error('nobody listens'))
  await expect(ask(unreached.way, 'addJob')).rejects.toThrow('nobody listens')
  expect([changing.sent.length, unreached.sent.length]).toEqual([1, 1])
})

test('a refusal is what the server said, if it was a problem', async () => {
  const said = { type: '/guide#conflict', title: 'No', status: 409, detail: 'The name is taken.', code: 'conflict' }
  await expect(ask(answering(reply(409, said)).way, 'addJob')).rejects.toThrow('409 conflict')
  await expect(ask(answering(reply(502, { other: 1 })).way, 'addJob')).rejects.toThrow('502 nothing')
})

test('parts of a place are encoded, and what is not asked for is left out', () => {
  const place = placeOf('listItems', { parts: { run: 'a/b' }, query: { text: 'ä', state: undefined, after: '' } })
  expect(place).toBe('/api/v1/runs/a%2Fb/items?text=%C3%A4')
})
