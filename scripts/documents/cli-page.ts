import { Writable } from 'node:stream'
import type { Command } from 'commander'
import { developmentPorts, optionTable } from '../../sandbox/procore/options.ts'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import type { LocalCommands } from '../../src/cli/local-commands.ts'
import { programFor } from '../../src/cli/program.ts'
import { table } from './table.ts'

const exitWords: { readonly [Name in keyof typeof exitCodes]: string } = {
  done: 'done',
  failed: 'an error; the last line on the error output says which',
  usage: 'the command was typed wrongly',
  flagged: 'the run finished, and some of its items need a person',
  signInNeeded: 'a connection needs a sign-in',
  approvalNeeded: 'a run waits for an approval of what it deletes',
}

/** The page of all commands, made from their own help. */
export function cliPage(): string {
  const { program, helpOf } = openProgram()
  return `# Command line

Made from the help of the commands in src/cli; change it there.

In a clone the commands are typed \`npx gantry …\`. Every command tells about itself with \`--help\`. Commands that speak to a
Gantry also take the flags of [settings](settings.md) that say which one: \`--server\`, \`--token-file\`, \`--data\`, \`--settings\`.
A location is \`connection:Space/folder\`, or a path on the disk of the machine that Gantry runs on.

## What scripts can rely on

${table(
  ['Exit code', 'Meaning'],
  exitNames.map((name) => [String(exitCodes[name]), exitWords[name]]),
)}

Results go to the standard output, everything else to the error output. Secrets are read from a file, from the standard input
or at a prompt, never from a flag.
${leaves(program)
  .map((command) => `\n## ${pathOf(command)}\n\n\`\`\`\n${helpOf(command)}\n\`\`\`\n`)
  .join('')}`
}

const exitNames = Object.keys(exitCodes) as (keyof typeof exitCodes)[]

function openProgram(): { readonly program: Command; readonly helpOf: (command: Command) => string } {
  let printed = ''
  const output = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      printed += text
      done()
    },
  }) as NodeJS.WriteStream
  const program = programFor({
    terminal: {
      environment: {},
      folder: '/',
      input: process.stdin,
      output,
      errors: output,
      interrupted: new AbortController().signal,
    },
    local: { sandboxOptions: sandboxOptions() } as unknown as LocalCommands,
    act: () => async () => undefined,
  })
  return {
    program,
    helpOf(command) {
      printed = ''
      command.outputHelp()
      return withoutSettings(printed)
    },
  }
}

/** Started by hand it listens on ports that stay. */
function sandboxOptions(): LocalCommands['sandboxOptions'] {
  const ports = Object.entries(developmentPorts).map(([name, port]) => [
    name,
    { ...optionTable[name as keyof typeof developmentPorts], default: port },
  ])
  return { ...optionTable, ...Object.fromEntries(ports) }
}

/** Settings have their own page; some of their defaults depend on the account. */
function withoutSettings(help: string): string {
  return help
    .split('\n\n')
    .filter((block) => !block.startsWith('Settings:'))
    .join('\n\n')
    .trim()
}

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves)
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
}
