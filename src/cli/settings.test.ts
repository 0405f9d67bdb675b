import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { typeCommand } from './testing/type-command.ts'

test('every setting is shown with its origin, and passwords are covered', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-cli-'))
  await writeFile(join(folder, 'settings.yaml'), 'workers: 9\n')
  const { exitCode, output } = await typeCommand(['settings', '--data', folder, '--port', '81'], {
    environment: { DATABASE_URL: 'postgres://gantry:hush@db.example.org/gantry' },
  })
  expect(exitCode).toBe(0)
  expect(output).toContain('port\t81\tflag --port\n')
  expect(output).toContain(`workers\t9\tfile ${join(folder, 'settings.yaml')}\n`)
  expect(output).toContain('databaseUrl\tpostgres://gantry:***@db.example.org/gantry\tenvironment DATABASE_URL\n')
  expect(output).not.toContain('hush')
})

test('for programs they are one JSON document', async () => {
  const { output } = await typeCommand(['settings', '--json', '--log-level', 'warn'])
  expect(JSON.parse(output)).toMatchObject({ logLevel: { value: 'warn', origin: 'flag --log-level' } })
})

test('commands speak to the Gantry that the settings of this machine describe', async () => {
  const environment = { GANTRY_PORT: '9' }
  expect((await typeCommand(['jobs', 'list'], { environment })).errors).toContain(
    'Cannot reach Gantry at http://127.0.0.1:9:',
  )
  const elsewhere = { ...environment, GANTRY_SERVER: 'http://127.0.0.1:11' }
  expect((await typeCommand(['jobs', 'list'], { environment: elsewhere })).errors).toContain('http://127.0.0.1:11')
})
