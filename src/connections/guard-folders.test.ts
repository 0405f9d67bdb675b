import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { guardFolders } from './guard-folders.ts'

const scratch = mkdtempSync(join(tmpdir(), 'gantry-guard-'))
const at = (...names: readonly string[]) => join(scratch, ...names)
for (const folder of ['gantry/database', 'gantry/demo/files/documents', 'keys', 'projects/harbour', 'other']) {
  mkdirSync(at(folder), { recursive: true })
}
writeFileSync(at('keys', 'master.key'), 'x')
symlinkSync(at('gantry'), at('projects', 'innocent'))
symlinkSync(at('other'), at('projects', 'elsewhere'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const own = [at('gantry'), at('keys', 'master.key')]
const open = [at('gantry', 'demo', 'files')]
const guard = guardFolders({ own, open })
const confined = guardFolders({ own, open, allowed: [at('projects')] })

test.each([
  ['the data folder', at('gantry'), 'keeps for itself'],
  ['a folder in it', at('gantry', 'database'), 'keeps for itself'],
  ['one in it that is not there yet', at('gantry', 'new', 'folder'), 'keeps for itself'],
  ['the folder above it', scratch, 'keeps for itself'],
  ['the top of the disk', '/', 'keeps for itself'],
  ['a way through ..', at('projects', 'harbour', '..', '..', 'gantry'), 'keeps for itself'],
  ['a link to it', at('projects', 'innocent'), 'keeps for itself'],
  ['a folder below a link to it', at('projects', 'innocent', 'database'), 'keeps for itself'],
  ['the folder of the master key', at('keys'), 'keeps for itself'],
])('%s is refused, whatever is allowed', (_, folder, why) => {
  expect(() => guard(folder)).toThrow(why)
  expect(() => confined(folder)).toThrow('cannot be used')
})

test.each([
  ['a folder beside it', at('other')],
  ['one that is to be made', at('projects', 'new', 'folder')],
  ['the files of the demonstration', at('gantry', 'demo', 'files', 'documents')],
])('%s may be used', (_, folder) => {
  expect(() => guard(folder)).not.toThrow()
})

test('where the administrator names folders these may be used, and nothing beside them or behind a link', () => {
  for (const folder of [at('projects'), at('projects', 'harbour'), at('projects', 'new'), ...open]) {
    expect(() => confined(folder)).not.toThrow()
  }
  for (const folder of [at('other'), at('projects', 'elsewhere'), at('projects', '..', 'other'), '/etc']) {
    expect(() => confined(folder)).toThrow(`the administrator allows these folders only: ${at('projects')}`)
  }
  expect(() => guardFolders({ own, allowed: [] })(at('other'))).toThrow(
    'other machines reach this server, and its administrator has allowed no folder yet (setting allowedFolders). Choose another one.',
  )
})
