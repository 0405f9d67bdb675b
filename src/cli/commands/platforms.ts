import type { Command } from 'commander'
import type { PlatformView } from '#api/contract/platforms.ts'
import { exitCodes } from '../exit-codes.ts'
import { fieldFlag } from '../field-values.ts'
import { findPlatform } from '../find-platform.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../new-command.ts'
import { clientOf, type Flags, type Session } from '../session.ts'
import { tableOf } from '../table.ts'
import { print, printJson, styled, type Terminal } from '../terminal.ts'
import { comparePlatformsCommand } from './platforms/compare.ts'
import { listPlatformsCommand } from './platforms/list.ts'
import { showPlatformCommand } from './platforms/show.ts'
import { tryCommand } from './platforms/try.ts'

export function platformsCommand(session: Session): Command {
  const command = newCommand(session, 'platforms')
    .summary('list|show|compare|try')
    .description('Lists the platforms, tells what one of them needs for a connection, and compares them.')
    .argument('[platform]', 'one of them')
    .enablePositionalOptions()
    .option(...jsonFlag)
    .action(session.act((name: string | undefined, flags: Flags) => platforms(session, name, flags)))
  addExamples(command, {
    'gantry platforms': 'All of them',
    'gantry platforms procore': 'The ways to sign in with one, and their fields',
  })
  for (const make of [listPlatformsCommand, showPlatformCommand, comparePlatformsCommand, tryCommand]) {
    command.addCommand(make(session))
  }
  return addSettings(command)
}

async function platforms(session: Session, name: string | undefined, flags: Flags) {
  const { terminal } = session
  const all = await clientOf(session, flags).listPlatforms()
  const shown = name === undefined ? undefined : findPlatform(all.platforms, name)
  if (flags.json) await printJson(terminal, shown ?? all)
  else if (shown) await print(terminal, detailsOf(shown, terminal))
  else {
    const rows = all.platforms.map(({ id, title, summary }) => [id, title, summary])
    await print(
      terminal,
      tableOf(terminal, [{ title: 'Platform' }, { title: 'Title' }, { title: 'What it is', wraps: true }], rows),
    )
  }
  return exitCodes.done
}

function detailsOf(platform: PlatformView, terminal: Terminal): string {
  const ways = platform.ways.map((way) => {
    const rows = way.fields.map((field) => [fieldFlag(field), field.isRequired ? 'required' : 'optional', field.help])
    const table = tableOf(terminal, [{ title: 'Flag' }, { title: '' }, { title: 'What it is', wraps: true }], rows)
    return `\n${styled('bold', `--way ${way.id}`, terminal.output)}: ${way.label}. ${way.help}\n${way.fields.length === 0 ? '' : table}`
  })
  const notes = platform.notes.map((note) => `- ${note}\n`)
  return [`${platform.title}: ${platform.summary}\n`, ...ways, notes.length > 0 ? '\n' : '', ...notes].join('')
}
