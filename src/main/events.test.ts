import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { changeEvent, type ChangeEvent } from '#api/contract/events.ts'
import { sharedHouse, type TestHouse } from './testing/house.ts'

const shared = sharedHouse({ settings: { workers: 0 } })
const root = mkdtempSync(join(tmpdir(), 'gantry-events-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Listens until `enough` of what came is there. */
async function heard(
  house: TestHouse,
  headers: Readonly<Record<string, string>>,
  act: () => Promise<unknown>,
  enough: (events: readonly ChangeEvent[]) => boolean,
): Promise<readonly ChangeEvent[]> {
  const leaving = new AbortController()
  const answer = await fetch(`${house.url}/api/v1/events`, {
    headers: { authorization: `Bearer ${house.token}`, ...headers },
    signal: leaving.signal,
  })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  const events: ChangeEvent[] = []
  let text = ''
  let hasActed = false
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const lines = text.split('\n\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      const data = /^data: (.*)$/m.exec(line)?.[1]
      if (data !== undefined) events.push(changeEvent.parse(JSON.parse(data)))
    }
    if (!hasActed) {
      hasActed = true
      await act()
    }
    if (enough(events)) break
  }
  leaving.abort()
  return events
}

test('what changes is told while somebody listens, whoever changed it', async () => {
  const house = shared()
  const act = async () => {
    await house.ask('POST', '/connections', { json: { platform: 'filesystem', name: 'Share', values: { root } } })
    const { json } = await house.ask('POST', '/jobs', { json: { source: 'Share:', destination: `${root}-copy` } })
    await house.ask('POST', `/jobs/${String(json['id'])}/runs`)
  }
  const kinds = (events: readonly ChangeEvent[]) => [...new Set(events.map(({ kind }) => kind))]
  const events = await heard(house, {}, act, (all) => kinds(all).length === 3)
  expect(kinds(events)).toEqual(['connections', 'jobs', 'runs'])
  const { json } = await house.ask('GET', '/connections/Share')
  expect(events).toContainEqual({ kind: 'connections', id: json['id'] })
})

test('whoever comes back is told to read everything again', async () => {
  const events = await heard(
    shared(),
    { 'last-event-id': '12' },
    async () => undefined,
    (all) => all.length > 0,
  )
  expect(events[0]).toEqual({ kind: 'missed' })
})

test('kinds that the caller may not read are not sent', async () => {
  const house = shared()
  const { json } = await house.ask('POST', '/me/tokens', { json: { name: 'Jobs only', permissions: ['jobs.read'] } })
  const authorization = `Bearer ${String(json['text'])}`
  const act = async () => {
    await house.ask('PATCH', '/connections/Share', { json: { name: 'Shared' } })
    await house.ask('POST', '/jobs', { json: { source: 'Shared:', destination: `${root}-other` } })
  }
  const events = await heard(house, { authorization }, act, (all) => all.length > 0)
  expect(events.map(({ kind }) => kind)).toEqual(['jobs'])
})

test('a permission that is refused is in the audit log, once in a while for each', async () => {
  const house = shared()
  const { json } = await house.ask('POST', '/me/tokens', { json: { name: 'Curious', permissions: ['jobs.read'] } })
  const token = String(json['text'])
  for (let n = 0; n < 3; n++) expect((await house.ask('GET', '/people', { token })).status).toBe(403)
  await house.ask('GET', '/audit', { token })
  const audit = await house.ask('GET', '/audit?act=permission.refused')
  expect(audit.json['entries']).toMatchObject([
    { actor: { name: 'Curious' }, facts: { permissions: 'audit.read' } },
    { outcome: 'refused', facts: { permissions: 'people.manage' } },
  ])
})
