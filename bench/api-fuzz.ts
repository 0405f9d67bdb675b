// Requests made from the OpenAPI document, valid, spoilt, huge and hostile, at a Gantry of its own: how they were answered.
//   npm run bench api-fuzz [-- --requests 20000 --seed 1]
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as fc from 'fast-check'
import { request } from 'undici'
import { apiRoot } from '#api/contract/routes.ts'
import type { OpenApi } from '#api/openapi.ts'
import { faultOf } from '#api/testing/judge.ts'
import { requests, type MadeRequest } from '#api/testing/requests.ts'
import { startOwn } from './parts/own-gantry.ts'

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
})
const atOnce = 8
const batch = 1_000

await using gantry = await startOwn()
const { url, token, folder } = gantry
const file = join(folder, 'A-101.pdf')
writeFileSync(file, 'x')

const ask = async (method: string, path: string, headers: Readonly<Record<string, string>>, body?: string) => {
  const answer = await request(`${url}${path}`, {
    method: method as 'GET',
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body !== undefined && { body }),
  })
  const type = String(answer.headers['content-type'] ?? '')
  return { status: answer.statusCode, type, text: await answer.body.text() }
}
const post = (path: string, body: object) =>
  ask('POST', `${apiRoot}${path}`, { 'content-type': 'application/json' }, JSON.stringify(body))

const share = { platform: 'filesystem', name: 'Share', values: { root: folder } }
const job = { source: 'Share:', destination: `${folder}-copy`, reuse: true }
await post('/connections', share)
await post('/jobs', job)
await post('/jobs/1/runs', { simulate: true })

const seeds = {
  parts: ['1', 'Share', 'procore', 'filesystem', 'none'],
  bodies: { addConnection: [share], addJob: [job], addToken: [{ name: 'x', role: 'viewer' }] },
  queries: { location: ['Share:', file, folder] },
}
const document = JSON.parse((await ask('GET', `${apiRoot}/openapi.json`, {})).text) as OpenApi
const any = requests(document, seeds)
const statuses = new Map<number, number>()
const operations = new Set<string>()
const faults: string[] = []

async function answerAll(made: MadeRequest[]): Promise<void> {
  for (let one = made.pop(); one; one = made.pop()) {
    const answer = await ask(one.method, one.url, one.headers, one.body)
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    operations.add(one.operation.operationId)
    const fault = faultOf(one.operation, answer)
    if (fault !== undefined) faults.push(`${one.method} ${one.url} ${(one.body ?? '').slice(0, 200)}\n  ${fault}`)
  }
}

const total = Number(values.requests)
for (let done = 0; done < total; done += batch) {
  const made = fc.sample(any, { numRuns: Math.min(batch, total - done), seed: Number(values.seed) + done })
  await Promise.all(Array.from({ length: atOnce }, () => answerAll(made)))
}

console.log(`\n${total.toLocaleString('en-US')} requests to ${operations.size} acts, seed ${values.seed}\n`)
console.log('status  answers')
for (const [status, count] of [...statuses].toSorted(([a], [b]) => a - b)) {
  console.log(`${String(status).padEnd(6)}  ${count.toLocaleString('en-US').padStart(7)}`)
}
console.log(`\n5xx or off their schema: ${faults.length}`)
for (const fault of faults.slice(0, 20)) console.log(fault)
console.log(`\nAgain: npm run bench api-fuzz -- --requests ${total} --seed ${values.seed}`)
process.exitCode = faults.length === 0 ? 0 : 1
