import { Command, Option } from 'commander'
import { settingTable, shown, variableOf, type Setting, type SettingName } from '#config'
import { clientSettings, flagFor, type Session } from './session.ts'
import { styled } from './terminal.ts'

/** A command that prints through the session's terminal and leaves ending the process to its caller. */
export function newCommand(session: Session, name: string): Command {
  const { output, errors } = session.terminal
  return new Command(name)
    .exitOverride()
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .showHelpAfterError(false)
    .configureHelp({
      styleTitle: (title) => styled('bold', title, output),
      commandUsage: usageOf,
      subcommandTerm: termOf,
    })
    .configureOutput({
      writeOut: (text) => void output.write(text),
      writeErr: (text) => void errors.write(text),
      outputError: (text, write) => write(`${sentenceOf(text)}\n`),
      getOutHelpWidth: () => (output.isTTY ? output.columns || 80 : 80),
      getErrHelpWidth: () => (errors.isTTY ? errors.columns || 80 : 80),
    })
}

function usageOf(command: Command): string {
  const names: string[] = []
  for (let one: Command | null = command; one; one = one.parent) names.unshift(one.name())
  return `${names.join(' ')} ${command.usage()}`
}

function termOf(command: Command): string {
  const words = command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`))
  return [command.name(), ...words].join(' ')
}

/** commander's “error: unknown option '--x'\n(Did you mean --y?)” as a sentence. */
function sentenceOf(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n')
  const sentence = first.replace(/^error: /, '').replace(/^./, (letter) => letter.toUpperCase())
  const ending = /[.?!]$/.test(sentence) ? sentence : `${sentence}.`
  return [ending, ...rest.map((line) => line.replace(/^\((.*)\)$/, '$1'))].join(' ')
}

/** Adds the flags of settings, each with its other places and its default. */
export function addSettings(command: Command, names: readonly SettingName[] = clientSettings): Command {
  for (const name of names) {
    const setting: Setting = settingTable[name]
    const usual = setting.default === undefined ? '' : `, default ${shown(name, setting.default)}`
    const option = new Option(flagFor(name), `${setting.sentence} (${variableOf(name)}${usual})`)
    command.addOption(option.helpGroup('Settings:'))
  }
  const file = new Option(
    '--settings <file>',
    'A settings file. (GANTRY_SETTINGS, default settings.yaml in the data folder)',
  )
  return command.addOption(file.helpGroup('Settings:'))
}

/** Lines of `what it does` and how it is typed, below the help. */
export function addExamples(command: Command, examples: Readonly<Record<string, string>>): Command {
  const lines = Object.entries(examples).map(([typed, does]) => `  ${does}:\n    ${typed}`)
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
}

export const jsonFlag = ['--json', 'print the answer of the API as one JSON document'] as const

/** Narrows a list to what has these words there. */
export function textFlag(where: string): [string, string] {
  return ['--text <words>', `only those with these words in their ${where} (default: all)`]
}
