import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { help } from './help.ts'
import { flagOf, OptionError, optionNames, optionTable, readOptions } from './options.ts'

test('the help names every option with its sentence, the README every one that decides something unknown', async () => {
  const readme = await readFile(join(import.meta.dirname, 'README.md'), 'utf8')
  for (const name of optionNames) {
    expect(help()).toContain(`--${flagOf(name)} `)
    expect(help()).toContain(optionTable[name].sentence)
    if (optionTable[name].group === 'unknown') expect(readme).toContain(`--${flagOf(name)} `)
  }
})

test('text counts as a number where one is wanted, and nonsense is refused with what is wanted', () => {
  expect(readOptions({ apiPort: '7082', clock: '2.5' })).toMatchObject({ apiPort: 7082, clock: 2.5, names: 'any' })
  expect(() => readOptions({ apiPort: 'x' })).toThrow(OptionError)
  expect(() => readOptions({ clock: 0 })).toThrow('The option --clock must be a number above 0, not “0”.')
})
