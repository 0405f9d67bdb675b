import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { proofCheckLine, type ProofCheckLine } from '#api/contract/locations.ts'
import type { ProofVerdict } from './local-commands.ts'
import { fakeApi, lines, type FakeApi } from './testing/fake-api.ts'
import { typeCommand } from './testing/type-command.ts'

let folder = ''
let api: FakeApi | undefined
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-cli-'))
  await writeFile(join(folder, 'proof.jsonl'), 'the proof\n')
})
afterEach(() => api?.close())

const intact: ProofVerdict = {
  isIntact: true,
  key: 'its own',
  header: {
    run: '12',
    job: 'Handover',
    source: '/srv/handover',
    destination: 'Procore:Harbour',
    startedAt: '2026-03-02T08:00:00.000Z',
    finishedAt: '2026-03-02T08:02:00.000Z',
  },
  sums: { items: 1204, bytes: 2 ** 30, verified: 1200, states: { succeeded: 1204 } },
  findings: [],
}
const missing = { line: 5, path: 'Drawings/A.pdf', outcome: 'missing', sentence: 'It is not there.' } as const

async function* these(found: readonly ProofCheckLine[]) {
  yield* found
}

test('a proof is checked without a server, and it is said whose key that proves', async () => {
  const { exitCode, output } = await typeCommand(['verify', 'proof.jsonl'], {
    folder,
    local: { verifyProof: async (file) => ({ ...intact, isIntact: file === join(folder, 'proof.jsonl') }) },
  })
  expect(exitCode).toBe(0)
  expect(output).toContain(
    'of run 12 (/srv/handover → Procore:Harbour, 2026-03-02T08:02:00.000Z) is intact: 1,204 items',
  )
  expect(output).toContain('signed with the key that it names itself')
})

test('a proof that was changed is not to be relied on, and no file is looked at', async () => {
  const changed = {
    ...intact,
    isIntact: false,
    findings: [{ kind: 'changed', line: 7, sentence: 'Line 7 is not as it was written.' }],
  }
  const { exitCode, output } = await typeCommand(['verify', 'proof.jsonl', '/srv'], {
    folder,
    local: { verifyProof: async () => changed },
  })
  expect(exitCode).toBe(1)
  expect(output).toContain('Do not rely on it.\n  line 7: Line 7 is not as it was written.')
})

test('a folder is read again on this machine', async () => {
  const asked: unknown[] = []
  const { exitCode, output } = await typeCommand(['verify', 'proof.jsonl', 'copy', '--side', 'source'], {
    folder,
    local: {
      verifyProof: async () => intact,
      checkAgainstFolder: (file, where, side) => {
        asked.push(file, where, side)
        return these([missing, { same: 1203, found: 1 }])
      },
    },
  })
  expect(exitCode).toBe(1)
  expect(asked).toEqual([join(folder, 'proof.jsonl'), join(folder, 'copy'), 'source'])
  expect(output).toContain(
    'missing  Drawings/A.pdf  It is not there.\nAt copy 1,203 items are as the proof says and 1 are not.',
  )
})

test('a location of a connection is read again by the server, which is sent the proof', async () => {
  api = await fakeApi({ checkProof: () => lines(proofCheckLine, [{ same: 1204, found: 0 }]) })
  const words = ['verify', 'proof.jsonl', 'Procore:Harbour', '--server', api.url]
  const { exitCode, output } = await typeCommand(words, { folder, local: { verifyProof: async () => intact } })
  expect(exitCode).toBe(0)
  expect(output).toContain('All 1,204 items at Procore:Harbour are as the proof says.')
  expect(api.heard[0]).toMatchObject({
    body: 'the proof\n',
    query: { location: 'Procore:Harbour', side: 'destination' },
  })
})

test('a check that breaks off is a failure, whatever was found before', async () => {
  api = await fakeApi({
    checkProof: () => lines(proofCheckLine, [{ failure: 'Procore answers no more. Try again later.' }]),
  })
  const words = ['verify', 'proof.jsonl', 'Procore:Harbour', '--server', api.url]
  const { exitCode, errors } = await typeCommand(words, { folder, local: { verifyProof: async () => intact } })
  expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: 'Procore answers no more. Try again later.\n' })
})

test('a check that ends without its sums has proven nothing', async () => {
  api = await fakeApi({ checkProof: () => lines(proofCheckLine, []) })
  const words = ['verify', 'proof.jsonl', 'Procore:Harbour', '--server', api.url]
  const { exitCode } = await typeCommand(words, { folder, local: { verifyProof: async () => intact } })
  expect(exitCode).toBe(1)
})

test('for programs each finding is a line of JSON', async () => {
  const { output } = await typeCommand(['verify', 'proof.jsonl', '/srv', '--json'], {
    folder,
    local: { verifyProof: async () => intact, checkAgainstFolder: () => these([missing, { same: 1, found: 1 }]) },
  })
  const [verdict, ...found] = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  expect(verdict).toMatchObject({ isIntact: true })
  expect(found.map((line) => proofCheckLine.safeParse(line).success)).toEqual([true, true])
})

test('a proof that is not there is told of', async () => {
  const { exitCode, errors } = await typeCommand(['verify', 'gone.jsonl'], { folder })
  expect({ exitCode, errors }).toEqual({
    exitCode: 1,
    errors: `The proof ${join(folder, 'gone.jsonl')} cannot be read: it is not there.\n`,
  })
})
