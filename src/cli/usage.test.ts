import { expect, test } from 'vitest'
import { explain } from './failure.ts'
import { typeCommand } from './testing/type-command.ts'

test.each([
  [['cpoy', 'a', 'b'], 'Unknown command', 'Did you mean copy?'],
  [['runs', 'lsit'], 'Unknown command', 'Did you mean list?'],
  [['copy', 'a', 'b', '--simulat'], "Unknown option '--simulat'", 'Did you mean --simulate?'],
  [['copy', 'a', 'b', '--on-conflict', 'prefer-sorce'], 'prefer-sorce', 'Did you mean prefer-source?'],
  [['copy', 'a', 'b', '--on-conflict', 'nonsense'], 'nonsense', 'There are: flag, prefer-newest'],
  [['runs', 'items', '12', '--state', 'flaged'], 'flaged', 'Did you mean flagged?'],
  [['runs', 'list', '--limit', '0'], "argument '0'", 'from 1 to 500'],
  [['copy', 'a'], "Missing required argument 'destination'", ''],
  [['ls', 'a', 'b'], 'Too many arguments', ''],
  [['settings', '--port', 'seventy'], 'port (flag --port)', 'a whole number from 0 to 65535'],
  [['settings', '--settings', '/nowhere.yaml'], '/nowhere.yaml cannot be read', 'it does not exist'],
  [['copy', '', 'b', '--server', 'http://127.0.0.1:9'], 'A location is needed', ''],
])('%j is answered with a sentence and exit code 2', async (words, what, advice) => {
  const { exitCode, output, errors } = await typeCommand(words)
  expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' })
  expect(errors).toContain(what)
  expect(errors).toContain(advice)
  expect(errors.trimEnd().split('\n')).toHaveLength(1)
})

test('without a command the commands are shown, as bad usage', async () => {
  const { exitCode, errors } = await typeCommand([])
  expect(exitCode).toBe(2)
  expect(errors).toContain('Usage: gantry')
})

test('a result that has no room where it is printed to is told of in words', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  expect(explain(full)).toEqual({ sentence: 'The output cannot be written: the disk is full.', exitCode: 1 })
})

test('a server that is not there is told of with what to do', async () => {
  const { exitCode, output, errors } = await typeCommand(['connections', 'list', '--server', 'http://127.0.0.1:9'])
  expect({ exitCode, output }).toEqual({ exitCode: 1, output: '' })
  expect(errors).toBe('Cannot reach Gantry at http://127.0.0.1:9: nothing listens there. Start it with: gantry serve\n')
})

test('something else that listens is not taken for Gantry', async () => {
  const { createServer } = await import('node:http')
  const server = createServer((_, response) =>
    response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Hello</h1>'),
  )
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const { port } = server.address() as { port: number }
  const { exitCode, errors } = await typeCommand(['jobs', 'list', '--server', `http://127.0.0.1:${port}`])
  server.close()
  expect(exitCode).toBe(1)
  expect(errors).toContain(`What answers at http://127.0.0.1:${port} is no Gantry of this version`)
})
