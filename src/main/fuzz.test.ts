import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { OpenApi } from '#api/openapi.ts'
import { faultOf } from '#api/testing/judge.ts'
import { requests } from '#api/testing/requests.ts'
import { harbour } from './testing/harbour.ts'
import { openTestHouse } from './testing/house.ts'

const count = 2_000
const atOnce = 8

test('no request that can be made from the document is answered with 5xx or off its schema', async () => {
  await using house = await openTestHouse({ platforms: [harbour()], settings: { workers: 0, logLevel: 'error' } })
  const root = mkdtempSync(join(tmpdir(), 'gantry-fuzz-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  writeFileSync(join(root, 'A-101.pdf'), 'x')
  const share = { platform: 'filesystem', name: 'Share', values: { root } }
  await house.ask('POST', '/connections', { json: share })
  const job = { source: 'Share:', destination: `${root}-copy`, reuse: true }
  const { json } = await house.ask('POST', '/jobs', { json: job })
  await house.ask('POST', `/jobs/${String(json['id'])}/runs`, { json: { simulate: true } })
  const harbourValues = { domain: 'https://harbour.example', clientId: 'a', clientSecret: 'b' }
  const seeds = {
    parts: ['1', 'Share', 'Harbour', 'harbour', 'procore', 'filesystem', 'none'],
    bodies: {
      addConnection: [
        share,
        { platform: 'harbour', values: harbourValues },
        { platform: 'harbour', client: 'default' },
      ],
      setClientCredentials: [{ values: harbourValues }],
      changeConnection: [{ values: { root } }, { isDisabled: false }, { values: harbourValues }],
      addJob: [job],
      addToken: [{ name: 'x', role: 'viewer' }],
      invite: [{ email: 'ben@example.org', role: 'viewer' }],
    },
    queries: { location: ['Share:', join(root, 'A-101.pdf'), root, 'Harbour:'] },
  }
  const document = (await house.ask('GET', '/openapi.json')).json as unknown as OpenApi
  const made = fc.sample(requests(document, seeds), { numRuns: count, seed: 20_310 })
  const faults: string[] = []
  const statuses = new Map<number, number>()
  const ask = async () => {
    for (let one = made.pop(); one; one = made.pop()) {
      const { operation, method, url, headers, body } = one
      const answer = await house.ask(method, url, { headers, ...(body !== undefined && { body }) })
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      const { status, text } = answer
      const fault = faultOf(operation, { status, text, type: String(answer.headers['content-type'] ?? '') })
      if (fault !== undefined) faults.push(`${method} ${url} ${(body ?? '').slice(0, 200)}\n${fault}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, ask))
  expect(faults.slice(0, 20)).toEqual([])
  // That many went through shows that the requests were not all turned away at the door.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(count / 10)
  expect(house.log()).not.toContain('request-failed')
}, 300_000)
