import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { startSandbox, type Sandbox } from './sandbox.ts'
import { client, clientFor } from './testing/client.ts'
import { builders, school } from './testing/places.ts'
import { testSandbox } from './testing/sandbox.ts'

const main = join(import.meta.dirname, 'main.ts')

test('a sandbox that is started again has the same documents, bytes, tokens and open uploads', async () => {
  const before = await testSandbox()
  const first = await clientFor(before)
  const { body: file } = await first.addFile('kept.txt', 'still here')
  const waiting = await first.upload('later.txt', 'attached later')
  await before.close()

  const after = await startSandbox({ data: before.data, rateLimit: 'none' })
  onTestFinished(() => after.close())
  const again = client(after, first.token, builders)
  const read = await again.get(`/rest/v1.0/files/${String(file.id)}?project_id=${school}`)
  expect(read.body).toMatchObject({ name: 'kept.txt', updated_at: file.updated_at })
  expect((await again.download(String(read.body.file_versions?.[0]?.url))).text).toBe('still here')
  const attached = { file: { name: 'later.txt', upload_uuid: waiting } }
  expect((await again.call('POST', `/rest/v1.0/files?project_id=${school}`, attached)).status).toBe(201)
})

test('two new sandboxes hold the same', async () => {
  const listings = await Promise.all(
    [testSandbox({ seed: 'construction' }), testSandbox({ seed: 'construction' })].map(async (starting) => {
      const { get } = await clientFor(await starting)
      return (await get('/rest/v1.0/projects/5747272/documents?per_page=2000')).text
    }),
  )
  expect(listings[0]).toBe(listings[1])
  expect(listings[0]?.length).toBeGreaterThan(50_000)
})

test('the program says where it listens, and a SIGTERM ends it', async () => {
  const data = await mkdtemp(join(tmpdir(), 'procore-sandbox-'))
  onTestFinished(() => rm(data, { recursive: true, force: true }))
  const ports = ['login', 'api', 'storage', 'admin'].flatMap((name) => [`--${name}-port`, '0'])
  const program = spawn(process.execPath, [main, '--data', data, '--json', '--seed', 'empty', ...ports], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void program.kill('SIGKILL'))
  const [line] = (await once(createInterface(program.stdout), 'line')) as [string]
  const { addresses, credentials } = JSON.parse(line) as Pick<Sandbox, 'addresses' | 'credentials'>
  expect((await fetch(`${addresses.admin}/calls`)).status).toBe(200)
  expect(credentials.users[0]?.email).toBe('controller@sandbox.example')
  program.kill('SIGTERM')
  expect(await once(program, 'exit')).toEqual([0, null])
})

test('an option that makes no sense ends the program with a sentence', async () => {
  const program = spawn(process.execPath, [main, '--data', join(tmpdir(), 'never-made'), '--seed', 'gold'])
  const lines: string[] = []
  createInterface(program.stderr).on('line', (line) => lines.push(line))
  expect(await once(program, 'close')).toEqual([2, null])
  expect(lines.join('\n')).toBe('The option --seed must be one of construction, empty, not “gold”.')
})
