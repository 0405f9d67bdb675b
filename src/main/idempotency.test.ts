import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sharedHouse } from './testing/house.ts'

const shared = sharedHouse()
const root = mkdtempSync(join(tmpdir(), 'gantry-once-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const add = (key: string, name: string) =>
  shared().ask('POST', '/connections', {
    json: { platform: 'filesystem', name, values: { root } },
    headers: { 'idempotency-key': key },
  })

test('the same request with the same key is done once, and answered alike', async () => {
  const first = await add('a', 'Once')
  const again = await add('a', 'Once')
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.json).toEqual(first.json)
  expect(again.headers['idempotency-replayed']).toBe('true')
  const { json } = await shared().ask('GET', '/connections?text=Once')
  expect(json['connections']).toHaveLength(1)
})

test('of many at once one is carried out', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => add('b', 'At once')))
  const made = new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json['id']))
  expect(made.size).toBe(1)
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
})

test('another request under a key that was used is refused', async () => {
  await add('c', 'First')
  const { status, json } = await add('c', 'Second')
  expect([status, json['detail']]).toEqual([409, expect.stringContaining('another request')])
})

test('what was refused can be tried again with the same key', async () => {
  const { status } = await add('d', 'a:b')
  expect(status).toBe(400)
  expect((await add('d', 'a:b')).status).toBe(400)
})

test('an answer with a secret is not kept: the repeat is told that it was done', async () => {
  const invite = () =>
    shared().ask('POST', '/invitations', {
      json: { email: 'ben@example.org', role: 'viewer' },
      headers: { 'idempotency-key': 'e' },
    })
  expect((await invite()).status).toBe(201)
  const { status, json } = await invite()
  expect([status, json['detail']]).toEqual([409, expect.stringContaining('done already')])
})

test('a key that is none is refused', async () => {
  expect((await add('x'.repeat(201), 'Long')).status).toBe(400)
})
