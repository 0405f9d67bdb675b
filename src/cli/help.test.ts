import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { jobFilters } from '#api/contract/filters.ts'
import { jobOptions, takenBy, type ChoiceName } from '#api/contract/jobs.ts'
import { flagOf, settingNames } from '#config'
import { programFor } from './program.ts'
import type { Session } from './session.ts'
import { typeCommand } from './testing/type-command.ts'

/** Every command by its words, those with commands below among them. */
function commandsBelow(
  command: Command,
  words: readonly string[] = [],
): { words: readonly string[]; command: Command }[] {
  return command.commands.flatMap((one) => [
    { words: [...words, one.name()], command: one },
    ...commandsBelow(one, [...words, one.name()]),
  ])
}

const session = {
  terminal: { output: process.stdout, errors: process.stderr },
  local: { sandboxOptions: {} },
  act: () => async () => undefined,
}
const commands = commandsBelow(programFor(session as unknown as Session))

test('there are the commands that the documentation speaks of', () => {
  expect(commands.map(({ words }) => words.join(' '))).toEqual([
    'copy',
    'ls',
    'cat',
    'verify',
    ...[
      '',
      ' add',
      ' list',
      ' show',
      ' choices',
      ' test',
      ' sign-in',
      ' edit',
      ' disable',
      ' enable',
      ' duplicate',
      ' remove',
    ].map((verb) => `connections${verb}`),
    ...[
      '',
      ' add',
      ' list',
      ' show',
      ' children',
      ' principals',
      ' map',
      ' edit',
      ' try',
      ' schedule',
      ' pause',
      ' enable',
      ' run',
      ' simulate',
    ].map((verb) => `jobs${verb}`),
    ...[' totals', ' export', ' plan', ' diff', ' apply', ' archive', ' restore', ' remove'].map(
      (verb) => `jobs${verb}`,
    ),
    ...['', ' list', ' show', ' items', ' watch', ' report', ' overview', ' throughput', ' export'].map(
      (verb) => `runs${verb}`,
    ),
    ...[' causes', ' retry', ' ignore', ' pause', ' resume', ' approve', ' decline', ' cancel'].map(
      (verb) => `runs${verb}`,
    ),
    ...['', ' list', ' show', ' compare', ' try'].map((verb) => `platforms${verb}`),
    'people',
    'people list',
    'people invite',
    'people disable',
    'people enable',
    'people unlink',
    'tokens',
    'tokens add',
    'tokens list',
    'tokens revoke',
    'audit',
    'audit list',
    'audit verify',
    'audit export',
    'client-credentials',
    'client-credentials list',
    'client-credentials set',
    'client-credentials remove',
    ...['', ' add', ' list', ' edit', ' disable', ' enable', ' test', ' deliveries', ' resend', ' remove'].map(
      (verb) => `webhooks${verb}`,
    ),
    'keys',
    'keys rotate',
    'keys change-master',
    'keys public',
    'serve',
    'work',
    'sandbox',
    'settings',
  ])
})

test.each(commands.map(({ words, command }) => ({ words, command })))('$words has help', async ({ words, command }) => {
  const { exitCode, output, errors } = await typeCommand([...words, '--help'])
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
  expect(output).toContain(`Usage: gantry ${words.join(' ')} `)
  if (command.commands.length === 0) expect(output).toContain('Examples:')
})

test('the help of all commands fits a screen of 34 lines', async () => {
  const { output } = await typeCommand(['--help'])
  expect(output.trimEnd().split('\n').length).toBeLessThanOrEqual(34)
})

test('every choice of a job is a flag of copy, with its words and its default', async () => {
  const { output } = await typeCommand(['copy', '--help'])
  const help = output.replace(/\s+/g, ' ')
  for (const [name, choice] of Object.entries(jobOptions.shape)) {
    const { words, takesNumber } = takenBy(name as ChoiceName)
    const all = [...words, ...(takesNumber ? ['a number'] : [])].join(', ')
    expect(help).toContain(`--${flagOf(name)} <word>`)
    expect(help).toContain(`${all} (default ${choice.parse(undefined)})`)
  }
})

test.each(['copy', 'jobs add', 'jobs edit', 'jobs try'])('every filter of a job is a flag of %s', async (words) => {
  const { output } = await typeCommand([...words.split(' '), '--help'])
  for (const name of Object.keys(jobFilters.shape)) expect(output).toContain(`--${flagOf(name)} <`)
})

test('every setting is a flag of the command that shows the settings', async () => {
  const { output } = await typeCommand(['settings', '--help'])
  for (const name of settingNames) expect(output).toContain(`--${flagOf(name)} <`)
})

test('the version is that of the package', async () => {
  const { exitCode, output } = await typeCommand(['--version'])
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
})
